"""Decides which panels are there now and what a choice on them does, whatever draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..core.comfort import ComfortWish
from ..core.controllers import Control
from ..core.events import Event
from ..core.intents import Command, CommandKind
from ..core.model import Mode, Scenario
from ..core.scorecard import ScoreCard
from ..core.snapshot import Phase, Snapshot
from ..language import Translator
from .captions import CaptionStack
from .choices import (
    BACK,
    COMFORT,
    TUTORIAL,
    Choice,
    ChoicePanel,
    Comfort,
    comfort_menu,
    mode_menu,
    offered_choices,
    pause_menu,
)
from .controls import control_hints, useful_controls
from .debrief import DebriefPanel, debrief_panel
from .deeds import Deed
from .gauge_panel import GaugePanel, gauge_panel
from .messages import MessageLog
from .shown import DESK, NOTHING, Kind, Shown
from .step_panel import StepPanel, step_panel
from .tutorial import Tutorial


def _ignore(_: Command) -> None:
    """Nobody listens."""


def _ignore_wish(_: ComfortWish) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class PanelBoard:
    """The panels of one session.

    ``key_names`` says what each control (catalogue key, such as ``control.trigger``) is bound to; controls without a
    name are not shown. ``on_command`` is called for every answer or menu choice that asks something of the session,
    ``on_comfort`` for what is asked of the room.
    """

    scenario: Scenario
    translator: Translator
    on_command: Callable[[Command], None] = _ignore
    key_names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = DESK
    on_comfort: Callable[[ComfortWish], None] = _ignore_wish
    shown: Shown = NOTHING
    """For the person."""
    step: StepPanel | None = None
    """The step that is on, also where the person sees something else."""
    gauges: GaugePanel | None = None
    tutorial: Tutorial | None = None
    comfort: Comfort = field(init=False)
    debrief: DebriefPanel | None = None
    messages: MessageLog = field(init=False)
    captions: CaptionStack = field(init=False)
    offered: frozenset[Control] = frozenset()
    """What the hands have no button for."""
    time_s: float = 0.0
    """Simulation time of what is shown."""
    _paused: Mode | None = None
    """The mode of the session, while it is paused."""
    _comfort_open: bool = False
    _mode_chosen: Callable[[Mode], None] | None = None
    _deeds: tuple[Deed, ...] = ()

    def __post_init__(self) -> None:
        self.messages = MessageLog(self.scenario, self.translator)
        self.captions = CaptionStack(self.translator)
        self.comfort = self.kind.comfort or Comfort()

    def update(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        """Take over the state after a control frame and what happened since the last time."""
        self.time_s = snapshot.time_s
        self.messages.add(events, snapshot.mode)
        if self.debrief is not None:
            return
        self._paused = snapshot.mode if snapshot.phase is Phase.PAUSED else None
        self._comfort_open = self._comfort_open and self._paused is not None
        self.step = step_panel(snapshot, self.scenario, self.translator)
        self.gauges = gauge_panel(snapshot, self.scenario, self.translator)
        self._follow_tutorial(snapshot, events)
        self.shown = self._shown(snapshot, self.step, self.gauges)

    @property
    def menu(self) -> ChoicePanel | None:
        """The menu that is open: modes, pause, comfort."""
        if self._mode_chosen is not None:
            title = self.scenario.text("procedure.title", self.translator.language)
            return mode_menu(title, self.translator)
        if self._paused is None:
            return None
        if self._comfort_open:
            return comfort_menu(self.comfort, self.translator)
        return pause_menu(self._paused, self.translator, comfort=self.kind.comfort is not None)

    @property
    def wants_pointer(self) -> bool:
        """Whether something is open that asks for a choice."""
        dialogs = (self.menu, self.shown.question)
        return self.debrief is not None or any(dialog is not None and dialog.enabled for dialog in dialogs)

    def hear(self, captions: Iterable[str]) -> None:
        """Sounds with these caption keys were just heard."""
        for key in captions:
            self.captions.hear(key, self.time_s)

    def did(self, deed: Deed) -> None:
        """The person did something that only a tutorial asks for."""
        if self.tutorial is not None:
            self._deeds += (deed,)

    def press(self, key: str) -> bool:
        """Choose with a key (``1`` to ``9``) in the dialog that is open; ``enter`` leaves the debrief or the tutorial.

        False when the key means nothing here now.
        """
        if key == "enter" and self.debrief is not None:
            self.go_on()
            return True
        if key == "enter" and self.shown.lesson is not None:
            self.skip_tutorial()
            return True
        for dialog in (self.menu, self.shown.question):
            choice = dialog.pressed(key) if dialog else None
            if choice is not None:
                self.choose(choice)
                return True
        return False

    def choose(self, choice: Choice) -> None:
        """Do what a choice stands for."""
        if choice.command is not None:
            self.on_command(choice.command)
        elif choice.wish is not None:
            self.comfort = self.comfort.after(choice.wish)
            self.on_comfort(choice.wish)
        elif choice.id in (COMFORT, BACK):
            self._comfort_open = choice.id == COMFORT
        elif choice.id == TUTORIAL:
            self.teach()
            self.on_command(Command(CommandKind.RESUME))
        elif self._mode_chosen is not None:
            chosen, self._mode_chosen = self._mode_chosen, None
            chosen(Mode(choice.id))

    def teach(self, tutorial: Tutorial | None = None) -> None:
        """Begin the tutorial; `tutorial` is None again when it is over."""
        self.tutorial = tutorial or Tutorial(self.scenario, self.kind.lessons)
        self._deeds = ()

    def skip_tutorial(self) -> None:
        """End the tutorial, if there is one."""
        if self.tutorial is not None:
            self.tutorial.skip()

    def choose_mode(self, chosen: Callable[[Mode], None]) -> None:
        """Ask for the mode; ``chosen`` is called once."""
        self._mode_chosen = chosen

    def show_debrief(self, card: ScoreCard) -> None:
        """Show the debrief and nothing else."""
        self.debrief = debrief_panel(card, self.scenario, self.translator)
        self.shown = NOTHING
        self._paused = None

    def close_debrief(self) -> None:
        """Take the debrief away."""
        self.debrief = None

    def go_on(self) -> None:
        """Leave the debrief."""
        self.on_command(Command(CommandKind.CONTINUE))

    def _shown(self, snapshot: Snapshot, step: StepPanel, gauges: GaugePanel) -> Shown:
        lesson = self.tutorial.panel(self.translator, self.key_names, self.kind.skip) if self.tutorial else None
        controls = useful_controls(snapshot, self.scenario)
        return Shown(
            step=None if lesson else step,
            gauges=None if step.question and not lesson else gauges,
            lesson=lesson,
            question=None if lesson or self._paused else step.question,
            captions=self.captions.lines(snapshot.time_s),
            messages=self.messages.shown(snapshot.time_s),
            controls=control_hints(controls, self.translator, self.key_names),
            tools=offered_choices(self.offered, snapshot.mode, self.translator) if self.menu is None else (),
        )

    def _follow_tutorial(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        deeds, self._deeds = self._deeds, ()
        if self.tutorial is not None:
            self.tutorial.update(snapshot, events, deeds)
            if self.tutorial.over:
                self.tutorial = None
