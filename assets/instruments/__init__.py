"""Instruments: origin at the working tip, z from the tip to the handle.

Parts whose name begins with ``rotor`` turn about z; ``jaw_moving`` and ``jaw_fixed`` turn about the joint at
`HINGE_HEIGHT_M`; ``sliding_sleeve`` moves along z by what a depth gauge reads.
"""

from assets.instruments.bone_countersink import countersink
from assets.instruments.bone_tap import tap
from assets.instruments.clamps import HINGE_HEIGHT_M, opening_rad, plate_clamp, reduction_clamp
from assets.instruments.drill_sleeve import sleeve
from assets.instruments.gauge import depth_gauge
from assets.instruments.grips import GRIPS, grip
from assets.instruments.irrigation import irrigator
from assets.instruments.power_drill import drill
from assets.instruments.screwdriver import driver

__all__ = [
    "GRIPS",
    "HINGE_HEIGHT_M",
    "countersink",
    "depth_gauge",
    "drill",
    "driver",
    "grip",
    "irrigator",
    "opening_rad",
    "plate_clamp",
    "reduction_clamp",
    "sleeve",
    "tap",
]
