"""The score as a ring with its number, the verdict below it and the pass mark below that."""

from __future__ import annotations

from panda3d.core import NodePath

from ...panels.debrief import DebriefPanel
from .canvas import Align, Canvas
from .theme import (
    AMBER_FILL,
    BODY,
    DISPLAY,
    GREEN_FILL,
    LABEL,
    MUTED,
    ON_TEAL,
    RED_FILL,
    SOFT,
    TRACK,
    WHITE,
    Colour,
    Type,
)

_THICKNESS = 12.0
_PILL = 34.0


def score_ring(
    canvas: Canvas,
    node: NodePath,
    panel: DebriefPanel,
    middle: tuple[float, float],
    radius: float,
    kind: Type = DISPLAY,
) -> None:
    """Draw it about the ring's ``middle``, the number in a ``kind`` of type."""
    x, y = middle
    fill = _fill(panel)
    for share, colour in ((1.0, TRACK), (panel.score_share, fill)):
        arc = canvas.shapes.arc(radius, _THICKNESS, share, colour)
        arc.reparent_to(node)
        arc.set_pos(x - radius, 0, radius - y)
    top = y - kind.line / 2.0
    canvas.text(node, panel.score, x, top - 12.0, kind, WHITE, align=Align.CENTRE)
    canvas.text(node, "/ 100", x, top + kind.line - 10.0, BODY, MUTED, align=Align.CENTRE)
    top = y + radius + 14.0
    width = canvas.width_of(panel.verdict, BODY) + 40.0
    canvas.box(node, round(x - width / 2.0), top, width, _PILL, fill, _PILL / 2.0)
    canvas.text(node, panel.verdict, x, top + 5.0, BODY, ON_TEAL, align=Align.CENTRE)
    canvas.text(node, panel.pass_mark, x, top + _PILL + 10.0, LABEL, SOFT, align=Align.CENTRE)


def _fill(panel: DebriefPanel) -> Colour:
    if panel.passed:
        return GREEN_FILL
    return RED_FILL if panel.score_share < panel.pass_mark_share else AMBER_FILL
