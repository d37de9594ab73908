"""The set: instruments, plates and screws; the engine knows their kinds, never particular ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .pose import IDENTITY, Pose


class Sharpness(StrEnum):
    """State of a bit's cutting edges."""

    SHARP = "sharp"
    BLUNT = "blunt"


class InstrumentKind(StrEnum):
    """What an instrument can do; the engine knows kinds, never particular instruments."""

    DRILL = "drill"
    SLEEVE = "sleeve"
    COUNTERSINK = "countersink"
    DEPTH_GAUGE = "depth_gauge"
    TAP = "tap"
    DRIVER = "driver"
    CLAMP = "clamp"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class PlateShape:
    """A straight plate: holes are given by their places along its length."""

    length_m: float
    width_m: float
    thickness_m: float
    hole_along_m: tuple[float, ...]
    hole_diameter_m: float


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument or plate of the set."""

    id: str
    kind: InstrumentKind
    part_number: str
    mass_kg: float
    diameter_m: float = 0.0
    """Cutting diameter of a bit, outer diameter of a sleeve, thread of a tap, cone of a countersink."""
    inner_diameter_m: float = 0.0
    """Bore of a sleeve; nose of a countersink."""
    length_m: float = 0.15
    """From the tip to where the handle begins."""
    pitch_m: float = 0.0
    """Advance of a tap in one turn."""
    max_speed_rad_s: float = 0.0
    sharpness: Sharpness = Sharpness.SHARP
    plate: PlateShape | None = None
    screw_family: str | None = None
    """The screws a driver fits."""
    jaw_m: float = 0.0
    """A clamp's widest opening."""
    rest: Pose = IDENTITY
    """world_from_instrument on the tray."""
    grip: Pose = IDENTITY
    """instrument_from_hand."""


@dataclass(frozen=True, slots=True)
class ScrewFamily:
    """Screws of one thread, offered in several lengths from a rack."""

    id: str
    part_number: str
    """Pattern with ``{length_mm}``."""
    major_diameter_m: float
    minor_diameter_m: float
    pitch_m: float
    head_diameter_m: float
    head_height_m: float
    lengths_m: tuple[float, ...]
    rack: Pose
    """world_from_rack: the first slot's opening; slots follow along +x; screws stand head up."""
    slot_spacing_m: float = 0.012

    def slot(self, number: int) -> Pose:
        """world_from_screw of the screw in a slot: origin at its tip, z to its head."""
        return self.rack @ Pose((number * self.slot_spacing_m, 0.0, -self.lengths_m[number]))
