"""Two self-retaining retractors that hold the wound open at its ends, after Weitlaner's pattern."""

from __future__ import annotations

import numpy as np

from ..mesh import Floats, MeshData, Part
from ..room.forms import pipe, rod, shell, slab, solid
from ..shapes import cylinder, spline, torus
from . import leg
from .drape import sheet_height

BLADE_X = 0.088
"""Middle of the prongs along the wound."""
PRONGS = (-0.008, 0.0, 0.008)
HINGE_M, RINGS_M = 0.105, 0.185
"""Distance of the hinge and of the finger rings from the prongs."""
BAR_Z = 1.0080
CLEARANCE_M = 0.0075
"""Height of the arms' middle over the sheet they lie on."""


def retractors() -> tuple[Part, ...]:
    """One at each end of the wound."""
    parts = []
    for name, end in (("distal", 1.0), ("proximal", -1.0)):
        arms = [mesh for side in (1.0, -1.0) for mesh in _arm(end, side)]
        parts.append(solid(f"retractor_{name}", "steel_polished", *arms))
        parts.append(solid(f"retractor_hinge_{name}", "steel_dark", *_hinge(end)))
    return tuple(parts)


def _arm(end: float, side: float) -> list[MeshData]:
    """Prongs, bar, curved arm over the hinge, shank and ring; ``end`` is +1 for the distal end."""
    edge = side * (float(leg.opening(np.array([BLADE_X]))[0]) - 0.0005)
    over, far = 0.0016 * side, BLADE_X + HINGE_M + 0.035
    knots = [
        (end * BLADE_X, edge, BAR_Z),
        (end * (BLADE_X + 0.018), edge + side * 0.003, BAR_Z + 0.0045),
        (end * (BLADE_X + 0.055), side * 0.030, _resting(end * (BLADE_X + 0.055), 0.030)),
        (end * (BLADE_X + HINGE_M), 0.0, _resting(end * (BLADE_X + HINGE_M), 0.0) + over),
        (
            end * far,
            -side * 0.014,
            _resting(end * far, -side * 0.014) + over,
        ),
        (end * (BLADE_X + RINGS_M - 0.0145), -side * 0.027, _resting(end * (BLADE_X + RINGS_M), -side * 0.030)),
    ]
    arm = pipe(spline(np.array(knots), 46), _arm_width(46), 12, flatten=0.55)
    ring = shell(torus(0.0125, 0.0022), (end * (BLADE_X + RINGS_M), -side * 0.030, knots[-1][2]))
    bar = pipe(np.array([(end * (BLADE_X - 0.010), edge, BAR_Z), (end * (BLADE_X + 0.012), edge, BAR_Z)]), 0.0022, 10)
    return [arm, ring, bar, *(_prong(end * (BLADE_X + along), edge, side) for along in PRONGS)]


def _resting(x: float, y: float) -> float:
    """Height of an arm that lies on the sheet at (x, y)."""
    around = np.array([-0.006, 0.0, 0.006])
    return float(sheet_height(x + around, y + around).max()) + CLEARANCE_M


def _arm_width(count: int) -> Floats:
    share = np.linspace(0.0, 1.0, count)
    return 0.0023 + 0.0019 * np.exp(-(((share - 0.52) / 0.22) ** 2))


def _prong(x: float, edge: float, side: float) -> MeshData:
    """A tine that reaches down the wall of the wound and hooks under the soft tissue."""
    path = spline(
        np.array(
            [
                (x, edge, BAR_Z),
                (x, edge - side * 0.0022, BAR_Z - 0.003),
                (x, edge - side * 0.0048, BAR_Z - 0.011),
                (x, edge - side * 0.0030, BAR_Z - 0.0165),
                (x, edge + side * 0.0030, BAR_Z - 0.0185),
            ]
        ),
        18,
    )
    return pipe(path, np.linspace(0.0015, 0.0007, 18), 8)


def _hinge(end: float) -> list[MeshData]:
    """Screw of the hinge and the curved rack with its catch."""
    x = end * (BLADE_X + HINGE_M)
    z = _resting(x, 0.0)
    screw = shell(cylinder(0.0048, -0.0048, 0.0062, 0.0010, 24), (x, 0.0, z))
    far, high = x + end * 0.036, _resting(x + end * 0.036, 0.0) + 0.0058
    rack = spline(np.array([(far, -0.016, high), (far + end * 0.004, 0.0, high), (far, 0.020, high)]), 14)
    catch = slab((0.012, 0.007, 0.005), (far + end * 0.002, 0.0145, high + 0.001), bevel=0.0012)
    pin = rod((far, 0.018, high - 0.006), (far, 0.018, high + 0.002), 0.0016, 8)
    return [screw, pipe(rack, 0.0014, 8), catch, pin]
