"""Rigid poses as plain tuples: positions in metres, quaternions in x, y, z, w order.

A pose named ``world_from_hand`` takes points of the hand frame to the world frame. Frames are right-handed,
the room's z points up. Plain tuples of floats beat small arrays here: they are quicker, hashable and exact to
record.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Vec3 = tuple[float, float, float]
Quat = tuple[float, float, float, float]

ZERO: Vec3 = (0.0, 0.0, 0.0)
UP: Vec3 = (0.0, 0.0, 1.0)
NO_ROTATION: Quat = (0.0, 0.0, 0.0, 1.0)


def add(a: Vec3, b: Vec3) -> Vec3:
    """Sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vec3, b: Vec3) -> Vec3:
    """Vector from ``b`` to ``a``."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vec3, factor: float) -> Vec3:
    """Vector times a number."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def dot(a: Vec3, b: Vec3) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec3, b: Vec3) -> Vec3:
    """Vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def norm(a: Vec3) -> float:
    """Length of a vector."""
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def distance(a: Vec3, b: Vec3) -> float:
    """Distance between two points."""
    return norm(subtract(a, b))


def unit(a: Vec3) -> Vec3:
    """Vector of length one in the direction of ``a``; up when ``a`` has no length."""
    length = norm(a)
    return UP if length < 1e-12 else scale(a, 1.0 / length)


def angle_between(a: Vec3, b: Vec3) -> float:
    """Angle between two directions in radians, 0 to pi."""
    return math.atan2(norm(cross(a, b)), dot(a, b))


def any_perpendicular(a: Vec3) -> Vec3:
    """Some unit vector perpendicular to ``a``."""
    helper = (1.0, 0.0, 0.0) if abs(a[0]) < 0.9 * norm(a) else (0.0, 1.0, 0.0)
    return unit(cross(a, helper))


def quat_multiply(a: Quat, b: Quat) -> Quat:
    """Rotation ``a`` after rotation ``b``."""
    ax, ay, az, aw = a
    bx, by, bz, bw = b
    return (
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )


def quat_inverse(q: Quat) -> Quat:
    """Inverse of a unit quaternion."""
    return (-q[0], -q[1], -q[2], q[3])


def quat_normalise(q: Quat) -> Quat:
    """The same rotation with length one; no rotation when the length is zero."""
    length = math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3])
    if length < 1e-12:
        return NO_ROTATION
    return (q[0] / length, q[1] / length, q[2] / length, q[3] / length)


def quat_rotate(q: Quat, v: Vec3) -> Vec3:
    """Vector ``v`` turned by ``q``."""
    axis = (q[0], q[1], q[2])
    t = scale(cross(axis, v), 2.0)
    return add(add(v, scale(t, q[3])), cross(axis, t))


def quat_from_axis_angle(axis: Vec3, angle_rad: float) -> Quat:
    """Rotation by ``angle_rad`` about ``axis`` (any length)."""
    x, y, z = unit(axis)
    s = math.sin(angle_rad / 2.0)
    return (x * s, y * s, z * s, math.cos(angle_rad / 2.0))


def quat_between(a: Vec3, b: Vec3) -> Quat:
    """Smallest rotation that takes direction ``a`` to direction ``b``."""
    a, b = unit(a), unit(b)
    cosine = dot(a, b)
    if cosine < -0.999999:
        return quat_from_axis_angle(any_perpendicular(a), math.pi)
    c = cross(a, b)
    return quat_normalise((c[0], c[1], c[2], 1.0 + cosine))


def quat_to_rotation_vector(q: Quat) -> Vec3:
    """Axis times angle in radians, the angle between -pi and pi."""
    x, y, z, w = q if q[3] >= 0.0 else (-q[0], -q[1], -q[2], -q[3])
    s = math.sqrt(x * x + y * y + z * z)
    if s < 1e-12:
        return (2.0 * x, 2.0 * y, 2.0 * z)
    factor = 2.0 * math.atan2(s, w) / s
    return (x * factor, y * factor, z * factor)


def quat_slerp(a: Quat, b: Quat, share: float) -> Quat:
    """Rotation on the short way from ``a`` (share 0) to ``b`` (share 1)."""
    step = quat_to_rotation_vector(quat_multiply(b, quat_inverse(a)))
    return quat_normalise(quat_multiply(quat_from_axis_angle(step, norm(step) * share), a))


def quat_from_axes(x: Vec3, z: Vec3) -> Quat:
    """Rotation whose z axis is ``z`` and whose x axis lies as near ``x`` as it can."""
    z = unit(z)
    y = cross(z, x)
    y = any_perpendicular(z) if norm(y) < 1e-9 else unit(y)
    x = cross(y, z)
    trace = x[0] + y[1] + z[2]
    if trace > 0.0:
        s = 2.0 * math.sqrt(trace + 1.0)
        q = ((y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4.0)
    elif x[0] > y[1] and x[0] > z[2]:
        s = 2.0 * math.sqrt(1.0 + x[0] - y[1] - z[2])
        q = (s / 4.0, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s)
    elif y[1] > z[2]:
        s = 2.0 * math.sqrt(1.0 + y[1] - x[0] - z[2])
        q = ((y[0] + x[1]) / s, s / 4.0, (z[1] + y[2]) / s, (z[0] - x[2]) / s)
    else:
        s = 2.0 * math.sqrt(1.0 + z[2] - x[0] - y[1])
        q = ((z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4.0, (x[1] - y[0]) / s)
    return quat_normalise(q)


@dataclass(frozen=True, slots=True)
class Pose:
    """A rigid transform: rotate, then move."""

    position: Vec3 = ZERO
    rotation: Quat = NO_ROTATION

    def __matmul__(self, other: Pose) -> Pose:
        """``world_from_b = world_from_a @ a_from_b``."""
        return Pose(self.apply(other.position), quat_multiply(self.rotation, other.rotation))

    def apply(self, point: Vec3) -> Vec3:
        """Take a point from the pose's own frame to its parent's."""
        return add(self.position, quat_rotate(self.rotation, point))

    def turn(self, direction: Vec3) -> Vec3:
        """Take a direction from the pose's own frame to its parent's."""
        return quat_rotate(self.rotation, direction)

    def inverse(self) -> Pose:
        """``b_from_a`` of ``a_from_b``."""
        back = quat_inverse(self.rotation)
        return Pose(scale(quat_rotate(back, self.position), -1.0), back)

    def moved(self, by: Vec3) -> Pose:
        """The same attitude, moved by a vector of the parent frame."""
        return Pose(add(self.position, by), self.rotation)


IDENTITY = Pose()


def interpolate(a: Pose, b: Pose, share: float) -> Pose:
    """Pose on the way from ``a`` (share 0) to ``b`` (share 1)."""
    step = scale(subtract(b.position, a.position), share)
    return Pose(add(a.position, step), quat_slerp(a.rotation, b.rotation, share))
