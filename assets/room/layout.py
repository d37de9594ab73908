"""Where things stand in the room.

World frame in metres: origin on the floor under the wound, x to the surgeon's right, y away from the surgeon, z up.
Lengths are ours: common sizes of operating-room furniture, arranged so that both hands reach the tray.
"""

from __future__ import annotations

import math

Point = tuple[float, float, float]

ROOM_X = (-3.2, 3.2)
ROOM_Y = (-2.6, 3.0)
CEILING_Z = 3.0

SURGEON = (0.0, -0.65, 0.0)
SURGEON_EYES: Point = (0.0, -0.65, 1.60)

TABLE_X = (-1.25, 0.72)
TABLE_HALF_WIDTH = 0.26
TABLE_TOP_Z = 0.862
"""Top of the padding, under the drape."""

TRAY_SURFACE_Z = 0.95
TRAY_CENTRE: Point = (0.42, -0.27, TRAY_SURFACE_Z)
"""Middle of the tray's inner floor. It stands beside the leg, on the surgeon's side: further back it would cut it."""
TRAY_SIZE = (0.46, 0.34)
"""Inner size along x and y."""
TRAY_RIM_HEIGHT = 0.016

MONITOR_CENTRE: Point = (0.0, 1.0, 1.55)
MONITOR_SIZE = (1.0, 0.62)
"""Width and height of the picture."""
_TILT_RAD = math.pi / 2.0 - math.atan2(SURGEON_EYES[2] - MONITOR_CENTRE[2], MONITOR_CENTRE[1] - SURGEON_EYES[1])
MONITOR_POSE: tuple[Point, tuple[float, float, float, float]] = (
    MONITOR_CENTRE,
    (math.sin(_TILT_RAD / 2.0), 0.0, 0.0, math.cos(_TILT_RAD / 2.0)),
)
"""world_from_screen as position and quaternion (x, y, z, w): x along the picture's width, y up it, z to the viewer."""

WOUND: Point = (0.0, 0.0, 1.0)

LAMP_HEADS: tuple[Point, ...] = ((-0.42, 0.62, 2.12), (0.72, -0.06, 2.18))
"""Middle of the glowing face of each lamp; both shine on the wound, and neither is above it."""
LAMP_RADIUS = 0.31

SCREEN_FRAME_X = -0.93
"""Where the anaesthetist's drape hangs, across the patient's chest."""
