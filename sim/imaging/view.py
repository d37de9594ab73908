"""From where a picture is taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..core.pose import ZERO, Vec3, any_perpendicular, cross, dot, scale, subtract, unit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """A parallel projection of the bone frame; distal (+x) is to the right wherever that can be seen."""

    direction: Vec3
    """The way one looks, in the bone frame: (0, 0, -1) sees the exposed face."""
    size: tuple[int, int]
    """Pixels across and down."""
    width_m: float
    """How much of the bone the picture's width shows."""
    centre_m: Vec3 = ZERO
    """The point in the middle of the picture."""

    @property
    def metres_per_pixel(self) -> float:
        """Edge of a pixel."""
        return self.width_m / self.size[0]

    def axes(self) -> tuple[Vec3, Vec3, Vec3]:
        """Unit vectors to the picture's right, to its top and along the line of sight."""
        forward = unit(self.direction)
        along = subtract((1.0, 0.0, 0.0), scale(forward, dot((1.0, 0.0, 0.0), forward)))
        right = unit(along) if dot(along, along) > 1e-6 else any_perpendicular(forward)
        return right, cross(scale(forward, -1.0), right), forward

    def ray_origins(self, before_m: float) -> Floats:
        """(height, width, 3) starts of the rays, ``before_m`` in front of the plane through the centre."""
        columns, rows = self.size
        right, up, forward = (np.array(axis) for axis in self.axes())
        across = (np.arange(columns) + 0.5 - columns / 2) * self.metres_per_pixel
        above = -(np.arange(rows) + 0.5 - rows / 2) * self.metres_per_pixel
        start = np.array(self.centre_m) - before_m * forward
        return np.asarray(start + across[None, :, None] * right + above[:, None, None] * up)

    def refined(self, factor: int) -> View:
        """The same picture with ``factor`` times as many pixels each way."""
        return View(self.direction, (self.size[0] * factor, self.size[1] * factor), self.width_m, self.centre_m)
