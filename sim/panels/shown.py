"""What panels are there for, and which of them are there."""

from __future__ import annotations

from dataclasses import dataclass

from .captions import CaptionLine
from .choices import Choice, ChoicePanel, Comfort
from .controls import ControlHint
from .gauge_panel import GaugePanel
from .lessons import LESSONS, Lesson
from .messages import Message
from .step_panel import StepPanel
from .tutorial import TutorialPanel


@dataclass(frozen=True, slots=True)
class Shown:
    """Every panel as it is now; None and empty where there is none."""

    step: StepPanel | None = None
    gauges: GaugePanel | None = None
    lesson: TutorialPanel | None = None
    question: ChoicePanel | None = None
    captions: tuple[CaptionLine, ...] = ()
    messages: tuple[Message, ...] = ()
    controls: tuple[ControlHint, ...] = ()
    tools: tuple[Choice, ...] = ()
    """What the hands have no button for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What panels are made for: a desk, or a headset."""

    lessons: tuple[Lesson, ...] = LESSONS
    skip: str = "tutorial.skip"
    """Text key of the way out of the tutorial."""
    comfort: Comfort | None = None
    """Where there is a headset to set up."""


DESK = Kind()
NOTHING = Shown()
