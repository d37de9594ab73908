"""The tutorial card: one lesson after the other, each waiting for the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.events import Event
from ..core.model import Scenario
from ..core.snapshot import Snapshot
from ..language import Translator
from .controls import ControlHint, control_hints
from .deeds import Deed
from .lessons import LESSONS, Lesson, Practice


@dataclass(frozen=True, slots=True)
class TutorialPanel:
    """What the tutorial card shows."""

    title: str
    lesson: str
    text: str
    controls: tuple[ControlHint, ...]
    progress: str
    progress_share: float
    skip: str
    button: str = ""
    """What stands on the button to try out; empty where there is none."""


class Tutorial:
    """Goes through the lessons. It ends when the last is done or it is skipped.

    Meant for a session of its own in learn mode, so that trying things out costs no points.
    """

    def __init__(self, scenario: Scenario, lessons: Sequence[Lesson] = LESSONS) -> None:
        self._scenario = scenario
        self._lessons = tuple(lessons)
        self._number = 0
        self._before: Snapshot | None = None
        self._events: tuple[Event, ...] = ()
        self._deeds: tuple[Deed, ...] = ()

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is on; None when the tutorial is over."""
        return self._lessons[self._number] if self._number < len(self._lessons) else None

    @property
    def over(self) -> bool:
        """Whether every lesson is done or skipped."""
        return self.lesson is None

    def update(self, snapshot: Snapshot, events: Sequence[Event], deeds: Sequence[Deed] = ()) -> bool:
        """Look at what the person did; True when that ended a lesson. ``deeds`` are told by a headset only."""
        lesson = self.lesson
        if lesson is None:
            return False
        self._before = self._before or snapshot
        self._events += tuple(events)
        self._deeds += tuple(deeds)
        if not lesson.done(Practice(self._scenario, self._before, snapshot, self._events, self._deeds)):
            return False
        self._begin(self._number + 1, snapshot)
        return True

    def next_lesson(self) -> None:
        """Leave the lesson that is on undone."""
        self._begin(self._number + 1, None)

    def skip(self) -> None:
        """End the tutorial."""
        self._begin(len(self._lessons), None)

    def _begin(self, number: int, before: Snapshot | None) -> None:
        self._number, self._before, self._events, self._deeds = number, before, (), ()

    def panel(
        self, translator: Translator, key_names: Mapping[str, str], skip: str = "tutorial.skip"
    ) -> TutorialPanel | None:
        """The card of the lesson that is on; None when the tutorial is over. ``skip`` is the way out's text key."""
        lesson = self.lesson
        if lesson is None:
            return None
        count = len(self._lessons)
        return TutorialPanel(
            title=translator.text("tutorial.title"),
            lesson=translator.text(f"tutorial.{lesson.id}"),
            text=translator.text(f"tutorial.{lesson.id}.about"),
            controls=control_hints(lesson.controls, translator, key_names),
            progress=translator.text("tutorial.progress", number=self._number + 1, count=count),
            progress_share=self._number / count,
            skip=translator.text(skip),
            button=translator.text(f"tutorial.{lesson.id}.button") if lesson.button else "",
        )
