"""When a step is done: one key each, put together with ``all``, ``any`` and ``not``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Angle, LandmarkPart, Part, Ref, Seconds, Share, Size, ViewId


class ReducedPart(Part):
    """The fragments are clamped and lie this near."""

    max_shift: Size


class DrilledPart(Part):
    """A hole passes a cortex and the bit is out of it."""

    at: Ref
    diameter: Size
    through: Literal["near", "far"]


class SleeveSeatedPart(Part):
    """A sleeve sits in a hole."""

    sleeve: Ref
    at: Ref


class CountersunkPart(Part):
    """A seat has this depth."""

    at: Ref
    depth: Size


class ScrewOnDriverPart(Part):
    """A driver carries a screw."""

    driver: Ref
    family: Ref


class ScrewSeatedPart(Part):
    """A screw's head rests with this share of its stripping torque."""

    at: Ref
    torque_share: Share


class PlateHeldPart(Part):
    """A plate is held near its place."""

    plate: Ref
    at: LandmarkPart
    within: Size
    angle: Angle


class ConditionPart(Part):
    """Exactly one of these keys."""

    all: list[ConditionPart] | None = Field(None, min_length=1, max_length=30)
    any: list[ConditionPart] | None = Field(None, min_length=1, max_length=30)
    not_: ConditionPart | None = Field(None, alias="not")
    held: Ref | None = None
    released: Ref | None = None
    answered: Ref | None = None
    view_taken: ViewId | None = None
    reduced: ReducedPart | None = None
    drilled: DrilledPart | None = None
    sleeve_seated: SleeveSeatedPart | None = None
    countersunk: CountersunkPart | None = None
    measured: Ref | None = None
    screw_on_driver: ScrewOnDriverPart | None = None
    tapped: Ref | None = None
    screw_seated: ScrewSeatedPart | None = None
    plate_held: PlateHeldPart | None = None
    unclamped: Ref | None = None
    lasts: Seconds | None = None

    @model_validator(mode="after")
    def _one_key(self) -> ConditionPart:
        named = [key for key in type(self).model_fields if getattr(self, key) is not None]
        if len(named) != 1:
            raise PydanticCustomError("one_key", "exactly one condition in each entry")
        return self
