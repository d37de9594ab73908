"""A short list of choices, picked with a key or a click: questions, pause, modes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.intents import Command, CommandKind
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
    id: str = ""
    """What the choice is called where it is no command: a mode, `CONTROLS`, `TUTORIAL`."""


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


def pause_menu(mode: Mode, translator: Translator) -> ChoicePanel:
    """What can be done while the clock stands; in an assessment no step is tried again and nothing is taught."""
    resume = Choice("1", translator.text("menu.resume"), command=Command(CommandKind.RESUME))
    give_up = Choice("2", translator.text("menu.give_up"), command=Command(CommandKind.GIVE_UP))
    choices: tuple[Choice, ...] = (resume, give_up)
    if mode is not Mode.ASSESS:
        restart = Choice("2", translator.text("menu.restart_step"), command=Command(CommandKind.RESTART_STEP))
        tutorial = Choice("3", translator.text("menu.tutorial"), id=TUTORIAL)
        choices = (resume, restart, tutorial, replace(give_up, key="4"))
    return ChoicePanel(translator.text("menu.paused"), translator.text("menu.paused.about"), choices)


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
