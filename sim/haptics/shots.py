"""Which single knock belongs to which event. The numbers are ours.

Three families that a hand tells apart without looking: short and bright is done well, long and coarse is wrong, and
the bone's own are strongest.
"""

from __future__ import annotations

from ..core.events import EventKind
from .feel import Feel

WRONG_HZ = 50.0

SHOTS: dict[EventKind, Feel] = {
    # the hand
    EventKind.GRASPED: Feel(0.40, 200.0, 0.020),
    EventKind.RELEASED: Feel(0.25, 160.0, 0.015),
    EventKind.RETURNED: Feel(0.35, 180.0, 0.020),
    # the instrument
    EventKind.CLAMPED: Feel(0.60, 180.0, 0.035),
    EventKind.UNCLAMPED: Feel(0.40, 150.0, 0.025),
    EventKind.SLEEVE_SEATED: Feel(0.45, 200.0, 0.025),
    EventKind.SLEEVE_UNSEATED: Feel(0.25, 160.0, 0.020),
    EventKind.PLATE_PLACED: Feel(0.50, 170.0, 0.035),
    EventKind.MEASURED: Feel(0.45, 220.0, 0.020),
    EventKind.SCREW_TAKEN: Feel(0.35, 220.0, 0.020),
    EventKind.SCREW_RETURNED: Feel(0.30, 180.0, 0.020),
    EventKind.SCREW_STARTED: Feel(0.35, 200.0, 0.020),
    EventKind.SCREW_SEATED: Feel(0.75, 220.0, 0.045),
    EventKind.THREAD_CUT: Feel(0.45, 190.0, 0.030),
    # the bone
    EventKind.CONTACT: Feel(0.45, 140.0, 0.020),
    EventKind.SKIVED: Feel(0.70, 70.0, 0.120),
    EventKind.NEAR_CORTEX_PASSED: Feel(0.65, 130.0, 0.050),
    EventKind.FAR_CORTEX_PASSED: Feel(0.95, 150.0, 0.080),
    EventKind.PLUNGED: Feel(1.00, WRONG_HZ, 0.150),
    EventKind.SCREW_STRIPPED: Feel(1.00, 42.0, 0.300),
    # what is not allowed
    EventKind.WRONG_INSTRUMENT: Feel(0.60, WRONG_HZ, 0.150),
    EventKind.OUT_OF_ORDER: Feel(0.50, WRONG_HZ, 0.120),
    EventKind.DROPPED: Feel(0.55, WRONG_HZ, 0.100),
    EventKind.STERILITY_LOST: Feel(0.70, WRONG_HZ, 0.180),
    EventKind.OVERHEATED: Feel(0.60, WRONG_HZ, 0.150),
}
"""Event -> knock. An event that is missing here is not felt."""
