"""Along the bottom: captions of sounds, and under them the controls that are useful now."""

from __future__ import annotations

from collections.abc import Sequence

from panda3d.core import NodePath, TransparencyAttrib

from ...panels.captions import CaptionLine
from ...panels.controls import ControlHint
from .canvas import Align, Canvas
from .key_caps import CAP_HEIGHT, fitting, key_row, row_width
from .theme import BODY, GAP, MARGIN, WHITE

PILL = 34.0
_HINTS_ROW = CAP_HEIGHT + 2 * GAP


class Captions:
    """Draws caption lines as pills, the newest lowest."""

    def __init__(self, canvas: Canvas, below: float = MARGIN + _HINTS_ROW + GAP) -> None:
        """``below`` is how far the lowest pill stands above the canvas's lower edge."""
        self._canvas = canvas
        self._below = below
        self._nodes: dict[str, NodePath] = {}
        self._shown: tuple[str, ...] = ()

    def show(self, lines: Sequence[CaptionLine]) -> None:
        """Show these captions with their opacities."""
        texts = tuple(line.text for line in lines)
        if texts != self._shown:
            self._shown = texts
            self._redraw(lines)
        for line in lines:
            self._nodes[line.text].set_alpha_scale(line.opacity)

    def _redraw(self, lines: Sequence[CaptionLine]) -> None:
        for node in self._nodes.values():
            node.remove_node()
        bottom = self._canvas.height - self._below
        self._nodes = {
            line.text: self._pill(line.text, bottom - (len(lines) - number) * (PILL + GAP) + GAP)
            for number, line in enumerate(lines)
        }

    def _pill(self, text: str, y: float) -> NodePath:
        width = self._canvas.width_of(text, BODY) + 40.0
        node = self._canvas.group(round((self._canvas.width - width) / 2.0), y)
        node.set_transparency(TransparencyAttrib.M_alpha)
        self._canvas.box(node, 0, 0, width, PILL, self._canvas.look.glass, PILL / 2.0)
        self._canvas.text(node, text, round(width / 2.0), (PILL - BODY.line) / 2.0, BODY, WHITE, align=Align.CENTRE)
        return node


class ControlHints:
    """Draws the row of keys at the bottom."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._node: NodePath | None = None
        self._shown: tuple[ControlHint, ...] = ()

    def show(self, hints: tuple[ControlHint, ...]) -> None:
        """Show as many of these as fit."""
        if hints == self._shown:
            return
        self._shown = hints
        if self._node is not None:
            self._node.remove_node()
            self._node = None
        if hints:
            self._draw(fitting(self._canvas, hints, self._canvas.width - 2 * MARGIN - 32.0))

    def _draw(self, hints: tuple[ControlHint, ...]) -> None:
        width = row_width(self._canvas, hints) + 32.0
        x = round((self._canvas.width - width) / 2.0)
        self._node = self._canvas.group(x, self._canvas.height - MARGIN - _HINTS_ROW)
        self._canvas.box(self._node, 0, 0, width, _HINTS_ROW, self._canvas.look.glass, _HINTS_ROW / 2.0)
        key_row(self._canvas, self._node, 16.0, GAP, hints)
