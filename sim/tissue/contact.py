"""How bone pushes back: points of a tool feel the bone ahead of them, and one implicit solve finds the motion.

Cortical bone under a bit resists like a very stiff damper (1e4 to 1e5 N s/m), which no explicit step survives. So the
hand's spring, the bone's dampers and any guide are solved together for the velocity at the end of the step: a 6 x 6
linear system. Bone can only push, so rows that would pull are dropped and the system is solved again.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .bone import Bone, Bytes
from .compiled import compiled

Floats = NDArray[np.float64]

AHEAD_M = 0.0004
"""How far ahead of its skin a tool feels: where uncut bone is nearly whole again."""

ROUNDS = 4
"""Most solves in one step: the hand may come to both its limits, and rows that would pull are dropped."""


@compiled
def _feel(
    fill: Bytes,
    density: NDArray[np.float32],
    fragment: Bytes,
    label: int,
    origin: Floats,
    voxel: float,
    rotation: Floats,
    tip: Floats,
    points: Floats,
    normals: Floats,
    ahead: float,
    out: Floats,
) -> None:
    """Add to ``out`` the apparent density (g/cm3) of the bone just ahead of each point, trilinearly."""
    nx, ny, nz = fill.shape
    for n in range(points.shape[0]):
        x, y, z = tip[0] - origin[0], tip[1] - origin[1], tip[2] - origin[2]
        for a in range(3):
            p = points[n, a] + ahead * normals[n, a]
            x += rotation[0, a] * p
            y += rotation[1, a] * p
            z += rotation[2, a] * p
        x, y, z = x / voxel, y / voxel, z / voxel
        if x < 0.0 or y < 0.0 or z < 0.0 or x >= nx - 1 or y >= ny - 1 or z >= nz - 1:
            continue
        i, j, k = int(x), int(y), int(z)
        fx, fy, fz = x - i, y - j, z - k
        total = 0.0
        for di in range(2):
            wx = fx if di else 1.0 - fx
            for dj in range(2):
                wy = fy if dj else 1.0 - fy
                for dk in range(2):
                    if fragment[i + di, j + dj, k + dk] != label:
                        continue
                    w = wx * wy * (fz if dk else 1.0 - fz)
                    total += w * fill[i + di, j + dj, k + dk] * density[i + di, j + dj, k + dk]
        out[n] += total / 255.0


def feel(
    bone: Bone,
    fragment: int,
    rotation: Floats,
    tip_m: Floats,
    points: Floats,
    normals: Floats,
    out: Floats,
    ahead_m: float = AHEAD_M,
) -> None:
    """Add the density of bone (g/cm3) that each point of a tool meets in one fragment to ``out`` (n,)."""
    _feel(
        bone.fill,
        bone.density,
        bone.fragment,
        fragment,
        bone.origin_m,
        bone.voxel_m,
        rotation,
        tip_m,
        points,
        normals,
        ahead_m,
        out,
    )


@compiled
def _couple(
    a: Floats, b: Floats, dt: float, coupling: Floats, lead: Floats, held: Floats, limited: NDArray[np.bool_]
) -> None:
    """Add the hand: its spring and damper, or the force at which they slip."""
    for i in range(6):
        part = i // 3
        if limited[part]:
            b[i] += dt * held[i]
        else:
            stiffness, damping = coupling[3 * part], coupling[3 * part + 1]
            a[i, i] += dt * (damping + dt * stiffness)
            b[i] += dt * stiffness * lead[i]


@compiled
def _add_row(a: Floats, b: Floats, dt: float, jacobian: Floats, damping: float, bias: float) -> None:
    """Add a force ``bias - damping * (jacobian . v)`` along ``jacobian``."""
    for i in range(6):
        if jacobian[i] == 0.0:
            continue
        b[i] += dt * bias * jacobian[i]
        for j in range(6):
            a[i, j] += dt * damping * jacobian[i] * jacobian[j]


@compiled
def _slip(
    dt: float, coupling: Floats, lead: Floats, velocity: Floats, held: Floats, limited: NDArray[np.bool_]
) -> bool:
    """Work out the hand's force and torque in ``held``; whether one of them has just come to its limit."""
    slipped = False
    for part in range(2):
        if limited[part]:
            continue
        stiffness, damping, limit = coupling[3 * part], coupling[3 * part + 1], coupling[3 * part + 2]
        square = 0.0
        for i in range(3 * part, 3 * part + 3):
            held[i] = stiffness * (lead[i] - dt * velocity[i]) - damping * velocity[i]
            square += held[i] ** 2
        size = math.sqrt(square)
        if size > limit:
            held[3 * part : 3 * part + 3] *= limit / size
            limited[part] = slipped = True
    return slipped


@compiled
def _speed(jacobian: Floats, velocity: Floats) -> float:
    """Speed along a row."""
    speed = 0.0
    for i in range(6):
        speed += jacobian[i] * velocity[i]
    return speed


@compiled
def _drop_pulling(
    jacobians: Floats,
    damping: Floats,
    bias: Floats,
    one_sided: NDArray[np.bool_],
    velocity: Floats,
    active: NDArray[np.bool_],
) -> bool:
    """Switch off one-sided rows that would pull; whether there was one."""
    dropped = False
    for n in range(jacobians.shape[0]):
        if not (active[n] and one_sided[n]):
            continue
        speed = _speed(jacobians[n], velocity)
        if damping[n] * speed - bias[n] <= 0.0 or speed <= -1e-9:
            active[n] = False
            dropped = True
    return dropped


@compiled
def solve(
    mass: float,
    inertia: float,
    velocity: Floats,
    dt: float,
    coupling: Floats,
    lead: Floats,
    jacobians: Floats,
    damping: Floats,
    bias: Floats,
    one_sided: NDArray[np.bool_],
) -> tuple[Floats, Floats, Floats]:
    """Velocity (6,) at the end of the step, the hand's force and torque (6,), and each row's force (n,).

    ``velocity`` is linear then angular, about the centre of mass; ``lead`` (6,) is how far the hand is ahead, in m and
    rad. ``coupling`` is (k, c, force limit, turn k, turn c, torque limit). Each row resists motion along its
    ``jacobians`` row with ``bias - damping * speed``; a one-sided row can only push against positive speed.
    """
    active = damping > 0.0
    limited = np.zeros(2, np.bool_)
    held = np.zeros(6)
    result = velocity.copy()
    for _ in range(ROUNDS):
        a, b = np.zeros((6, 6)), np.zeros(6)
        for i in range(6):
            a[i, i] = mass if i < 3 else inertia
            b[i] = a[i, i] * velocity[i]
        _couple(a, b, dt, coupling, lead, held, limited)
        for n in range(jacobians.shape[0]):
            if active[n]:
                _add_row(a, b, dt, jacobians[n], damping[n], bias[n])
        result[:] = np.linalg.solve(a, b)
        slipped = _slip(dt, coupling, lead, result, held, limited)
        if not _drop_pulling(jacobians, damping, bias, one_sided, result, active) and not slipped:
            break
    return result, held, _row_forces(jacobians, damping, bias, result, active)


@compiled
def _row_forces(
    jacobians: Floats, damping: Floats, bias: Floats, velocity: Floats, active: NDArray[np.bool_]
) -> Floats:
    """(n,) force of every row; 0 for those that are switched off."""
    force = np.zeros(jacobians.shape[0])
    for n in range(jacobians.shape[0]):
        if active[n]:
            force[n] = bias[n] - damping[n] * _speed(jacobians[n], velocity)
    return force


@compiled
def skin_jacobians(rotation: Floats, tip: Floats, centre: Floats, points: Floats, normals: Floats) -> Floats:
    """(n, 6) rows for the outward motion of each point of a tool at ``tip`` with its mass at ``centre`` (world)."""
    count = points.shape[0]
    rows = np.empty((count, 6))
    arm = np.empty(3)
    for n in range(count):
        for a in range(3):
            r0, r1, r2 = rotation[a, 0], rotation[a, 1], rotation[a, 2]
            rows[n, a] = r0 * normals[n, 0] + r1 * normals[n, 1] + r2 * normals[n, 2]
            arm[a] = tip[a] - centre[a] + r0 * points[n, 0] + r1 * points[n, 1] + r2 * points[n, 2]
        rows[n, 3] = arm[1] * rows[n, 2] - arm[2] * rows[n, 1]
        rows[n, 4] = arm[2] * rows[n, 0] - arm[0] * rows[n, 2]
        rows[n, 5] = arm[0] * rows[n, 1] - arm[1] * rows[n, 0]
    return rows
