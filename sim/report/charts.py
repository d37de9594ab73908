"""Charts as SVG text in data URIs: matplotlib figures without any global state of pyplot."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

TEAL, SLATE, AMBER, RED, INK, GRID, SAND = (
    "#0f766e",
    "#334155",
    "#b45309",
    "#b91c1c",
    "#1f2a2e",
    "#dfe7e7",
    "#eadfc8",
)
FONTS = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "proctor",
    "text.parse_math": False,
    "font.size": 9.5,
    "axes.edgecolor": "#9fb0b2",
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": "#5b6b6e",
    "ytick.color": "#5b6b6e",
    "path.simplify": True,
    "path.simplify_threshold": 0.4,
}


@contextmanager
def drawing() -> Iterator[None]:
    """Our look, only for what is drawn inside."""
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        # Matplotlib's own font has no Chinese; the SVG holds text, and the browser has the font.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        yield


def figure(width: float, height: float) -> Figure:
    """An empty figure, in inches."""
    made = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(made)
    return made


def svg_uri(made: Figure) -> str:
    """The figure as a data URI; its text is set in the reader's own fonts."""
    out = io.StringIO()
    made.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = re.sub(r"'DejaVu Sans'[^;\"]*", FONTS, out.getvalue())
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode("utf-8")).decode("ascii")


def limit_line(axes: Axes, at: float, text: str, colour: str = RED) -> None:
    """A dashed horizontal line with its name at the right end."""
    axes.axhline(at, color=colour, linewidth=1.1, linestyle=(0, (5, 3)))
    axes.annotate(
        text,
        (1.0, at),
        xycoords=("axes fraction", "data"),
        xytext=(-3, 3),
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=colour,
        fontsize=8.5,
    )
