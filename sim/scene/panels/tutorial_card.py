"""The tutorial's card: one lesson, its keys, and a way out."""

from __future__ import annotations

from collections.abc import Callable

from panda3d.core import NodePath

from ...panels.tutorial import TutorialPanel
from .bar import Bar
from .buttons import Button
from .canvas import Align, Canvas
from .key_caps import CAP_HEIGHT, key_hint
from .theme import BODY, GAP, LABEL, MARGIN, PADDING, SMALL, SOFT, TEAL, TEAL_FILL, TITLE, WHITE

WIDTH = 400.0
_INNER = WIDTH - 2 * PADDING
_BUTTON = 36.0


class TutorialCard:
    """Draws a `TutorialPanel` in the place of the step card."""

    def __init__(self, canvas: Canvas, skip: Callable[[], None]) -> None:
        self._canvas = canvas
        self._skip = skip
        self._node: NodePath | None = None
        self._button: Button | None = None
        self._shown: TutorialPanel | None = None

    @property
    def shown(self) -> TutorialPanel | None:
        """The lesson that is on the card."""
        return self._shown

    def show(self, panel: TutorialPanel | None) -> None:
        """Show this lesson; None takes the card away."""
        if panel == self._shown:
            return
        self._shown = panel
        if self._button is not None:
            self._button.close()
        if self._node is not None:
            self._node.remove_node()
        self._node, self._button = None, None
        if panel is not None:
            self._draw(panel)

    def _draw(self, panel: TutorialPanel) -> None:
        self._node = self._canvas.group(MARGIN, MARGIN)
        content = self._canvas.group()
        y = PADDING - 2.0
        self._canvas.text(content, panel.title, PADDING, y, SMALL, TEAL)
        progress = self._canvas.text(content, panel.progress, WIDTH - PADDING, y, SMALL, SOFT, align=Align.RIGHT)
        y += progress.height + 6.0
        Bar(self._canvas, content, (PADDING, y, _INNER), height=3.0).show(panel.progress_share, TEAL_FILL)
        y += 15.0
        y += self._canvas.text(content, panel.lesson, PADDING, y, TITLE, WHITE, width=_INNER).height + 4.0
        y += self._canvas.text(content, panel.text, PADDING, y, BODY, SOFT, width=_INNER).height + 14.0
        for hint in panel.controls:
            key_hint(self._canvas, content, PADDING, y, hint)
            y += CAP_HEIGHT + GAP
        y += 4.0
        self._button = self._skip_button(content, panel.skip, y)
        self._canvas.card(self._node, WIDTH, y + _BUTTON + PADDING)
        content.reparent_to(self._node)

    def _skip_button(self, node: NodePath, text: str, y: float) -> Button:
        width = self._canvas.width_of(text, LABEL) + 36.0
        button = Button(self._canvas, node, (PADDING, y, width, _BUTTON), self._skip)
        top = (_BUTTON - LABEL.line) / 2.0
        self._canvas.text(button.node, text, width / 2.0, top, LABEL, WHITE, align=Align.CENTRE)
        return button
