"""A dialog of choices: a question at the side, where it hides no bone; menus in the middle."""

from __future__ import annotations

from collections.abc import Callable

from panda3d.core import NodePath

from ...panels.choices import Choice, ChoicePanel
from .buttons import Button
from .canvas import Canvas
from .key_caps import CAP_HEIGHT, key_cap
from .theme import AMBER, BODY, GAP, LABEL, MARGIN, MUTED, RAISED, SHADE, SMALL, TEAL, TITLE, WHITE

CENTRE_WIDTH = 600.0
SIDE_WIDTH = 430.0
_PADDING = 26.0
_TEXT_X = 58.0


class Dialog:
    """Draws a `ChoicePanel`; a click or a key chooses."""

    def __init__(
        self, canvas: Canvas, chosen: Callable[[Choice], None], menu: bool = False, width: float | None = None
    ) -> None:
        """A ``menu`` stands in the middle and darkens what is behind it. ``width`` is the card's."""
        self._canvas = canvas
        self._chosen = chosen
        self._menu = menu
        self._width = width or (CENTRE_WIDTH if menu else SIDE_WIDTH)
        self._inner = self._width - 2 * _PADDING
        self._node: NodePath | None = None
        self._buttons: list[Button] = []
        self._shown: ChoicePanel | None = None
        self.height = 0.0
        """Of the card; 0 while it is closed."""

    @property
    def shown(self) -> ChoicePanel | None:
        """What is open."""
        return self._shown

    def show(self, panel: ChoicePanel | None) -> None:
        """Open it, or close it with None."""
        if panel == self._shown:
            return
        self._shown = panel
        for button in self._buttons:
            button.close()
        self._buttons = []
        if self._node is not None:
            self._node.remove_node()
        self._node, self.height = None, 0.0
        if panel is not None:
            self._draw(panel)

    def press(self, key: str) -> bool:
        """Choose by key; False when the key means nothing here."""
        choice = self._shown.pressed(key) if self._shown else None
        if choice is not None:
            self._chosen(choice)
        return choice is not None

    def _draw(self, panel: ChoicePanel) -> None:
        self._node = self._canvas.group()
        if self._menu:
            self._canvas.box(self._node, 0, 0, self._canvas.width, self._canvas.height, SHADE)
        content = self._canvas.group()
        self.height = height = self._content(content, panel)
        x, y = self._canvas.width - MARGIN - self._width, MARGIN
        if self._menu:
            x = round((self._canvas.width - self._width) / 2.0)
            y = round((self._canvas.height - height) / 2.0)
        card = self._canvas.group(x, y, self._node)
        self._canvas.card(card, self._width, height)
        content.reparent_to(card)

    def _content(self, node: NodePath, panel: ChoicePanel) -> float:
        y = _PADDING - 6.0
        y += self._canvas.text(node, panel.title, _PADDING, y, SMALL, TEAL, width=self._inner).height + 4.0
        y += self._canvas.text(node, panel.text, _PADDING, y, TITLE, WHITE, width=self._inner).height + 14.0
        if panel.note:
            y += self._canvas.text(node, panel.note, _PADDING, y, LABEL, AMBER, width=self._inner).height + 10.0
        for choice in panel.choices:
            y += self._choice(node, choice, y, panel.enabled) + GAP + 2.0
        return y + _PADDING - GAP - 2.0

    def _choice(self, node: NodePath, choice: Choice, y: float, enabled: bool) -> float:
        content = self._canvas.group()
        text_x = _TEXT_X if self._canvas.look.keys else 20.0
        room = self._inner - text_x - 18.0
        colour = WHITE if enabled else MUTED
        height = 13.0 + self._canvas.text(content, choice.title, text_x, 13.0, BODY, colour, width=room).height
        if choice.about:
            height += self._canvas.text(content, choice.about, text_x, height, LABEL, MUTED, width=room).height
        height += 13.0
        area = (_PADDING, y, self._inner, height)
        if enabled:
            button = Button(self._canvas, node, area, lambda: self._chosen(choice))
            self._buttons.append(button)
            place = button.node
        else:
            place = self._canvas.group(_PADDING, y, node)
            self._canvas.box(place, 0, 0, self._inner, height, (*RAISED[:3], 0.5), 12.0)
        content.reparent_to(place)
        if self._canvas.look.keys:
            self._cap(place, choice.key, height)
        return height

    def _cap(self, node: NodePath, key: str, height: float) -> None:
        self._canvas.box(node, 16.0, (height - CAP_HEIGHT) / 2.0 - 1.0, CAP_HEIGHT + 2.0, CAP_HEIGHT + 2.0, TEAL, 7.0)
        key_cap(self._canvas, node, 17.0, (height - CAP_HEIGHT) / 2.0, key)
