"""What went wrong or was found, told in one line each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..core.events import Event, EventKind
from ..core.intents import FRAME_S
from ..core.model import AskTask, Mode, Scenario
from ..language import Translator
from .limits import Status
from .names import instrument_name

SHOWN_S = 5.0
KEPT = 50
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Message:
    """One line and when it was said (simulation time)."""

    text: str
    status: Status
    time_s: float


class MessageLog:
    """The last messages of a run."""

    def __init__(self, scenario: Scenario, translator: Translator) -> None:
        self._scenario = scenario
        self._translator = translator
        self._messages: deque[Message] = deque(maxlen=KEPT)

    @property
    def messages(self) -> tuple[Message, ...]:
        """All that are kept, oldest first."""
        return tuple(self._messages)

    def add(self, events: Iterable[Event], mode: Mode) -> None:
        """Say what the events mean to the person; most mean nothing to read."""
        for event in events:
            told = self._answer(event, mode) if event.kind is EventKind.ANSWERED else _TOLD.get(event.kind)
            if told is not None:
                status, words = told
                text = words(event, self._scenario, self._translator)
                self._messages.append(Message(text, status, event.frame * FRAME_S))

    def _answer(self, event: Event, mode: Mode) -> _Told | None:
        """Whether an answer was right; nothing while being assessed."""
        if mode is Mode.ASSESS:
            return None
        right = (event.subject, event.detail) in _right_answers(self._scenario)
        return (Status.OK, _plain("message.right_answer")) if right else (Status.WARN, _plain("message.wrong_answer"))

    def shown(self, time_s: float) -> tuple[Message, ...]:
        """The few that are fresh at a simulation time."""
        fresh = [message for message in self._messages if time_s - message.time_s < SHOWN_S]
        return tuple(fresh[-MOST_LINES:])


_Words = Callable[[Event, Scenario, Translator], str]
_Told = tuple[Status, _Words]


def _right_answers(scenario: Scenario) -> set[tuple[str, str]]:
    """Question and option of every right answer."""
    questions = [
        question for step in scenario.steps if isinstance(step.task, AskTask) for question in step.task.questions
    ]
    return {(question.id, option.id) for question in questions for option in question.options if option.correct}


def _about_instrument(key: str) -> _Words:
    return lambda event, scenario, translator: translator.text(
        key, instrument=instrument_name(scenario, event.subject, translator)
    )


def _plain(key: str) -> _Words:
    return lambda event, scenario, translator: translator.text(key)


def _length(key: str) -> _Words:
    return lambda event, scenario, translator: translator.text(key, length=translator.length(event.value, 0))


def _temperature(key: str) -> _Words:
    return lambda event, scenario, translator: translator.text(key, temperature=translator.temperature(event.value))


_TOLD: dict[EventKind, _Told] = {
    EventKind.WRONG_INSTRUMENT: (Status.BAD, _about_instrument("message.wrong_instrument")),
    EventKind.OUT_OF_ORDER: (Status.BAD, _plain("message.out_of_order")),
    EventKind.DROPPED: (Status.WARN, _about_instrument("message.dropped")),
    EventKind.STERILITY_LOST: (Status.BAD, _about_instrument("message.sterility_lost")),
    EventKind.SKIVED: (Status.WARN, _plain("message.skived")),
    EventKind.PLUNGED: (Status.BAD, _length("message.plunged")),
    EventKind.OVERHEATED: (Status.BAD, _temperature("message.overheated")),
    EventKind.SCREW_STRIPPED: (Status.BAD, _plain("message.stripped")),
    EventKind.MEASURED: (Status.OK, _length("message.measured")),
    EventKind.SCREW_TAKEN: (Status.OK, _length("message.screw_taken")),
    EventKind.STEP_RESTARTED: (Status.NEUTRAL, _plain("message.step_restarted")),
}
