"""How a hand holds each kind of instrument: instrument_from_hand.

Hand frame: origin in the palm, a gripped rod runs along z with the thumb's side towards +z, the forearm leaves
towards -y; so the right palm faces -x, the left palm +x. The numbers are those of `assets.instruments`, whose
handles these are; a test holds the two together.
"""

from __future__ import annotations

from ..core.model import InstrumentKind
from ..core.pose import NO_ROTATION, Pose, Quat, Vec3, quat_from_axes

TO_BARREL: Quat = quat_from_axes((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
"""Fist around a handle that leaves a drill towards -y: thumb's side at the barrel, forearm behind the drill (+z)."""

OVER_BAR_RIGHT: Quat = quat_from_axes((0.0, 0.0, 1.0), (-1.0, 0.0, 0.0))
"""Palm of the right hand down on a bar along x, thumb's side towards -x."""

OVER_BAR_LEFT: Quat = quat_from_axes((0.0, 0.0, -1.0), (1.0, 0.0, 0.0))
"""Palm of the left hand down on a bar along x, thumb's side towards +x."""

FROM_HANDLE: dict[InstrumentKind, tuple[Vec3, Quat]] = {
    InstrumentKind.DRILL: ((0.0, -0.062, 0.076), TO_BARREL),
    InstrumentKind.SLEEVE: ((-0.066, 0.0, -0.010), OVER_BAR_LEFT),
    InstrumentKind.COUNTERSINK: ((0.0, 0.0, 0.056), NO_ROTATION),
    InstrumentKind.DEPTH_GAUGE: ((0.0, 0.0, 0.016), NO_ROTATION),
    InstrumentKind.TAP: ((0.0, 0.0, 0.044), OVER_BAR_RIGHT),
    InstrumentKind.DRIVER: ((0.0, 0.0, 0.056), NO_ROTATION),
}
"""Kinds whose handle begins at the instrument's length: place of the palm, counted from there."""

FROM_ORIGIN: dict[InstrumentKind, tuple[Vec3, Quat]] = {
    InstrumentKind.CLAMP: ((0.0, 0.0, 0.158), NO_ROTATION),
    InstrumentKind.PLATE: ((0.030, 0.0, 0.002), OVER_BAR_RIGHT),
}
"""Kinds of one size: place of the palm from the instrument's own origin."""


def grip(kind: InstrumentKind, length_m: float) -> Pose:
    """instrument_from_hand for a kind of instrument that is ``length_m`` from the tip to its handle."""
    if kind in FROM_ORIGIN:
        return Pose(*FROM_ORIGIN[kind])
    (x, y, z), rotation = FROM_HANDLE[kind]
    return Pose((x, y, z + length_m), rotation)
