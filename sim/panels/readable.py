"""How large something on a panel looks, and how large it has to.

Sizes are told in *dmm*: one is a millimetre seen from a metre away, so that a number of them is an angle whatever the
distance (Glazier and McKenzie, "Designing Screen Interfaces for VR", Google I/O 2017).
"""

from __future__ import annotations

import math

from ..core.pose import Pose, Vec3, distance, dot, scale, subtract, unit

SMALLEST_TYPE_DMM = 20.0
"""Smallest em of any text, at the panel's middle (Google I/O 2017: smallest font)."""

SMALLEST_BODY_DMM = 24.0
"""Smallest em of text that is read as sentences (Google I/O 2017: body)."""

SMALLEST_TARGET_DMM = 64.0
"""Smallest side of what a ray chooses (Google I/O 2017: hit target)."""

SMALLEST_POKE_M = 0.022
"""Smallest side of what a finger pokes: 20 mm is Leap Motion's advice for one finger; the 2 mm of tremor are ours."""

SMALLEST_CAPITAL_ARCMIN = 20.0
"""Least height of a capital letter where it is seen worst (ISO 9241-303: 20 to 22 arc minutes preferred)."""

CAPITAL_EM = 0.73
"""Height of a capital letter in Noto Sans, in em."""


def dmm(length_m: float, distance_m: float) -> float:
    """How long something looks that is seen squarely."""
    return 1000.0 * length_m / distance_m


def arc_minutes(length_m: float, at: Vec3, along: Vec3, eye: Vec3) -> float:
    """The angle under which an eye sees a short length at a point, foreshortened; ``along`` is its direction."""
    sight = subtract(at, eye)
    lean = dot(unit(sight), unit(along))
    across = length_m * math.sqrt(max(0.0, 1.0 - lean * lean))
    return math.degrees(math.atan2(across, distance(at, eye))) * 60.0


def least_arc_minutes(length_m: float, world_from_panel: Pose, size_m: tuple[float, float], eye: Vec3) -> float:
    """The least angle under which an upright length is seen anywhere on a panel: in one of its corners."""
    upright = world_from_panel.turn((0.0, 0.0, 1.0))
    corners = (
        world_from_panel.apply((x * size_m[0] / 2.0, 0.0, z * size_m[1] / 2.0)) for x in (-1, 1) for z in (-1, 1)
    )
    return min(arc_minutes(length_m, corner, upright, eye) for corner in corners)


def farther(eye: Vec3, world_from_panel: Pose, by_m: float) -> Vec3:
    """Where the eye is when the person leans back from a panel."""
    return subtract(eye, scale(unit(subtract(world_from_panel.position, eye)), by_m))
