"""What values are held against: tolerances and the pass mark, in general and on one device."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import AnyQuantity, Id, Part, SourcePart

Points = Annotated[float, Field(ge=0.0, le=100.0)]

DeviceName = Literal["desk", "headset", "headset_controllers", "headset_hands"]
"""Input devices that norms can be made for; ``headset`` stands for both kinds below it."""
ModeName = Literal["learn", "practise", "assess"]


class BoundsPart(Part):
    """The bounds of a metric, and where they come from."""

    best: AnyQuantity
    worst: AnyQuantity
    fail_beyond: AnyQuantity | None = None
    reference: AnyQuantity | None = None
    source: SourcePart


class TolerancePart(BoundsPart):
    """What a metric is held against; a step names it and says how many points it is worth."""

    metric: Id
    for_: dict[DeviceName, BoundsPart] = Field(alias="for", default_factory=dict)
    """Device -> the bounds that were made for it."""


class SpecialMarkPart(Part):
    """The score to reach in one mode, on one device, or in one mode on one device."""

    mode: ModeName | None = None
    device: DeviceName | None = None
    score: Points
    source: SourcePart


class PassMarkPart(Part):
    """The score to reach."""

    score: Points
    source: SourcePart
    for_: list[SpecialMarkPart] = Field(alias="for", default_factory=list, max_length=20)
