"""Turning a handle with the fingers: taps, countersinks, screws; torque, seating and stripping.

The fingers are a spring about the axis: they lead the handle by an angle, and the handle follows as far as the bone's
resistance lets it. So torque, and too much of it, comes from how far one turns.
"""

from __future__ import annotations

import math

from ..core.events import EventKind
from ..tissue.thread import (
    HEAD_NM_PER_RAD,
    RUNNING_NM_PER_M,
    STRIPPED_SHARE,
    insertion_torque_nm,
    stripping_torque_nm,
)
from .tool import Screw, Tool

FINGER_STIFFNESS_NM_RAD = 2.5
FINGER_TORQUE_NM = 5.0
"""More than this and the handle slips in the glove (ours)."""
MAX_TURN_RAD_S = 14.0
HOLDS_M = 0.002
"""Engaged this far, a thread holds its screw; forced on against whole bone, it strips."""


def move_fingers(tool: Tool, turn_rad: float) -> None:
    """Let the fingers move to ``turn_rad``; their lead over the handle is kept within their grip."""
    tool.turn_lead_rad += turn_rad - tool.last_hand_turn_rad
    tool.last_hand_turn_rad = turn_rad
    most = FINGER_TORQUE_NM / FINGER_STIFFNESS_NM_RAD
    tool.turn_lead_rad = min(most, max(-most, tool.turn_lead_rad))


def hand_nm(tool: Tool) -> float:
    """Torque that the fingers give now, positive clockwise."""
    return FINGER_STIFFNESS_NM_RAD * tool.turn_lead_rad


def follow_fingers(tool: Tool, resistance_nm: float, dt: float) -> float:
    """Turn the handle until the fingers' torque is down to the resistance; the angle it turned."""
    torque = hand_nm(tool)
    spare = abs(torque) - resistance_nm
    if spare <= 0.0:
        tool.torque_nm = abs(torque)
        return 0.0
    angle = min(spare / FINGER_STIFFNESS_NM_RAD, MAX_TURN_RAD_S * dt)
    angle = math.copysign(angle, torque)
    tool.turn_rad += angle
    tool.turn_lead_rad -= angle
    tool.torque_nm = resistance_nm
    return angle


def screw_resistance_nm(screw: Screw, engaged_m: float, core: float, threaded_share: float, backwards: bool) -> float:
    """What a screw resists now."""
    if screw.stripped:
        return STRIPPED_SHARE * screw.stripping_torque_nm
    running = insertion_torque_nm(engaged_m, threaded_share, core, screw.family.major_diameter_m)
    if backwards:
        return 0.6 * RUNNING_NM_PER_M * engaged_m
    bearing = HEAD_NM_PER_RAD * screw.bearing_rad if screw.bearing_rad is not None else 0.0
    return running + bearing


def turn_screw(
    tool: Tool, screw: Screw, engaged_m: float, core: float, threaded_share: float, dt: float
) -> EventKind | None:
    """Turn a screw on its driver by what the fingers give; whether it stripped."""
    backwards = tool.turn_lead_rad < 0.0
    resistance = screw_resistance_nm(screw, engaged_m, core, threaded_share, backwards)
    strip = stripping_torque_nm(engaged_m, screw.family.major_diameter_m)
    if not screw.stripped:
        screw.stripping_torque_nm = strip
    event = None
    stuck = screw.seated or (engaged_m > HOLDS_M and hand_nm(tool) >= strip)
    if stuck and not screw.stripped and not backwards and resistance >= strip:
        screw.stripped = True
        event = EventKind.SCREW_STRIPPED
        screw.peak_torque_nm = max(screw.peak_torque_nm, strip)
        resistance = STRIPPED_SHARE * strip
    angle = follow_fingers(tool, resistance, dt)
    screw.turned_rad += angle
    if screw.bearing_rad is not None and not screw.stripped:
        screw.bearing_rad = max(0.0, screw.bearing_rad + angle)
    screw.torque_nm = min(tool.torque_nm, strip) if not screw.stripped else tool.torque_nm
    if screw.seated and not screw.stripped:
        screw.peak_torque_nm = max(screw.peak_torque_nm, screw.torque_nm)
    return event


def thread_speed_m_s(tool: Tool, pitch_m: float, angle_rad: float, dt: float) -> float:
    """Advance that a thread asks for."""
    return pitch_m * angle_rad / (2.0 * math.pi) / dt
