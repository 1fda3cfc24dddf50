"""Pages of one file: a template whose {{names}} are filled in, with data for its script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with every {{name}} replaced by that part, as it is."""
    return re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark[1]], template)


def script_data(value: Any) -> str:
    """A value as JSON that can stand in a script element: `<` would end it; as an escape it is the same letter."""
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":")).replace("<", "\\u003c")
