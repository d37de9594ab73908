"""From how a trainer says that something lies on the tray to its pose in the room."""

from __future__ import annotations

from ..core.model import InstrumentKind
from ..core.pose import UP, Pose, Vec3, cross, quat_from_axes, scale
from .schema.devices import LiesPart, TrayPart

HEADINGS: dict[str, Vec3] = {
    "away": (0.0, 1.0, 0.0),
    "towards": (0.0, -1.0, 0.0),
    "left": (-1.0, 0.0, 0.0),
    "right": (1.0, 0.0, 0.0),
}
"""Directions of the room as the surgeon at the table sees them."""

AXIS_HEIGHT_M = {
    InstrumentKind.DRILL: 0.0255,
    InstrumentKind.SLEEVE: 0.0095,
    InstrumentKind.COUNTERSINK: 0.0140,
    InstrumentKind.DEPTH_GAUGE: 0.0100,
    InstrumentKind.TAP: 0.0120,
    InstrumentKind.DRIVER: 0.0140,
    InstrumentKind.CLAMP: 0.0065,
    InstrumentKind.PLATE: 0.0,
}
"""Height of an instrument's axis above the tray it lies on: half the thickness of its thickest part."""


def tray_point(tray: TrayPart, at: list[float], height_m: float) -> Vec3:
    """World point right of, away from and above the middle of the tray."""
    return (tray.at[0] + at[0], tray.at[1] + at[1], tray.height + height_m)


def rest_pose(kind: InstrumentKind, tray: TrayPart, lies: LiesPart) -> Pose:
    """world_from_instrument of something that lies on the tray.

    An instrument lies with its axis level and its flat side (xz) on the tray, a drill on its side (yz), a plate on its
    bone side. ``lies.handle`` names the side to which a handle at right angles goes: -y of a drill, -x of the others.
    """
    heading = HEADINGS[lies.points]
    position = tray_point(tray, lies.at, AXIS_HEIGHT_M[kind])
    if kind is InstrumentKind.PLATE:
        return Pose(position, quat_from_axes(heading, UP))
    back, right = scale(heading, -1.0), cross(heading, UP)
    away_from_handle = scale(right, -1.0 if lies.handle == "right_of_tip" else 1.0)
    x_axis = cross(away_from_handle, back) if kind is InstrumentKind.DRILL else away_from_handle
    return Pose(position, quat_from_axes(x_axis, back))
