"""How a hand holds each kind of instrument: instrument_from_hand.

Hand frame: origin in the palm, a gripped rod runs along z with the thumb's side towards +z, the forearm leaves
towards -y, the right palm faces +x.
"""

from __future__ import annotations

from ..core.model import InstrumentKind
from ..core.pose import NO_ROTATION, Pose, Quat, quat_from_axes

HANDLE_REACH_M = 0.05
"""From where a handle begins to the middle of the palm on it (ours)."""

PISTOL_DROP_M = 0.06
"""From a drill's axis to the palm on its pistol handle (ours)."""

_PISTOL: Quat = quat_from_axes((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
"""Thumb's side towards the barrel (+y), forearm leaves to the back of the drill (+z)."""

_FINGERTIPS: Quat = quat_from_axes((0.0, 0.0, -1.0), (1.0, 0.0, 0.0))
"""The palm above a plate: faces down on it, the plate lies across the fingers."""


def grip(kind: InstrumentKind, length_m: float) -> Pose:
    """instrument_from_hand for a kind of instrument that is ``length_m`` from the tip to its handle."""
    if kind is InstrumentKind.DRILL:
        return Pose((0.0, -PISTOL_DROP_M, length_m + HANDLE_REACH_M), _PISTOL)
    if kind is InstrumentKind.PLATE:
        return Pose((0.0, 0.0, 0.03), _FINGERTIPS)
    return Pose((0.0, 0.0, length_m + HANDLE_REACH_M), NO_ROTATION)
