"""What an eye's field of view becomes: matrices that take points before the eye to its picture.

Panda3D's order: points are rows, ``(x, y, z, 1) @ matrix``; x right, y ahead, z up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from panda3d.core import LMatrix4, LPoint3, LQuaternion, LVecBase4

from ..core.headset import Eye, Fov
from ..core.pose import Pose, Vec3, interpolate, norm

WIDEST = math.tan(math.radians(86.0))
"""Tangent of the farthest that anything is looked for sideways: beyond a right angle there is no frustum."""
NARROWEST = 0.1


@dataclass(frozen=True, slots=True)
class Tangents:
    """Edges of a picture at distance one: right and up positive."""

    left: float
    right: float
    down: float
    up: float

    @property
    def width(self) -> float:
        """From the left to the right edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the lower to the upper edge."""
        return self.up - self.down


def tangents(fov: Fov) -> Tangents:
    """Edges of the picture of an eye."""
    return Tangents(math.tan(fov.left_rad), math.tan(fov.right_rad), math.tan(fov.down_rad), math.tan(fov.up_rad))


def projection(edges: Tangents, near_m: float, far_m: float) -> LMatrix4:
    """The frustum through the edges, exactly, symmetrical or not."""
    depth = far_m - near_m
    return LMatrix4(
        LVecBase4(2.0 / edges.width, 0.0, 0.0, 0.0),
        LVecBase4(
            -(edges.right + edges.left) / edges.width,
            -(edges.up + edges.down) / edges.height,
            (far_m + near_m) / depth,
            1.0,
        ),
        LVecBase4(0.0, 2.0 / edges.height, 0.0, 0.0),
        LVecBase4(0.0, 0.0, -2.0 * far_m * near_m / depth, 0.0),
    )


def between(eyes: tuple[Eye, Eye]) -> Pose:
    """The place midway between the eyes, looking where they look on average."""
    return interpolate(eyes[0].pose, eyes[1].pose, 0.5)


def seen_from(middle_from_eye: Pose, fov: Fov, near_m: float, far_m: float) -> LMatrix4:
    """Takes points before the middle to an eye's picture."""
    x, y, z, w = middle_from_eye.inverse().rotation
    eye_from_middle = LMatrix4()
    LQuaternion(w, x, y, z).extract_to_matrix(eye_from_middle)
    eye_from_middle.set_row(3, LPoint3(*middle_from_eye.inverse().position))
    return eye_from_middle * projection(tangents(fov), near_m, far_m)


def seen_by_either(middle_from_eyes: tuple[tuple[Pose, Fov], ...], near_m: float, far_m: float) -> LMatrix4:
    """A frustum before the middle in which lies all that any eye sees: a little behind them, as wide as all of them."""
    corners = [corner for pose, fov in middle_from_eyes for corner in _corners(pose, fov)]
    edges = Tangents(
        min(-NARROWEST, min(x for x, _ in corners)),
        max(NARROWEST, max(x for x, _ in corners)),
        min(-NARROWEST, min(z for _, z in corners)),
        max(NARROWEST, max(z for _, z in corners)),
    )
    apart_m = max(norm(pose.position) for pose, _ in middle_from_eyes)
    back_m = apart_m * (1.0 + 1.0 / min(-edges.left, edges.right, -edges.down, edges.up))
    return LMatrix4.translate_mat(0.0, back_m, 0.0) * projection(edges, near_m, far_m + back_m)


def _corners(middle_from_eye: Pose, fov: Fov) -> list[tuple[float, float]]:
    """Where the corners of an eye's picture lie for the middle, as tangents."""
    edges = tangents(fov)
    places = [(x, z) for x in (edges.left, edges.right) for z in (edges.down, edges.up)]
    return [_place(middle_from_eye.turn((x, 1.0, z))) for x, z in places]


def _place(direction: Vec3) -> tuple[float, float]:
    x, y, z = direction
    ahead = max(y, 1e-3)
    return (_bounded(x / ahead), _bounded(z / ahead))


def _bounded(tangent: float) -> float:
    return max(-WIDEST, min(WIDEST, tangent))
