"""The store that a user means: the one named, else the one of the settings, with the settings' credentials."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.folders import named
from kg.settings import settings

if TYPE_CHECKING:
    from kg.store import Store


@contextmanager
def opened(address: str | None, *, must_exist: bool = False, force: bool = False) -> Iterator[Store]:
    """The store at an address, or where the settings say; `force` makes it ours beside other people's data.

    Raises:
        StoreError: it cannot be opened; UsageError: it must exist and does not.
    """
    chosen = settings()
    where = address or chosen.store
    if must_exist and "://" not in where and not named(where).exists():
        raise UsageError(f"{where}: no store here yet; fill one with kg ingest or kg demo, or name one with --store")
    # Imported here: the driver is not needed to say that there is no store.
    from kg.store import Store

    password = chosen.password.get_secret_value() or None
    with Store.open(
        where, user=chosen.user, password=password, database=chosen.database, make=not must_exist, force=force,
        patience=chosen.patience,
    ) as store:  # fmt: skip
        yield store
