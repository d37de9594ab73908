"""Chapters and steps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from .base import Id, Part, Ref
from .conditions import ConditionPart
from .norms import Points
from .tasks import AnyTaskPart


class StepPart(Part):
    """One step."""

    id: Id
    task: AnyTaskPart
    may_hold: list[Ref] = Field(default_factory=list, max_length=40)
    """Instruments that may be in the hands besides those of the task."""
    done_when: ConditionPart | None = None
    score: dict[Id, Points] = Field(default_factory=dict)
    """Tolerance -> points."""


class RepeatBlockPart(Part):
    """The steps to do at each target; ``{target}`` stands for its id."""

    for_: list[Id] = Field(alias="for", min_length=1, max_length=40)
    steps: list[RepeatedStepPart] = Field(min_length=1, max_length=40)


class RepeatedStepPart(StepPart):
    """A step whose ids hold ``{target}``; checked once it is unrolled."""

    id: str


class RepeatPart(Part):
    """Steps that are done the same way at several targets."""

    repeat: RepeatBlockPart


def _kind_of_step(value: object) -> Literal["one step", "repeated steps"]:
    return "repeated steps" if isinstance(value, dict) and "repeat" in value else "one step"


AnyStepPart = Annotated[
    Annotated[StepPart, Tag("one step")] | Annotated[RepeatPart, Tag("repeated steps")],
    Discriminator(_kind_of_step),
]


class ChapterPart(Part):
    """Steps that belong together."""

    id: Id
    steps: list[AnyStepPart] = Field(min_length=1, max_length=100)
