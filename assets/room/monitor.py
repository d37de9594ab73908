"""The screen across the table that shows the step, the goal and the live measurements."""

from __future__ import annotations

import numpy as np

from ..mesh import Floats, Part
from ..shapes import box
from .forms import moved, rod, sheet, shell, slab, solid
from .layout import MONITOR_CENTRE, MONITOR_POSE, MONITOR_SIZE

BEZEL_M = 0.028


def monitor() -> tuple[Part, ...]:
    """Screen, case and stand. The part ``screen`` has texture places 0 to 1, (0, 0) at the lower left."""
    return (*moved((_screen(), *_case()), world_from_screen()), *_stand())


def world_from_screen() -> Floats:
    """(4, 4) of `layout.MONITOR_POSE`."""
    (x, y, z), (qx, _, _, qw) = MONITOR_POSE
    cosine, sine = 1.0 - 2.0 * qx * qx, 2.0 * qx * qw
    return np.array([[1, 0, 0, x], [0, cosine, -sine, y], [0, sine, cosine, z], [0, 0, 0, 1]], dtype=float)


def _screen() -> Part:
    width, height = MONITOR_SIZE
    points = [[(x, y, 0.0) for y in (-height / 2.0, height / 2.0)] for x in (-width / 2.0, width / 2.0)]
    uv = np.array([[(0.0, 0.0), (0.0, 1.0)], [(1.0, 0.0), (1.0, 1.0)]])
    return Part("screen", sheet(np.array(points), uv=uv), "screen")


def _case() -> tuple[Part, ...]:
    width, height = MONITOR_SIZE[0] + 2 * BEZEL_M, MONITOR_SIZE[1] + 2 * BEZEL_M
    body = box((width, height, 0.050), chamfer=0.006) - box((*MONITOR_SIZE, 0.010)).translate((0.0, 0.0, 0.025))
    lamp = slab((0.012, 0.003, 0.002), (width / 2.0 - 0.05, -height / 2.0 + BEZEL_M / 2.0, 0.0035))
    return (
        solid("monitor_case", "monitor_case", shell(body, (0.0, 0.0, -0.0215))),
        solid("monitor_back", "plastic_grey", slab((0.30, 0.30, 0.06), (0.0, 0.0, -0.075), corner=0.03, bevel=0.01)),
        solid("monitor_lamp", "led_green", lamp),
    )


def _stand() -> tuple[Part, ...]:
    x, y, z = MONITOR_CENTRE
    back = y + 0.13
    post = rod((x, back, 0.06), (x, back, z + 0.05), 0.030, 24)
    arm = rod((x, y + 0.06, z), (x, back, z), 0.026)
    foot = [
        slab((0.62, 0.07, 0.05), (x, back, 0.075), corner=0.03, bevel=0.01),
        slab((0.07, 0.50, 0.05), (x, back, 0.075), corner=0.03, bevel=0.01),
    ]
    wheels = [
        rod((x + dx, back + dy - 0.012, 0.028), (x + dx, back + dy + 0.012, 0.028), 0.028, 16)
        for dx, dy in ((-0.28, 0.0), (0.28, 0.0), (0.0, -0.22), (0.0, 0.22))
    ]
    return (
        solid("monitor_stand", "lamp_case", post, arm, *foot),
        solid("monitor_castors", "rubber_black", *wheels),
    )
