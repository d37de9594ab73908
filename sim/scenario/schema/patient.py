"""The patient, the fracture, and the holes that are planned."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Angle, Id, LandmarkPart, Length, Part, PositiveInt


class DisplacementPart(Part):
    """Where the distal fragment lies before reduction, against its reduced place."""

    distal: Length = 0.0
    sideways: Length = 0.0
    """How far it has slipped square to the shaft, towards ``azimuth``."""
    azimuth: Angle = 0.0
    rotation: Angle = 0.0
    """About the shaft, positive from the exposed face towards +y."""


class FracturePart(Part):
    """An oblique fracture through the middle of the exposed shaft."""

    obliquity: Angle
    azimuth: Angle
    displacement: DisplacementPart = Field(default_factory=DisplacementPart)


class PatientPart(Part):
    """Whose bone it is and where it lies in the room."""

    bone: Id
    side: Literal["left", "right"]
    quality: Literal["normal", "osteoporotic"]
    at: list[Length] = Field(min_length=3, max_length=3)
    """Right of, away from and above the floor point under the middle of the table."""
    fracture: FracturePart


class AxisTargetPart(Part):
    """A hole planned through the bone itself."""

    id: Id
    at: LandmarkPart
    direction: Literal["fracture_normal", "shaft_axis"]


class PlateHoleTargetPart(Part):
    """A hole planned through a hole of a plate, counted from 1 at the plate's -x end."""

    id: Id
    plate: Id
    hole: PositiveInt
