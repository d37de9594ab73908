"""A short list of choices, picked with a key or a click: questions, pause, modes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.comfort import ComfortWish
from ..core.controllers import Control
from ..core.intents import Command, CommandKind, Hand
from ..core.model import Mode, Question, Scenario
from ..core.snapshot import StepView
from ..language import Translator
from .names import scenario_text, view_name


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; ``key`` is what is pressed for it (``1`` to ``9``)."""

    key: str
    title: str
    about: str = ""
    command: Command | None = None
    """What the choice asks of the session."""
    wish: ComfortWish | None = None
    """What the choice asks of the room."""
    id: str = ""
    """What the choice is called where it is neither: a mode, `TUTORIAL`, `COMFORT`, `BACK`."""


@dataclass(frozen=True, slots=True)
class ChoicePanel:
    """A dialog of choices. Closed (``enabled`` False) until what ``note`` asks for has been done."""

    title: str
    text: str
    choices: tuple[Choice, ...]
    note: str = ""
    enabled: bool = True

    def pressed(self, key: str) -> Choice | None:
        """The choice a key stands for, None when there is none now."""
        return next((choice for choice in self.choices if self.enabled and choice.key == key), None)


TUTORIAL = "tutorial"
"""Choice in the pause menu: teach the controls again."""
COMFORT = "comfort"
"""Choice in a headset's pause menu: stand, sit, move the table."""
BACK = "back"
"""Choice in the menu of comfort: back to the pause menu."""


@dataclass(frozen=True, slots=True)
class Comfort:
    """How a headset is set up now."""

    dominant: Hand = Hand.RIGHT
    seated: bool = False
    vibration: ComfortWish = ComfortWish.VIBRATION_FULL

    def after(self, wish: ComfortWish) -> Comfort:
        """How it is set up once a wish has been granted."""
        if wish in (ComfortWish.SEATED, ComfortWish.STANDING):
            return replace(self, seated=wish is ComfortWish.SEATED)
        return replace(self, vibration=wish) if wish in _SOFTER else self


_OFFERED = {
    Control.NEXT_VIEW: ("control.next_view", CommandKind.NEXT_VIEW),
    Control.HELP: ("control.hint", CommandKind.HINT),
    Control.MENU: ("control.pause", CommandKind.PAUSE),
}
_SOFTER = {
    ComfortWish.VIBRATION_FULL: ComfortWish.VIBRATION_SOFT,
    ComfortWish.VIBRATION_SOFT: ComfortWish.VIBRATION_OFF,
    ComfortWish.VIBRATION_OFF: ComfortWish.VIBRATION_FULL,
}
"""What the choice of the vibration goes on to."""


def question_panel(question: Question, step: StepView, scenario: Scenario, translator: Translator) -> ChoicePanel:
    """The question a step asks, its options under the keys 1 to n."""
    choices = tuple(
        Choice(
            key=str(number),
            title=scenario_text(scenario, option.text_key, translator) or option.id,
            command=Command(CommandKind.ANSWER, option.id),
            id=option.id,
        )
        for number, option in enumerate(question.options, start=1)
    )
    views = translator.text("list.separator").join(view_name(view, translator) for view in step.views_wanted)
    return ChoicePanel(
        title=translator.text("hud.question"),
        text=scenario_text(scenario, question.text_key, translator) or question.id,
        choices=choices,
        note=translator.text("hud.look_first", views=views) if views else "",
        enabled=not views,
    )


def pause_menu(mode: Mode, translator: Translator, comfort: bool = False) -> ChoicePanel:
    """What can be done while the clock stands; in an assessment no step is tried again and nothing is taught.

    ``comfort`` says whether there is a headset to set up.
    """
    choices = [Choice("", translator.text("menu.resume"), command=Command(CommandKind.RESUME))]
    if mode is not Mode.ASSESS:
        restart = Command(CommandKind.RESTART_STEP)
        choices.append(Choice("", translator.text("menu.restart_step"), command=restart))
        choices.append(Choice("", translator.text("menu.tutorial"), id=TUTORIAL))
    if comfort:
        choices.append(Choice("", translator.text("menu.comfort"), id=COMFORT))
    choices.append(Choice("", translator.text("menu.give_up"), command=Command(CommandKind.GIVE_UP)))
    return ChoicePanel(translator.text("menu.paused"), translator.text("menu.paused.about"), _numbered(choices))


def comfort_menu(comfort: Comfort, translator: Translator) -> ChoicePanel:
    """How to stand, reach and feel well in a headset."""
    posture = ComfortWish.STANDING if comfort.seated else ComfortWish.SEATED
    wishes = (ComfortWish.TABLE_UP, ComfortWish.TABLE_DOWN, posture, ComfortWish.RECENTRE)
    choices = [Choice("", translator.text(f"comfort.{wish.value}"), wish=wish) for wish in wishes]
    now, then = comfort.vibration, _SOFTER[comfort.vibration]
    choices.append(Choice("", translator.text(f"comfort.{now.value}"), wish=then))
    choices.append(Choice("", translator.text("menu.back"), id=BACK))
    leads = translator.text(f"comfort.leads_{comfort.dominant.value}")
    return ChoicePanel(translator.text("menu.comfort"), leads, _numbered(choices))


def offered_choices(lacking: frozenset[Control], mode: Mode, translator: Translator) -> tuple[Choice, ...]:
    """What a panel has to offer because the hands have no button for it."""
    return tuple(
        Choice("", translator.text(words), command=Command(kind))
        for control, (words, kind) in _OFFERED.items()
        if control in lacking and not (control is Control.HELP and mode is Mode.ASSESS)
    )


def _numbered(choices: list[Choice]) -> tuple[Choice, ...]:
    """The choices with the keys 1 to n."""
    return tuple(replace(choice, key=str(number)) for number, choice in enumerate(choices, start=1))


def mode_menu(title: str, translator: Translator) -> ChoicePanel:
    """The three modes; each choice's ``id`` is the mode's value. ``title`` names the procedure."""
    return ChoicePanel(
        title=title,
        text=translator.text("menu.choose_mode"),
        choices=tuple(
            Choice(
                key=str(number),
                title=translator.text(f"mode.{mode.value}"),
                about=translator.text(f"mode.{mode.value}.about"),
                id=mode.value,
            )
            for number, mode in enumerate(Mode, start=1)
        ),
    )
