"""The pieces of the desktop's head-up display on one canvas."""

from __future__ import annotations

from collections.abc import Callable

from panda3d.core import MouseWatcher, NodePath, PGTop

from ...language import Translator
from ...panels.choices import Choice
from .canvas import Canvas
from .captions_view import Captions, ControlHints
from .debrief_view import Debrief
from .dialog import Dialog
from .gauge_column import WIDTH as GAUGES_WIDTH
from .gauge_column import GaugeColumn
from .messages_view import Messages
from .step_card import WIDTH as STEP_WIDTH
from .step_card import StepCard
from .theme import DESIGN_HEIGHT, MARGIN
from .tutorial_card import TutorialCard


class HeadUp:
    """All pieces for one size of window; later pieces lie over earlier ones."""

    def __init__(
        self,
        render2d: NodePath,
        mouse: MouseWatcher | None,
        size: tuple[int, int],
        translator: Translator,
        chosen: Callable[[Choice], None],
        skip_tutorial: Callable[[], None],
        go_on: Callable[[], None],
    ) -> None:
        """``mouse`` is None where there is none; ``size`` is the window's, in pixels."""
        width, height = size
        self._top = render2d.attach_new_node(PGTop("panels"))
        if mouse is not None:
            self._top.node().set_mouse_watcher(mouse)
        design = (DESIGN_HEIGHT * width / height, DESIGN_HEIGHT)
        unit = (2.0 / design[0], 2.0 / design[1])
        self._canvas = canvas = Canvas(self._top, design, height / DESIGN_HEIGHT, unit, (-1.0, 1.0))
        labels = {word: translator.text(f"hud.{word}") for word in ("why", "hint")}
        self.step = StepCard(canvas, labels)
        self.gauges = GaugeColumn(canvas)
        self.controls = ControlHints(canvas)
        self.captions = Captions(canvas)
        self.messages = Messages(canvas, STEP_WIDTH + 2 * MARGIN, canvas.width - GAUGES_WIDTH - 2 * MARGIN)
        self.question = Dialog(canvas, chosen)
        self.tutorial = TutorialCard(canvas, skip_tutorial)
        self.menu = Dialog(canvas, chosen, menu=True)
        self.debrief = Debrief(canvas, go_on, translator.text("hud.continue"))

    def clear(self) -> None:
        """Take everything off but the debrief."""
        for piece in (self.step, self.gauges, self.question, self.tutorial, self.menu):
            piece.show(None)
        for row in (self.controls, self.captions, self.messages):
            row.show(())

    def close(self) -> None:
        """Take everything off and stop listening."""
        self.clear()
        self.debrief.close()
        self._canvas.close()
        self._top.remove_node()
