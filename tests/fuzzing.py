"""What the fuzzers are made of: damaged copies of real inputs, tables of odd values, and how long they run."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kg.errors import KGError
from kg.shown import one_line

SECONDS = float(os.environ.get("KG_FUZZ_SECONDS", "0"))  # of CPU for each fuzzer; 0: some dozens of examples
LONGEST = 20.0  # CPU seconds of one input, after which it counts as a hang
_REPEATED = (1, 1, 1, 1, 30, 3000)


def fuzz(strategy: st.SearchStrategy[Any], check: Callable[[Any], object], *, examples: int = 40) -> None:
    """Runs a check on examples, the same ones each time; with KG_FUZZ_SECONDS on others until that much CPU is used."""
    kept = settings(
        max_examples=200 if SECONDS else examples, deadline=None, database=None, derandomize=not SECONDS,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    def once(value: Any) -> None:
        with in_time():
            ends_well(lambda: check(value))

    until = time.process_time() + SECONDS
    while True:
        run = kept(given(strategy)(once))
        (seed(random.SystemRandom().getrandbits(64))(run) if SECONDS else run)()
        if time.process_time() >= until:
            return


def ends_well(work: Callable[[], object]) -> None:
    """Does the work: it gives something, or an error of ours whose line says something."""
    try:
        work()
    except KGError as error:
        line = one_line(str(error))
        assert 3 < len(line) < 3_000, line


@contextmanager
def in_time() -> Iterator[None]:
    """Fails what takes more than LONGEST seconds of CPU."""

    def late(*_: object) -> None:
        raise AssertionError(f"more than {LONGEST:g} CPU seconds")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@st.composite
def damaged(draw: st.DrawFn, whole: Sequence[bytes], pieces: Sequence[bytes]) -> bytes:
    """One of some inputs with parts cut out, others put in, doubled, or repeated thousands of times."""
    data = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.one_of(st.integers(0, 30), st.integers(0, len(data))))
        piece = draw(st.one_of(st.sampled_from(pieces), st.binary(max_size=12), st.just(bytes(data[at : at + cut]))))
        data[at : at + cut] = piece * (draw(st.sampled_from(_REPEATED)) if len(piece) < 40 else 1)
    return bytes(data)


def odd(*likely: Any) -> st.SearchStrategy[Any]:
    """A value that may stand in a table of ours, or any other value."""
    single = st.one_of(
        st.sampled_from([*likely, "", "\0", "x" * 5000, 0, -1, 2**70, True, math.inf]), st.text(max_size=8), st.integers(),
        st.booleans(), st.floats(allow_nan=False),
    )  # fmt: skip
    return st.recursive(
        single,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=6,
    )


def table(known: Mapping[str, Sequence[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A table with some of the keys we know, and now and then another, whose values may be anything."""
    of = {key: odd(*likely) for key, likely in known.items()}
    return st.fixed_dictionaries({}, optional={**of, "other": odd()})


def as_toml(value: dict[str, Any]) -> str:
    """The table in TOML."""
    return "\n".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return json.dumps(value).replace("\x7f", "\\u007f") if not isinstance(value, str) else _text(value)


def _text(value: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" if ord(char) < 32 or char in '"\\\x7f' else char for char in value) + '"'
