"""Eyes, and their pictures as arrays."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.core.headset import Eye, Fov
from sim.core.pose import Pose, Vec3
from sim.scene.eyes import Eyes

Picture = NDArray[np.uint8]

IPD_M = 0.063
WIDE, NARROW, UP, DOWN = (math.radians(angle) for angle in (46.0, 38.0, 40.0, 44.0))
FOVS = (Fov(-WIDE, NARROW, UP, -DOWN), Fov(-NARROW, WIDE, UP, -DOWN))
"""Of a left and a right eye: wider away from the nose, and farther down than up."""


def eyes_at(world_from_head: Pose, ipd_m: float = IPD_M) -> tuple[Eye, Eye]:
    """A pair of eyes on both sides of a place."""
    left, right = (
        Eye(world_from_head @ Pose((side * ipd_m / 2.0, 0.0, 0.0)), fov)
        for side, fov in zip((-1.0, 1.0), FOVS, strict=True)
    )
    return left, right


def pictures_of(eyes: Eyes) -> tuple[Picture, Picture]:
    """(height, width, 4) sRGB bytes and alpha of the left and the right eye's last picture, row 0 at the top."""
    texture = eyes.output.get_screenshot()
    pixels = np.frombuffer(bytes(texture.get_ram_image_as("RGBA")), np.uint8)
    both = pixels.reshape(texture.get_y_size(), texture.get_x_size(), 4)[::-1]
    return both[:, : eyes.size[0]], both[:, eyes.size[0] :]


def seen_at(eye: Eye, point: Vec3, size: tuple[int, int]) -> tuple[float, float]:
    """Column and row (pixels, from the upper left) at which a pinhole camera shows a point of the room."""
    x, y, z = eye.pose.inverse().apply(point)
    left, right = math.tan(eye.fov.left_rad), math.tan(eye.fov.right_rad)
    up, down = math.tan(eye.fov.up_rad), math.tan(eye.fov.down_rad)
    return size[0] * (x / y - left) / (right - left), size[1] * (up - z / y) / (up - down)
