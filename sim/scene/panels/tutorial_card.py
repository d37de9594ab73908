"""The tutorial's card: one lesson, its keys, and a way out."""

from __future__ import annotations

from collections.abc import Callable

from panda3d.core import NodePath

from ...panels.tutorial import TutorialPanel
from .bar import Bar
from .buttons import Button
from .canvas import Align, Canvas
from .key_caps import CAP_HEIGHT, key_hint
from .theme import BODY, GAP, LABEL, MARGIN, PADDING, SMALL, SOFT, TEAL, TEAL_FILL, TITLE, WHITE, Type

WIDTH = 400.0
_BUTTON = 44.0
_TRY = 64.0


class TutorialCard:
    """Draws a `TutorialPanel` in the place of the step card."""

    def __init__(
        self,
        canvas: Canvas,
        skip: Callable[[], None],
        tried: Callable[[], None] = lambda: None,
        width: float = WIDTH,
    ) -> None:
        """``tried`` is called when the button to try out is pressed, where a lesson has one."""
        self._canvas = canvas
        self._width, self._inner = width, width - 2 * PADDING
        self._skip = skip
        self._tried = tried
        self._node: NodePath | None = None
        self._buttons: list[Button] = []
        self._shown: TutorialPanel | None = None
        self.height = 0.0
        """Of the card; 0 while there is none."""

    @property
    def shown(self) -> TutorialPanel | None:
        """The lesson that is on the card."""
        return self._shown

    def show(self, panel: TutorialPanel | None) -> None:
        """Show this lesson; None takes the card away."""
        if panel == self._shown:
            return
        self._shown = panel
        for button in self._buttons:
            button.close()
        if self._node is not None:
            self._node.remove_node()
        self._node, self._buttons, self.height = None, [], 0.0
        if panel is not None:
            self._draw(panel)

    def _draw(self, panel: TutorialPanel) -> None:
        self._node = self._canvas.group(MARGIN, MARGIN)
        content = self._canvas.group()
        y = PADDING - 2.0
        self._canvas.text(content, panel.title, PADDING, y, SMALL, TEAL)
        progress = self._canvas.text(content, panel.progress, self._width - PADDING, y, SMALL, SOFT, align=Align.RIGHT)
        y += progress.height + 6.0
        Bar(self._canvas, content, (PADDING, y, self._inner), height=3.0).show(panel.progress_share, TEAL_FILL)
        y += 15.0
        y += self._canvas.text(content, panel.lesson, PADDING, y, TITLE, WHITE, width=self._inner).height + 4.0
        y += self._canvas.text(content, panel.text, PADDING, y, BODY, SOFT, width=self._inner).height + 14.0
        for hint in panel.controls:
            key_hint(self._canvas, content, PADDING, y, hint)
            y += CAP_HEIGHT + GAP
        y += 4.0
        if panel.button:
            self._button(content, panel.button, (y, self._inner, _TRY), self._tried, BODY)
            y += _TRY + 12.0
        self._button(content, panel.skip, (y, self._canvas.width_of(panel.skip, LABEL) + 36.0, _BUTTON), self._skip)
        self.height = y + _BUTTON + PADDING
        self._canvas.card(self._node, self._width, self.height)
        content.reparent_to(self._node)

    def _button(
        self,
        node: NodePath,
        text: str,
        place: tuple[float, float, float],
        clicked: Callable[[], None],
        kind: Type = LABEL,
    ) -> None:
        """``place`` is y, width, height."""
        y, width, height = place
        button = Button(self._canvas, node, (PADDING, y, width, height), clicked)
        top = (height - kind.line) / 2.0
        self._canvas.text(button.node, text, width / 2.0, top, kind, WHITE, align=Align.CENTRE)
        self._buttons.append(button)
