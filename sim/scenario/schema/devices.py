"""The instruments, plates and screws of the set and how they lie on the tray."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Length, Mass, Part, Size, Speed, Words

Heading = Literal["away", "towards", "left", "right"]


class LiesPart(Part):
    """How something lies on the tray, as the surgeon sees it."""

    at: list[Length] = Field(min_length=2, max_length=2)
    """Right of and away from the tray's middle, of the tip (of a plate: its middle)."""
    points: Heading
    handle: Literal["left_of_tip", "right_of_tip"] = "right_of_tip"
    """The side to which a handle at right angles goes, seen along the way it points."""


class TrayPart(Part):
    """The instrument tray on the Mayo stand."""

    at: list[Length] = Field(min_length=2, max_length=2)
    height: Size
    size: list[Size] = Field(min_length=2, max_length=2)


class InstrumentPart(Part):
    """What every instrument has."""

    id: Id
    part_number: Words
    mass: Mass
    lies: LiesPart


class DrillPart(InstrumentPart):
    """A power drill with its bit."""

    kind: Literal["drill"]
    diameter: Size
    length: Size
    max_speed: Speed
    edges: Literal["sharp", "blunt"] = "sharp"


class SleevePart(InstrumentPart):
    """A drill sleeve."""

    kind: Literal["sleeve"]
    diameter: Size
    bore: Size
    length: Size


class CountersinkPart(InstrumentPart):
    """A countersink with a nose that follows the hole."""

    kind: Literal["countersink"]
    diameter: Size
    nose: Size
    length: Size


class DepthGaugePart(InstrumentPart):
    """A depth gauge with a hooked needle."""

    kind: Literal["depth_gauge"]
    diameter: Size
    length: Size


class TapPart(InstrumentPart):
    """A tap."""

    kind: Literal["tap"]
    diameter: Size
    pitch: Size
    length: Size


class DriverPart(InstrumentPart):
    """A screwdriver and the screws that it fits."""

    kind: Literal["driver"]
    screws: Id
    diameter: Size
    length: Size


class ClampPart(InstrumentPart):
    """A reduction or plate-holding clamp."""

    kind: Literal["clamp"]
    jaw: Size
    length: Size


class PlatePart(InstrumentPart):
    """A straight plate."""

    kind: Literal["plate"]
    length: Size
    width: Size
    thickness: Size
    holes: list[Length] = Field(min_length=1, max_length=40)
    """Places of the holes along the plate, from its middle."""
    hole_diameter: Size


AnyInstrumentPart = Annotated[
    DrillPart | SleevePart | CountersinkPart | DepthGaugePart | TapPart | DriverPart | ClampPart | PlatePart,
    Field(discriminator="kind"),
]


class LengthsPart(Part):
    """A row of lengths."""

    from_: Size = Field(alias="from")
    to: Size
    by: Size


class ScrewFamilyPart(Part):
    """Screws of one thread in a rack."""

    id: Id
    part_number: Words
    major_diameter: Size
    minor_diameter: Size
    pitch: Size
    head_diameter: Size
    head_height: Size
    lengths: LengthsPart
    rack_at: list[Length] = Field(min_length=2, max_length=2)
    """First slot: right of and away from the tray's middle; the slots follow to the right."""
    rack_height: Size
    """Height of the slots' openings above the tray."""
    slot_spacing: Size
