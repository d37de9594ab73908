"""The pieces of the panels in the air, each on its sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable
from dataclasses import replace

from panda3d.core import NodePath

from ...panels.air import DEBRIEF, DIALOG, GAUGES, NOTES, SHEETS, STEP, TOOLS
from ...panels.board import PanelBoard
from ...panels.captions import CaptionLine
from ...panels.shown import Shown
from ..window import Window
from .air_debrief import AirDebrief
from .air_surface import TEXELS, AirSurface
from .captions_view import PILL, Captions
from .control_list import ControlList
from .dialog import Dialog
from .font import Fonts
from .gauge_column import GaugeColumn
from .messages_view import Messages
from .monitor import REFRESH_S
from .step_card import StepCard
from .theme import GAP, MARGIN
from .tools import Tools
from .tutorial_card import TutorialCard

_FADE_STEPS = 6
_CAPTIONS = 2
"""There is room for so many under the messages."""


class AirSheets:
    """Draws what a board shows, on the sheets that it belongs on, and only what has changed."""

    def __init__(self, window: Window, parent: NodePath, board: PanelBoard, tried: Callable[[], None]) -> None:
        """``tried`` is called when the tutorial's button to try out is pressed."""
        self._board = board
        fonts = Fonts(TEXELS)
        self.surfaces = {
            sheet.name: AirSurface(window, parent, sheet, fonts, order) for order, sheet in enumerate(SHEETS)
        }
        self.tools = self.surfaces[TOOLS.name]
        words = {word: board.translator.text(f"hud.{word}") for word in ("why", "hint")}
        notes, gauges, dialog = (self.surfaces[sheet.name].canvas for sheet in (NOTES, GAUGES, DIALOG))
        step = self.surfaces[STEP.name].canvas
        self._step = StepCard(step, words, step.width - 2 * MARGIN)
        self._gauges, self._controls = GaugeColumn(gauges), ControlList(gauges)
        over_captions = notes.height - MARGIN - _CAPTIONS * (PILL + GAP)
        self._messages = Messages(notes, MARGIN, notes.width - MARGIN, over_captions)
        self._captions = Captions(notes, MARGIN)
        self._choices = Dialog(dialog, board.choose, width=dialog.width - 2 * MARGIN)
        self._lesson = TutorialCard(dialog, board.skip_tutorial, tried, dialog.width - 2 * MARGIN)
        self._tools = Tools(self.tools.canvas, board.choose)
        go_on = board.translator.text("hud.continue")
        self._debrief = AirDebrief(self.surfaces[DEBRIEF.name].canvas, board.go_on, go_on, board.translator)
        self._shaded: frozenset[tuple[str, int]] = frozenset()
        self._gauges_s = 0.0

    def draw(self) -> frozenset[str]:
        """Draw what has changed; the names of sheets that have just opened."""
        hidden = {name for name, surface in self.surfaces.items() if not surface.visible}
        shown = self._board.shown
        self._draw_dialog(shown)
        self._draw_step(shown)
        self._draw_gauges(shown)
        self._draw_notes(shown)
        self._tools.show(shown.tools)
        self._put(TOOLS.name, self._tools.height, shown.tools)
        self._debrief.show(self._board.debrief)
        self._put(DEBRIEF.name, self._debrief.height, (self._board.debrief, self._debrief.offset))
        self.shade(self._shaded)
        return frozenset(name for name in hidden if self.surfaces[name].visible)

    def shade(self, within: Collection[tuple[str, int]]) -> None:
        """Let the buttons stand out that something points at: names of sheets and numbers on them."""
        self._shaded = frozenset(within)
        for name, surface in self.surfaces.items():
            for number, touchable in enumerate(surface.canvas.touchables):
                touchable.shade((name, number) in self._shaded)

    def close(self) -> None:
        """Give everything back."""
        for surface in self.surfaces.values():
            surface.close()

    def _put(self, name: str, height: float, content: Hashable) -> None:
        shades = frozenset(each for each in self._shaded if each[0] == name)
        self.surfaces[name].show(height, (content, shades))

    def _draw_dialog(self, shown: Shown) -> None:
        choices = self._board.menu or shown.question
        lesson = None if choices else shown.lesson
        self._choices.show(choices)
        self._lesson.show(lesson)
        self._put(DIALOG.name, self._choices.height + self._lesson.height, (choices, lesson))

    def _draw_step(self, shown: Shown) -> None:
        """The step hangs where dialogs come nearer: it makes room for them."""
        step = None if self.surfaces[DIALOG.name].visible else shown.step
        self._step.show(step)
        self._put(STEP.name, self._step.height, step)

    def _draw_gauges(self, shown: Shown) -> None:
        """Numbers change no oftener than they can be read."""
        since_s = self._board.time_s - self._gauges_s
        if 0.0 < since_s < REFRESH_S and shown.gauges:
            return
        self._gauges_s = self._board.time_s
        self._gauges.show(shown.gauges)
        top = MARGIN + (self._gauges.height + GAP if self._gauges.height else 0.0)
        self._controls.show(shown.controls, top)
        height = self._controls.height + (top - MARGIN if self._controls.height else self._gauges.height)
        self._put(GAUGES.name, height, (shown.gauges, shown.controls))

    def _draw_notes(self, shown: Shown) -> None:
        captions = tuple(_faded(line) for line in shown.captions[-_CAPTIONS:])
        self._messages.show(shown.messages)
        self._captions.show(captions)
        height = NOTES.height - 2 * MARGIN if shown.messages or captions else 0.0
        self._put(NOTES.name, height, (shown.messages, captions))


def _faded(line: CaptionLine) -> CaptionLine:
    """With an opacity in steps, so that a picture is not drawn anew for every one."""
    return replace(line, opacity=math.ceil(line.opacity * _FADE_STEPS) / _FADE_STEPS)
