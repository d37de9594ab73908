"""From OpenXR's axes (x right, y up, -z ahead) to ours (x right, y ahead, z up), and back. Needs no OpenXR.

C, a quarter turn about x, takes OpenXR's axes to ours: (x, y, z) -> (x, -z, y). A frame whose axes mean "right, ahead,
up" (head, eye, aim, joint) becomes C p C^-1, so that its own axes are ours too. A grip does not: OpenXR's grip has
+x into the right palm (out of the left one), -z from the little finger to the thumb along the rod that is held and so
+y towards the forearm; our hand has z to the thumb's side and -y to the forearm. That is C p and half a turn about x.
"""

from __future__ import annotations

import math
from typing import Protocol

from ..core.pose import Pose, Quat, Vec3, quat_normalise

_HALF = math.sqrt(0.5)


class Vector(Protocol):
    """``XrVector3f``."""

    x: float
    y: float
    z: float


class Quaternion(Protocol):
    """``XrQuaternionf``."""

    x: float
    y: float
    z: float
    w: float


class Posef(Protocol):
    """``XrPosef``."""

    @property
    def position(self) -> Vector:
        """Metres, in OpenXR's axes."""

    @property
    def orientation(self) -> Quaternion:
        """A unit quaternion, in OpenXR's axes."""


def pose_from_xr(pose: Posef) -> Pose:
    """play_from_head, _eye, _aim or _joint: the frame's own +y is ahead, +z up."""
    return posed(_numbers(pose.position), _turn(pose.orientation))


def hand_from_xr(pose: Posef) -> Pose:
    """play_from_hand of a grip, in the hand frame of docs/conventions.md."""
    return gripped(_numbers(pose.position), _turn(pose.orientation))


def posed(position: Vec3, orientation: Quat) -> Pose:
    """`pose_from_xr` of plain numbers."""
    x, y, z = position
    return Pose((x, -z, y), _turned_from_xr(orientation))


def gripped(position: Vec3, orientation: Quat) -> Pose:
    """`hand_from_xr` of plain numbers."""
    x, y, z, w = _turned_from_xr(orientation)
    attitude = (_HALF * (x - w), _HALF * (y - z), _HALF * (y + z), _HALF * (w + x))
    return Pose((position[0], -position[2], position[1]), attitude)


def pose_to_xr(pose: Pose) -> tuple[Vec3, Quat]:
    """Position (metres) and orientation (x, y, z, w) in OpenXR's axes of a frame with ours."""
    return _position_to_xr(pose.position), _turned_to_xr(pose.rotation)


def hand_to_xr(pose: Pose) -> tuple[Vec3, Quat]:
    """Position (metres) and orientation (x, y, z, w) of the grip of a hand."""
    x, y, z, w = pose.rotation
    attitude = (_HALF * (x + w), _HALF * (y + z), _HALF * (z - y), _HALF * (w - x))
    return _position_to_xr(pose.position), _turned_to_xr(attitude)


def _numbers(vector: Vector) -> Vec3:
    return (vector.x, vector.y, vector.z)


def _turn(quaternion: Quaternion) -> Quat:
    return (quaternion.x, quaternion.y, quaternion.z, quaternion.w)


def _position_to_xr(position: Vec3) -> Vec3:
    return (position[0], position[2], -position[1])


def _turned_from_xr(turn: Quat) -> Quat:
    x, y, z, w = turn
    return quat_normalise((x, -z, y, w))


def _turned_to_xr(turn: Quat) -> Quat:
    return (turn[0], turn[2], -turn[1], turn[3])
