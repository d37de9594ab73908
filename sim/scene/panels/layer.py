"""Everything flat over the picture: it turns snapshots into panels and draws what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from panda3d.core import Texture

from ...core.events import Event
from ...core.intents import Command, CommandKind
from ...core.model import Mode, Scenario
from ...core.scorecard import ScoreCard
from ...core.snapshot import Phase, Snapshot
from ...language import Translator
from ...panels.captions import CaptionStack
from ...panels.choices import TUTORIAL, Choice, mode_menu, pause_menu
from ...panels.controls import control_hints, useful_controls
from ...panels.debrief import debrief_panel
from ...panels.gauge_panel import gauge_panel
from ...panels.messages import MessageLog
from ...panels.step_panel import step_panel
from ...panels.tutorial import Tutorial
from ..window import Window
from .head_up import HeadUp
from .monitor import Monitor


def _ignore(_: Command) -> None:
    """Nobody listens."""


class PanelLayer:
    """The panels of one session.

    ``key_names`` says what each control (catalogue key, such as ``control.trigger``) is bound to; controls without a
    name are not shown. ``on_command`` is called for every answer or menu choice that asks something of the session.
    """

    def __init__(
        self,
        window: Window,
        scenario: Scenario,
        translator: Translator,
        on_command: Callable[[Command], None] = _ignore,
        key_names: Mapping[str, str] | None = None,
    ) -> None:
        self.on_command = on_command
        self.messages = MessageLog(scenario, translator)
        self.captions = CaptionStack(translator)
        self.tutorial: Tutorial | None = None
        self._window = window
        self._scenario = scenario
        self._translator = translator
        self._key_names = dict(key_names or {})
        self._monitor = Monitor(window)
        self._size = self._window_size()
        self._head_up = self._new_head_up()
        self._card: ScoreCard | None = None
        self._time_s = 0.0
        self._mode_chosen: Callable[[Mode], None] | None = None

    @property
    def monitor_texture(self) -> Texture:
        """The picture for the monitor in the room."""
        return self._monitor.texture

    @property
    def wants_pointer(self) -> bool:
        """Whether something is open that asks for a choice."""
        dialogs = (self._head_up.menu, self._head_up.question)
        return self._card is not None or any(dialog.shown is not None and dialog.shown.enabled for dialog in dialogs)

    def update(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        """Show the state after a control frame and what happened since the last time."""
        self._follow_window()
        self._time_s = snapshot.time_s
        self.messages.add(events, snapshot.mode)
        if self._card is not None:
            return
        step = step_panel(snapshot, self._scenario, self._translator)
        gauges = gauge_panel(snapshot, self._scenario, self._translator)
        self._monitor.show(step, gauges, snapshot.time_s)
        self._teach(snapshot, events)
        paused = snapshot.phase is Phase.PAUSED
        lesson = self.tutorial.panel(self._translator, self._key_names) if self.tutorial else None
        head_up = self._head_up
        head_up.tutorial.show(lesson)
        head_up.step.show(None if lesson else step)
        head_up.question.show(None if lesson or paused else step.question)
        head_up.gauges.show(None if step.question and not lesson else gauges)
        head_up.captions.show(self.captions.lines(snapshot.time_s))
        head_up.messages.show(self.messages.shown(snapshot.time_s))
        controls = useful_controls(snapshot, self._scenario)
        head_up.controls.show(control_hints(controls, self._translator, self._key_names))
        if self._mode_chosen is None:
            head_up.menu.show(pause_menu(snapshot.mode, self._translator) if paused else None)

    def hear(self, captions: Iterable[str]) -> None:
        """Sounds with these caption keys were just heard."""
        for key in captions:
            self.captions.hear(key, self._time_s)

    def press(self, key: str) -> bool:
        """Choose with a key (``1`` to ``9``) in the dialog that is open; ``enter`` leaves the debrief or the tutorial.

        False when the key means nothing here now.
        """
        if self._card is not None and key == "enter":
            self._go_on()
            return True
        if self._head_up.tutorial.shown is not None and key == "enter":
            self._skip_tutorial()
            return True
        return self._head_up.menu.press(key) or self._head_up.question.press(key)

    def teach(self, tutorial: Tutorial | None = None) -> None:
        """Begin the tutorial; `tutorial` is None again when it is over."""
        self.tutorial = tutorial or Tutorial(self._scenario)

    def choose_mode(self, chosen: Callable[[Mode], None]) -> None:
        """Ask for the mode; ``chosen`` is called once."""
        self._mode_chosen = chosen
        self._show_modes()

    def show_debrief(self, card: ScoreCard) -> None:
        """Show the debrief over everything; its button sends the command to continue."""
        self._card = card
        self._head_up.clear()
        self._head_up.debrief.show(debrief_panel(card, self._scenario, self._translator))

    def close_debrief(self) -> None:
        """Take the debrief away."""
        self._card = None
        self._head_up.debrief.close()

    def close(self) -> None:
        """Give everything back."""
        self._head_up.close()
        self._monitor.close()

    def _show_modes(self) -> None:
        title = self._scenario.text("procedure.title", self._translator.language)
        self._head_up.menu.show(mode_menu(title, self._translator))

    def _teach(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        if self.tutorial is not None:
            self.tutorial.update(snapshot, events)
            if self.tutorial.over:
                self.tutorial = None

    def _skip_tutorial(self) -> None:
        if self.tutorial is not None:
            self.tutorial.skip()

    def _chosen(self, choice: Choice) -> None:
        if choice.command is not None:
            self.on_command(choice.command)
        elif choice.id == TUTORIAL:
            self.teach()
            self.on_command(Command(CommandKind.RESUME))
        elif self._mode_chosen is not None:
            chosen, self._mode_chosen = self._mode_chosen, None
            self._head_up.menu.show(None)
            chosen(Mode(choice.id))

    def _go_on(self) -> None:
        self.on_command(Command(CommandKind.CONTINUE))

    def _new_head_up(self) -> HeadUp:
        calls = (self._chosen, self._skip_tutorial, self._go_on)
        mouse = getattr(self._window.base, "mouseWatcherNode", None)
        return HeadUp(self._window.render2d, mouse, self._size, self._translator, *calls)

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
            if self._mode_chosen is not None:
                self._show_modes()
            if self._card is not None:
                self.show_debrief(self._card)
