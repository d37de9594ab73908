"""Collision shapes of instruments: a few boxes and cylinders each, in the instrument frame."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.model import Instrument, InstrumentKind
from ..core.pose import Vec3


@dataclass(frozen=True, slots=True)
class Solid:
    """A box, or a cylinder along z when ``round`` is set. ``size`` is full extents."""

    centre: Vec3
    size: Vec3
    round: bool = False


def _rod(diameter_m: float, z_from: float, z_to: float) -> Solid:
    return Solid((0.0, 0.0, (z_from + z_to) / 2.0), (diameter_m, diameter_m, z_to - z_from), round=True)


def solids(instrument: Instrument) -> tuple[Solid, ...]:
    """The solids that stand for an instrument."""
    length = instrument.length_m
    width = max(instrument.diameter_m, 0.003)
    match instrument.kind:
        case InstrumentKind.DRILL:
            body = _rod(0.05, length, length + 0.17)
            handle = Solid((0.0, -0.06, length + 0.06), (0.035, 0.12, 0.045))
            return (_rod(width, 0.0, length), body, handle)
        case InstrumentKind.PLATE if instrument.plate is not None:
            plate = instrument.plate
            return (Solid((0.0, 0.0, plate.thickness_m / 2), (plate.length_m, plate.width_m, plate.thickness_m)),)
        case InstrumentKind.CLAMP:
            return (Solid((0.0, 0.0, 0.10), (0.05, 0.012, 0.18)),)
        case InstrumentKind.SLEEVE:
            return (_rod(width + 0.002, 0.0, length), Solid((-0.06, 0.0, length * 0.8), (0.12, 0.012, 0.012)))
        case InstrumentKind.DRIVER:
            return (_rod(width, 0.0, length), _rod(0.024, length, length + 0.10))
        case _:
            # the palm lies in the middle of the handle
            end = max(length + 0.04, 2.0 * instrument.grip.position[2] - length)
            return (_rod(width, 0.0, length), _rod(0.016, length, end))
