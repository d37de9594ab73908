"""Whose bone it is, how it is broken, and where holes are planned in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .pose import IDENTITY, Pose


class BoneQuality(StrEnum):
    """State of the patient's bone."""

    NORMAL = "normal"
    OSTEOPOROTIC = "osteoporotic"


@dataclass(frozen=True, slots=True)
class Fracture:
    """An oblique fracture plane through the bone frame's origin.

    The plane's normal leans by ``obliquity_rad`` from the radial direction at ``azimuth_rad`` towards +x.
    """

    obliquity_rad: float
    azimuth_rad: float
    displacement: Pose = IDENTITY
    """fracture_from_distal: where the distal fragment sits before reduction, against its reduced place."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Whose bone it is. ``bone`` names an anatomy generator of `sim.tissue.anatomy`."""

    bone: str
    side: str
    quality: BoneQuality
    fracture: Fracture
    world_from_bone: Pose


@dataclass(frozen=True, slots=True)
class Landmark:
    """A point on the bone's surface: ``along_m`` distal of the fracture centre, ``azimuth_rad`` about the shaft.

    Azimuth 0 is the middle of the exposed face (+z), positive towards +y.
    """

    along_m: float
    azimuth_rad: float


class Direction(StrEnum):
    """Which way a planned hole runs."""

    FRACTURE_NORMAL = "fracture_normal"
    SHAFT_AXIS = "shaft_axis"  # square to the shaft, through its axis


@dataclass(frozen=True, slots=True)
class AxisTarget:
    """A planned hole through the bone, entered at ``at``."""

    id: str
    at: Landmark
    direction: Direction


@dataclass(frozen=True, slots=True)
class PlateHoleTarget:
    """A planned hole through a hole of a plate, square to the plate where it now lies."""

    id: str
    plate: str
    hole: int


Target = AxisTarget | PlateHoleTarget
