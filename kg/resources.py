"""The one place that knows where `data/` and `queries/` are: beside the code in a checkout, inside the package in a wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError

_PACKAGED = Path(__file__).parent / "_resources"
ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"


def toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file.

    Raises:
        KnowledgeError: the file is missing or is not TOML; the message names the file and the line.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(f"{path}: no such file; reinstall kg or restore it from the repository") from None
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, a NUL in the name, tables without end
        raise KnowledgeError(f"{path}: {error}") from None
