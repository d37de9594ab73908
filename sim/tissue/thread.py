"""Screws and taps in bone: how much thread holds, what it takes to turn, when it strips.

Thread engagement is read from the voxels: the ring between the screw's core and its crests, level by level. A gliding
hole leaves that ring empty, a pilot hole leaves it whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .bone import Bone
from .contact import feel
from .material import REFERENCE_DENSITY_G_CM3, hardness

Floats = NDArray[np.float64]

LEVEL_M = 0.0005
"""Spacing of the levels at which a thread is felt."""

AROUND = 12

GONE, WHOLE = 0.25, 0.75
"""Share of reference bone midway between core and crests at which a thread finds nothing, and all it needs: voxels at
the wall of a hole of the core's size are three quarters full there, at one of the crests' size a quarter."""

SHEAR_NM_PER_M = 290.0
"""Stripping torque per metre of full engagement in reference cortex, for a 3.5 mm thread (ours; two 4.5 mm cortices
then strip at 2.6 N m, inside the range reported for 3.5 mm cortical screws in shaft bone)."""

CUTTING_NM_PER_M = 70.0
"""Insertion torque per metre of thread that still has to be cut (ours)."""

RUNNING_NM_PER_M = 22.0
"""Insertion torque per metre in a thread already cut (ours)."""

HEAD_NM_PER_RAD = 1.1
"""How fast torque grows with turning once the head bears on cortex or plate (ours)."""

JAM_NM = 30.0
"""Torque against a core that meets whole bone: more than a hand can give."""

STRIPPED_SHARE = 0.2
"""What a stripped thread still resists."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """What the bone gives a thread."""

    length_m: float
    """Metres of full-density ring around the thread, each level weighted by its hardness."""
    core: float
    """Hardness met by the core at its tip, 0 when a hole is there."""
    levels: Floats
    """(n,) hardness-weighted share, 0..1, of every level from the tip up."""


@lru_cache(maxsize=64)
def _ring(minor_m: float, major_m: float, length_m: float) -> tuple[Floats, Floats, int]:
    """Points midway between core and crests at every level, and their (unused) normals; levels."""
    radius = (minor_m + major_m) / 4.0
    levels = max(1, round(length_m / LEVEL_M))
    rows = []
    for level in range(levels):
        z = (level + 0.5) * LEVEL_M
        for k in range(AROUND):
            angle = 2.0 * math.pi * (k + 0.5 * (level % 2)) / AROUND
            rows.append((radius * math.cos(angle), radius * math.sin(angle), z))
    points = np.array(rows)
    return points, np.zeros_like(points), levels


@lru_cache(maxsize=64)
def _core(minor_m: float) -> tuple[Floats, Floats]:
    """Points of the core just ahead of the tip."""
    radius = 0.3 * minor_m
    rows = [(0.0, 0.0, -0.0005)]
    rows += [(radius * math.cos(a), radius * math.sin(a), -0.0003) for a in np.linspace(0.0, 5.0, 6).tolist()]
    points = np.array(rows)
    return points, np.zeros_like(points)


def engagement(
    bone: Bone, placements: tuple[tuple[int, Floats, Floats], ...], minor_m: float, major_m: float, length_m: float
) -> Engagement:
    """How much thread the bone holds along ``length_m`` from the tip.

    ``placements`` gives for each fragment its number, the tool's rotation (3, 3) and tip (3,) in its bone frame.
    """
    points, normals, levels = _ring(minor_m, major_m, length_m)
    core_points, core_normals = _core(minor_m)
    felt, core = np.zeros(len(points)), np.zeros(len(core_points))
    for fragment, rotation, tip in placements:
        feel(bone, fragment, rotation, tip, points, normals, felt, 0.0)
        feel(bone, fragment, rotation, tip, core_points, core_normals, core, 0.0)
    share = np.clip((felt / REFERENCE_DENSITY_G_CM3 - GONE) / (WHOLE - GONE), 0.0, 1.2)
    by_level = share.reshape(levels, AROUND).mean(axis=1)
    return Engagement(float(by_level.sum()) * LEVEL_M, hardness(float(core.mean())), by_level)


def stripping_torque_nm(engaged_m: float, major_m: float) -> float:
    """Torque at which the bone between the crests shears.

    The sheared cylinder grows with the thread's diameter and engaged length, its lever with the diameter again:
    torque goes with diameter squared times length (Chapman et al. 1996, J Biomech Eng 118:391, for the shear area).
    """
    return SHEAR_NM_PER_M * engaged_m * (major_m / 0.0035) ** 2


def insertion_torque_nm(engaged_m: float, threaded_share: float, core: float, major_m: float) -> float:
    """Torque to turn a thread on before its head bears."""
    per_m = CUTTING_NM_PER_M + threaded_share * (RUNNING_NM_PER_M - CUTTING_NM_PER_M)
    return per_m * engaged_m * (major_m / 0.0035) ** 2 + (JAM_NM * core if core > 0.25 else 0.0)
