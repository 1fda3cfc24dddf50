"""Tables for other tools: Arrow and pandas, which are extras."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analytics.model import Table
from kg.errors import UsageError

if TYPE_CHECKING:
    import pandas
    import pyarrow


def arrow(table: Table) -> pyarrow.Table:
    """A table as Arrow: its cells, then n, few, window, moves, posts.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise UsageError("Arrow tables need pyarrow: pip install 'talent-kg[parquet]'") from None
    return pyarrow.Table.from_pylist(table.records())


def frame(table: Table) -> pandas.DataFrame:
    """A table as a pandas data frame, with the same columns.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise UsageError("data frames need pandas: pip install 'talent-kg[analytics]'") from None
    return pandas.DataFrame(table.records())
