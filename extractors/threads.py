"""How many threads numpy's matrices are multiplied by."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """One while it lasts: over the matrices of a sentence several threads wait for one another longer than they work."""
    return _libraries().limit(limits=1, user_api="blas")  # type: ignore[no-any-return]


@cache
def _libraries() -> ThreadpoolController:
    """Those that are loaded when it is first asked, numpy's among them: to look for them takes longer than a sentence."""
    return ThreadpoolController()
