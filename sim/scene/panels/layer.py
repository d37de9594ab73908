"""Everything flat over the picture of a desktop: it draws what the board of panels shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from panda3d.core import Texture

from ...core.events import Event
from ...core.intents import Command
from ...core.model import Mode, Scenario
from ...core.scorecard import ScoreCard
from ...core.snapshot import Snapshot
from ...language import Translator
from ...panels.board import PanelBoard
from ...panels.choices import Choice
from ...panels.tutorial import Tutorial
from ..window import Window
from .head_up import HeadUp
from .monitor import Monitor


def _ignore(_: Command) -> None:
    """Nobody listens."""


class PanelLayer:
    """The panels of one session; ``on_command`` and ``key_names`` are those of `panels.board.PanelBoard`."""

    def __init__(
        self,
        window: Window,
        scenario: Scenario,
        translator: Translator,
        on_command: Callable[[Command], None] = _ignore,
        key_names: Mapping[str, str] | None = None,
    ) -> None:
        self.board = PanelBoard(scenario, translator, on_command, dict(key_names or {}))
        self._window = window
        self._monitor = Monitor(window)
        self._size = self._window_size()
        self._head_up = self._new_head_up()

    @property
    def monitor_texture(self) -> Texture:
        """The picture for the monitor in the room."""
        return self._monitor.texture

    @property
    def tutorial(self) -> Tutorial | None:
        """The tutorial while it is on."""
        return self.board.tutorial

    @property
    def wants_pointer(self) -> bool:
        """Whether something is open that asks for a choice."""
        return self.board.wants_pointer

    def update(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        """Show the state after a control frame and what happened since the last time."""
        self._follow_window()
        self.board.update(snapshot, events)
        if self.board.debrief is None and self.board.step and self.board.gauges:
            self._monitor.show(self.board.step, self.board.gauges, snapshot.time_s)
            self._draw()

    def hear(self, captions: Iterable[str]) -> None:
        """Sounds with these caption keys were just heard."""
        self.board.hear(captions)

    def press(self, key: str) -> bool:
        """Choose with a key, as `panels.board.PanelBoard.press` says; False when it means nothing here now."""
        pressed = self.board.press(key)
        if pressed:
            self._head_up.menu.show(self.board.menu)
        return pressed

    def teach(self, tutorial: Tutorial | None = None) -> None:
        """Begin the tutorial; `tutorial` is None again when it is over."""
        self.board.teach(tutorial)

    def choose_mode(self, chosen: Callable[[Mode], None]) -> None:
        """Ask for the mode; ``chosen`` is called once."""
        self.board.choose_mode(chosen)
        self._head_up.menu.show(self.board.menu)

    def show_debrief(self, card: ScoreCard) -> None:
        """Show the debrief over everything; its button sends the command to continue."""
        self.board.show_debrief(card)
        self._draw_debrief()

    def close_debrief(self) -> None:
        """Take the debrief away."""
        self.board.close_debrief()
        self._head_up.debrief.close()

    def close(self) -> None:
        """Give everything back."""
        self._head_up.close()
        self._monitor.close()

    def _draw(self) -> None:
        head_up, shown = self._head_up, self.board.shown
        head_up.tutorial.show(shown.lesson)
        head_up.step.show(shown.step)
        head_up.question.show(shown.question)
        head_up.gauges.show(shown.gauges)
        head_up.captions.show(shown.captions)
        head_up.messages.show(shown.messages)
        head_up.controls.show(shown.controls)
        head_up.menu.show(self.board.menu)

    def _draw_debrief(self) -> None:
        if self.board.debrief is not None:
            self._head_up.clear()
            self._head_up.debrief.show(self.board.debrief)

    def _chosen(self, choice: Choice) -> None:
        self.board.choose(choice)
        self._head_up.menu.show(self.board.menu)

    def _new_head_up(self) -> HeadUp:
        calls = (self._chosen, self.board.skip_tutorial, self.board.go_on)
        mouse = getattr(self._window.base, "mouseWatcherNode", None)
        return HeadUp(self._window.render2d, mouse, self._size, self.board.translator, *calls)

    def _window_size(self) -> tuple[int, int]:
        output = self._window.output
        return output.get_x_size(), output.get_y_size()

    def _follow_window(self) -> None:
        """Draw everything anew, as sharp as before, when the window has another size."""
        size = self._window_size()
        if size != self._size and min(size) > 0:
            self._size = size
            self._head_up.close()
            self._head_up = self._new_head_up()
            self._head_up.menu.show(self.board.menu)
            self._draw_debrief()
