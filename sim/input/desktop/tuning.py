"""How far and how fast the hand goes for what the fingers do. All of it is ours, found by trying."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Steps and speeds at normal pace; the fine key multiplies them by ``fine_share``."""

    metres_per_pixel: float = 0.0005
    radians_per_pixel: float = math.radians(0.25)
    fine_share: float = 0.15
    wheel_reach_m: float = 0.01
    """A notch with empty hands, along the line of sight."""
    wheel_feed_m: float = 0.001
    """A notch with an instrument, along its axis: about 5 N more against bone."""
    wheel_turn_rad: float = math.radians(15.0)
    reach_m_s: float = 0.15
    """Push and pull keys with empty hands."""
    feed_m_s: float = 0.012
    """Push and pull keys with an instrument; the feed keys change it."""
    feed_step: float = 1.5
    slowest_feed_m_s: float = 0.001
    fastest_feed_m_s: float = 0.06
    turn_rad_s: float = math.radians(270.0)
    roll_rad_s: float = math.radians(60.0)
    nudge_m: float = 0.00025
    nudge_rad: float = math.radians(0.5)
    stick_m_s: float = 0.25
    stick_rad_s: float = math.radians(60.0)
    trigger_rise_s: float = 0.4
    trigger_fall_s: float = 0.1
    upright_s: float = 0.5
    """An instrument just picked up is stood upright in this time."""
    max_lead_m: float = 0.034
    """The hand goes at most this far ahead of a blocked instrument: a little past the coupling's force limit."""
    max_lead_rad: float = 0.35
    grasp_frames: int = 30
    """A grasp that finds nothing opens again after this many control frames."""
