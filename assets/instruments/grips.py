"""Where a glove sits on each kind of instrument, and in which pose."""

from __future__ import annotations

from typing import Literal

Vec3 = tuple[float, float, float]
Quat = tuple[float, float, float, float]
GlovePose = Literal["open", "pinch", "power", "pistol"]
Grip = tuple[Vec3, Quat, GlovePose]
"""instrument_from_hand: position in metres, quaternion x, y, z, w; and the glove's pose."""

_HALF = 0.5**0.5
UPRIGHT: Quat = (0.0, 0.0, 0.0, 1.0)
"""Fist around an upright handle, thumb above."""

TO_BARREL: Quat = (-_HALF, 0.0, 0.0, _HALF)
"""Thumb's side towards +y, forearm towards +z: fist around a handle that leaves a drill towards -y."""

OVER_BAR_RIGHT: Quat = (0.0, -_HALF, 0.0, _HALF)
"""Palm of the right hand down on a bar along x, thumb's side towards -x."""

OVER_BAR_LEFT: Quat = (0.0, _HALF, 0.0, _HALF)
"""Palm of the left hand down on a bar along x, thumb's side towards +x."""

GRIPS: dict[str, Grip] = {
    "drill": ((0.0, -0.062, 0.076), TO_BARREL, "pistol"),
    "sleeve": ((-0.066, 0.0, -0.010), OVER_BAR_LEFT, "power"),
    "countersink": ((0.0, 0.0, 0.056), UPRIGHT, "power"),
    "depth_gauge": ((0.0, 0.0, 0.016), UPRIGHT, "pinch"),
    "tap": ((0.0, 0.0, 0.044), OVER_BAR_RIGHT, "power"),
    "driver": ((0.0, 0.0, 0.056), UPRIGHT, "power"),
    "clamp": ((0.0, 0.0, 0.158), UPRIGHT, "power"),
    "plate": ((0.030, 0.0, 0.002), OVER_BAR_RIGHT, "pinch"),
    "irrigator": ((0.0, 0.0, 0.120), UPRIGHT, "power"),
}
"""Kind -> grip. Heights count from where the handle begins (`HANDLED`), else from the instrument's own origin."""

HANDLED = frozenset({"drill", "sleeve", "countersink", "depth_gauge", "tap", "driver"})
"""Kinds whose handle begins at the instrument's ``length_m``."""


def grip(kind: str, length_m: float) -> Grip:
    """The grip of a kind of instrument of a length, from the instrument's origin; KeyError for an unknown kind."""
    (x, y, z), rotation, pose = GRIPS[kind]
    return (x, y, z + length_m if kind in HANDLED else z), rotation, pose
