"""Turning a handle by the wrist, with a ratchet: strokes forward turn, strokes back do not.

The ratchet turns clockwise; with the trigger pulled it turns the other way round, to back a tap or a screw out. Between
two strokes it has a little play, so that a trembling hand does not creep. Where little resists, the fingers twirl the
handle farther than the wrist goes; where it becomes tight, they grip it and the wrist alone turns.
"""

from __future__ import annotations

import math

from ...core.pose import UP, Quat, dot, quat_between, quat_inverse, quat_multiply, quat_rotate, quat_to_rotation_vector

PLAY_RAD = math.radians(5.0)
TWIRLS = 3.0
"""What the handle turns for what the wrist does, where little resists (ours): a 26 mm screw asks for 50 strokes then,
not for 150."""
TWIRLS_BELOW, GRIPS_ABOVE = 0.3, 0.5
"""Shares of the stripping torque between which the fingers come to grip."""
STICK_DEAD_SHARE = 0.1
STICK_RAD_S = 8.0
"""A stick all the way over."""


class Ratchet:
    """Angles in radians, clockwise as seen from the handle positive."""

    def __init__(self) -> None:
        self._behind = 0.0
        """How far the wrist is behind the tooth that it last pushed, against the ratchet's direction."""

    def twist(self, by_rad: float, reverse: bool) -> float:
        """The wrist twists by an angle: how far the handle turns."""
        forward = -by_rad if reverse else by_rad
        ahead = forward - self._behind
        self._behind = min(PLAY_RAD, max(0.0, -ahead))
        turned = max(0.0, ahead)
        return -turned if reverse else turned

    def rest(self) -> None:
        """Take hold anew, without play."""
        self._behind = 0.0


def twirl(torque_share: float | None) -> float:
    """What the handle turns for what the wrist does, at a share of the stripping torque; None: nothing to strip."""
    gripped = 0.0 if torque_share is None else (torque_share - TWIRLS_BELOW) / (GRIPS_ABOVE - TWIRLS_BELOW)
    return TWIRLS + (1.0 - TWIRLS) * min(1.0, max(0.0, gripped))


def without_twist(before: Quat, now: Quat) -> tuple[Quat, float]:
    """Part an instrument's turn from ``before`` to ``now`` (world_from_instrument) about its axis from the rest.

    Returns ``now`` without the twist, and the twist in radians, clockwise as seen from the handle positive.
    """
    axis = quat_rotate(now, UP)
    swung = quat_multiply(quat_between(quat_rotate(before, UP), axis), before)
    twist = quat_to_rotation_vector(quat_multiply(now, quat_inverse(swung)))
    return swung, -dot(twist, axis)


def stick_rad_s(stick: float) -> float:
    """How fast a stick turns the handle: gently near its middle."""
    size = abs(stick) if math.isfinite(stick) else 0.0
    eased = max(0.0, min(1.0, size) - STICK_DEAD_SHARE) / (1.0 - STICK_DEAD_SHARE)
    return math.copysign(STICK_RAD_S * eased * eased, stick)
