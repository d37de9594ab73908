"""What is done in a step. ``with`` names the instrument, ``at`` the target."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, LandmarkPart, Length, Part, Ref, Share, Size, ViewId


class OptionPart(Part):
    """One answer."""

    id: Id
    correct: bool = False


class QuestionPart(Part):
    """A question with its answers; its words stand in the text files."""

    id: Id
    options: list[OptionPart] = Field(min_length=2, max_length=8)


class AskPart(Part):
    """Answer questions, after looking from the named views."""

    kind: Literal["ask"]
    questions: list[Ref] = Field(min_length=1, max_length=20)
    views: list[ViewId] = Field(default_factory=list, max_length=10)


class ReducePart(Part):
    """Bring the fragments together with a clamp."""

    kind: Literal["reduce"]
    with_: Ref = Field(alias="with")
    fixed_jaw: LandmarkPart
    moving_jaw: LandmarkPart


class DrillTaskPart(Part):
    """Drill through a cortex."""

    kind: Literal["drill_hole"]
    with_: Ref = Field(alias="with")
    at: Ref
    through: Literal["near", "far"]
    guide: Ref | None = None


class SeatSleevePart(Part):
    """Seat a sleeve in a hole."""

    kind: Literal["seat_sleeve"]
    with_: Ref = Field(alias="with")
    at: Ref


class CountersinkTaskPart(Part):
    """Cut a seat for the head."""

    kind: Literal["cut_seat"]
    with_: Ref = Field(alias="with")
    at: Ref
    depth: Size


class MeasurePart(Part):
    """Measure a hole."""

    kind: Literal["measure"]
    with_: Ref = Field(alias="with")
    at: Ref


class ChooseScrewPart(Part):
    """Take the right screw from the rack."""

    kind: Literal["choose_screw"]
    with_: Ref = Field(alias="with")
    family: Ref
    at: Ref
    past_cortex: Length


class TapTaskPart(Part):
    """Cut a thread."""

    kind: Literal["cut_thread"]
    with_: Ref = Field(alias="with")
    at: Ref


class DrivePart(Part):
    """Drive the screw home."""

    kind: Literal["drive_screw"]
    with_: Ref = Field(alias="with")
    at: Ref
    torque_share: Share


class PlacePlatePart(Part):
    """Lay a plate and hold it."""

    kind: Literal["place_plate"]
    plate: Ref
    clamp: Ref
    at: LandmarkPart


class TakeOffPart(Part):
    """Open a clamp and put it away."""

    kind: Literal["take_off"]
    with_: Ref = Field(alias="with")


AnyHoleTaskPart = (
    DrillTaskPart | SeatSleevePart | CountersinkTaskPart | MeasurePart | ChooseScrewPart | TapTaskPart | DrivePart
)

AnyTaskPart = Annotated[
    AskPart | ReducePart | PlacePlatePart | TakeOffPart | AnyHoleTaskPart,
    Field(discriminator="kind"),
]
