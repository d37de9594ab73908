"""How bone pushes back: points of a tool feel the bone ahead of them, and one implicit solve finds the motion.

Cortical bone under a bit resists like a very stiff damper (1e4 to 1e5 N s/m), which no explicit step survives. So the
hand's spring, the bone's dampers and any guide are solved together for the velocity at the end of the step: a 6 x 6
linear system. Bone can only push, so rows that would pull are dropped and the system is solved again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .bone import Bone

Floats = NDArray[np.float64]

AHEAD_M = 0.0004
"""How far ahead of its skin a tool feels: where uncut bone is nearly whole again."""


@njit(cache=True)  # type: ignore[untyped-decorator]
def _feel(fill, density, fragment, label, origin, voxel, rotation, tip, points, normals, ahead, out):  # type: ignore[no-untyped-def]
    """Add to ``out`` the apparent density (g/cm3) of the bone just ahead of each point, trilinearly."""
    nx, ny, nz = fill.shape
    for n in range(points.shape[0]):
        x = tip[0] - origin[0]
        y = tip[1] - origin[1]
        z = tip[2] - origin[2]
        for a in range(3):
            p = points[n, a] + ahead * normals[n, a]
            x += rotation[0, a] * p
            y += rotation[1, a] * p
            z += rotation[2, a] * p
        x /= voxel
        y /= voxel
        z /= voxel
        if x < 0.0 or y < 0.0 or z < 0.0 or x >= nx - 1 or y >= ny - 1 or z >= nz - 1:
            continue
        i = int(x)
        j = int(y)
        k = int(z)
        fx = x - i
        fy = y - j
        fz = z - k
        total = 0.0
        for di in range(2):
            wx = fx if di else 1.0 - fx
            for dj in range(2):
                wy = fy if dj else 1.0 - fy
                for dk in range(2):
                    if fragment[i + di, j + dj, k + dk] != label:
                        continue
                    share = fill[i + di, j + dj, k + dk]
                    if share == 0:
                        continue
                    wz = fz if dk else 1.0 - fz
                    total += wx * wy * wz * share * density[i + di, j + dj, k + dk]
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


@dataclass(frozen=True, slots=True)
class Coupling:
    """The hand's hold on an instrument: a spring and damper with a limit, implicit in time."""

    stiffness_n_m: float
    damping_n_s_m: float
    force_limit_n: float
    turn_stiffness_nm: float
    turn_damping_nm_s: float
    torque_limit_nm: float


@njit(cache=True)  # type: ignore[untyped-decorator]
def _assemble_coupling(a, b, mass, inertia, velocity, dt, k, c, kt, ct, offset, turn_offset, fixed_force, limited):  # type: ignore[no-untyped-def]
    for i in range(3):
        a[i, i] = mass
        b[i] = mass * velocity[i]
        a[i + 3, i + 3] = inertia
        b[i + 3] = inertia * velocity[i + 3]
        if limited[0]:
            b[i] += dt * fixed_force[i]
        else:
            a[i, i] += dt * (c + dt * k)
            b[i] += dt * k * offset[i]
        if limited[1]:
            b[i + 3] += dt * fixed_force[i + 3]
        else:
            a[i + 3, i + 3] += dt * (ct + dt * kt)
            b[i + 3] += dt * kt * turn_offset[i]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _add_row(a, b, dt, jacobian, damping, bias):  # type: ignore[no-untyped-def]
    """A force ``bias - damping * (jacobian . v)`` along ``jacobian``."""
    for i in range(6):
        if jacobian[i] == 0.0:
            continue
        b[i] += dt * bias * jacobian[i]
        for j in range(6):
            a[i, j] += dt * damping * jacobian[i] * jacobian[j]


@njit(cache=True)  # type: ignore[untyped-decorator]
def _solve_once(
    mass,
    inertia,
    velocity,
    dt,
    coupling,
    offset,
    turn_offset,
    fixed_force,
    limited,
    jacobians,
    damping,
    bias,
    active,
    out,
):  # type: ignore[no-untyped-def]
    a = np.zeros((6, 6))
    b = np.zeros(6)
    _assemble_coupling(
        a,
        b,
        mass,
        inertia,
        velocity,
        dt,
        coupling[0],
        coupling[1],
        coupling[3],
        coupling[4],
        offset,
        turn_offset,
        fixed_force,
        limited,
    )
    for n in range(jacobians.shape[0]):
        if active[n]:
            _add_row(a, b, dt, jacobians[n], damping[n], bias[n])
    out[:] = np.linalg.solve(a, b)


@njit(cache=True)  # type: ignore[untyped-decorator]
def solve(mass, inertia, velocity, dt, coupling, offset, turn_offset, jacobians, damping, bias, one_sided):  # type: ignore[no-untyped-def]
    """Velocity (6,) at the end of the step, the coupling's wrench (6,), and each row's force (n,).

    ``velocity`` is linear then angular, about the centre of mass. ``coupling`` is (k, c, force limit, turn k, turn c,
    torque limit); ``offset`` and ``turn_offset`` are the hand's lead in m and rad. Each row resists motion along its
    ``jacobians`` row with ``bias - damping * speed``; a one-sided row can only push against positive speed.
    """
    rows = jacobians.shape[0]
    active = np.zeros(rows, np.bool_)
    limited = np.zeros(2, np.bool_)
    fixed = np.zeros(6)
    result = velocity.copy()
    for n in range(rows):
        active[n] = damping[n] > 0.0
    for _ in range(4):
        _solve_once(
            mass,
            inertia,
            velocity,
            dt,
            coupling,
            offset,
            turn_offset,
            fixed,
            limited,
            jacobians,
            damping,
            bias,
            active,
            result,
        )
        settled = True
        for part in range(2):
            if limited[part]:
                continue
            size = 0.0
            at = 3 * part
            for i in range(3):
                lead = offset[i] if part == 0 else turn_offset[i]
                k = coupling[3 * part]
                c = coupling[3 * part + 1]
                fixed[at + i] = k * (lead - dt * result[at + i]) - c * result[at + i]
                size += fixed[at + i] ** 2
            size = np.sqrt(size)
            limit = coupling[3 * part + 2]
            if size > limit:
                for i in range(3):
                    fixed[at + i] *= limit / size
                limited[part] = True
                settled = False
        for n in range(rows):
            if damping[n] <= 0.0 or not one_sided[n]:
                continue
            speed = 0.0
            for i in range(6):
                speed += jacobians[n, i] * result[i]
            push = damping[n] * speed - bias[n]
            wanted = push > 0.0 and speed > -1e-9
            if active[n] and not wanted:
                active[n] = False
                settled = False
        if settled:
            break
    force = np.zeros(rows)
    for n in range(rows):
        if active[n]:
            speed = 0.0
            for i in range(6):
                speed += jacobians[n, i] * result[i]
            force[n] = bias[n] - damping[n] * speed
    return result, fixed, force


@njit(cache=True)  # type: ignore[untyped-decorator]
def skin_jacobians(rotation, tip, centre, points, normals):  # type: ignore[no-untyped-def]
    """(n, 6) rows for the outward motion of each point of a tool at ``tip`` with its mass at ``centre`` (world)."""
    count = points.shape[0]
    rows = np.empty((count, 6))
    for n in range(count):
        for a in range(3):
            rows[n, a] = (
                rotation[a, 0] * normals[n, 0] + rotation[a, 1] * normals[n, 1] + rotation[a, 2] * normals[n, 2]
            )
        x = (
            tip[0]
            - centre[0]
            + rotation[0, 0] * points[n, 0]
            + rotation[0, 1] * points[n, 1]
            + rotation[0, 2] * points[n, 2]
        )
        y = (
            tip[1]
            - centre[1]
            + rotation[1, 0] * points[n, 0]
            + rotation[1, 1] * points[n, 1]
            + rotation[1, 2] * points[n, 2]
        )
        z = (
            tip[2]
            - centre[2]
            + rotation[2, 0] * points[n, 0]
            + rotation[2, 1] * points[n, 1]
            + rotation[2, 2] * points[n, 2]
        )
        rows[n, 3] = y * rows[n, 2] - z * rows[n, 1]
        rows[n, 4] = z * rows[n, 0] - x * rows[n, 2]
        rows[n, 5] = x * rows[n, 1] - y * rows[n, 0]
    return rows
