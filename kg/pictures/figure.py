"""One picture of several panels, one below the other, in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.export.files import replacing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 10.0  # inches
INK, QUIET, LINE, MORE, LESS = "#1d232b", "#55606d", "#d3dae2", "#0b62a4", "#b04a00"
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c7ae6")  # Okabe and Ito's, 2008
_HEAD, _BETWEEN = 0.9, 0.95  # inches
_STYLE: Any = {  # the stubs know no other mapping than one of their own
    "svg.fonttype": "none", "svg.hashsalt": "kg", "font.family": ["DejaVu Sans", "sans-serif"], "font.size": 9,
    "text.color": INK, "axes.labelcolor": QUIET, "axes.edgecolor": LINE, "xtick.color": QUIET, "ytick.color": INK,
    "figure.facecolor": "white", "axes.facecolor": "white", "axes.spines.top": False, "axes.spines.right": False,
    "axes.titlesize": 11, "axes.titlelocation": "left", "axes.titlepad": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a picture: what it is called, how high it is in inches, and what draws it."""

    title: str
    height: float
    paint: Callable[[Axes], None]
    below: float = 0.0  # inches, for what stands under it


def draw(target: Path, kind: str, title: str, window: str, panels: Sequence[Panel]) -> None:
    """Writes a picture as "svg" or "png", wholly or not at all.

    Raises:
        UsageError: matplotlib is not installed, or the file cannot be written.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError("pictures need matplotlib: pip install 'talent-kg[pictures]'") from None
    if target.is_dir():
        raise UsageError(f"{target}: a folder; name a file, as {target / f'flows.{kind}'}")
    height = _HEAD + sum(panel.height + panel.below + _BETWEEN for panel in panels)
    with matplotlib.rc_context(_STYLE):
        figure = Figure((WIDTH, height))
        figure.text(0.02, 1 - 0.3 / height, title, fontsize=14, fontweight="bold", va="center")
        figure.text(0.02, 1 - 0.58 / height, window, color=QUIET, va="center")
        top = height - _HEAD
        for panel in panels:
            axes = figure.add_axes((0.2, (top - panel.height - 0.4) / height, 0.76, panel.height / height))
            axes.set_title(panel.title, x=-0.236)
            panel.paint(axes)
            top -= panel.height + panel.below + _BETWEEN
        told = {"Date": None, "Creator": "kg"} if kind == "svg" else {"Software": "kg"}
        with replacing(target, folder=False) as partial:
            figure.savefig(partial, format=kind, dpi=144, metadata=told)
