"""The gap between a person's hand and the hand that holds an instrument in the room, and how it closes.

In the air a hand takes an instrument as it comes, is lost from sight and found elsewhere, or is carried off by a
recentring. The instrument must not swing or be dragged by any of that, so it stays where it is and the gap is kept.
It closes little by little while the instrument is free, as one turns a tool in the fingers.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...core.intents import FRAME_S, Hand
from ...core.pose import (
    NO_ROTATION,
    UP,
    ZERO,
    Pose,
    Quat,
    Vec3,
    add,
    distance,
    dot,
    norm,
    quat_inverse,
    quat_multiply,
    quat_normalise,
    quat_slerp,
    quat_to_rotation_vector,
    scale,
    subtract,
)

CLOSES_S = 0.1
"""Time constant: nearly all of a gap is closed in three of them."""
FASTEST_M_S, SLOWEST_M_S = 0.6, 0.01
FASTEST_RAD_S, SLOWEST_RAD_S = 6.0, 0.1
MOST_LEAD_M, MOST_LEAD_RAD = 0.034, 0.35
"""A hand this far ahead of what is blocked pushes as hard as it can (`sim.session.handling`); farther, it slides."""
TRAILS_FRAMES = 4
"""What follows a moving hand freely is behind it by less than so many control frames of its way."""
OTHER_WAY_ROUND: Quat = (0.0, 0.0, 1.0, 0.0)
"""Half a turn about the rod in the fist."""


@dataclass(frozen=True, slots=True)
class Slack:
    """A gap: ``shift`` in the room, ``turn`` in the frame of the person's hand."""

    shift: Vec3 = ZERO
    turn: Quat = NO_ROTATION

    def applied(self, hand: Pose) -> Pose:
        """The hand in the room for the person's hand."""
        return Pose(add(hand.position, self.shift), quat_normalise(quat_multiply(hand.rotation, self.turn)))

    def closing(self, rest: Quat, pace: float) -> Slack:
        """The gap one control frame later, on its way to ``rest``; ``pace`` is 0 to 1."""
        gap_m = norm(self.shift)
        left_m = gap_m - _step(gap_m, SLOWEST_M_S, FASTEST_M_S, pace)
        shift = scale(self.shift, left_m / gap_m) if left_m > 0.0 else ZERO
        gap_rad = norm(quat_to_rotation_vector(quat_multiply(rest, quat_inverse(self.turn))))
        step_rad = _step(gap_rad, SLOWEST_RAD_S, FASTEST_RAD_S, pace)
        turn = rest if step_rad >= gap_rad else quat_slerp(self.turn, rest, step_rad / gap_rad)
        return Slack(shift, turn)


def slack_between(hand: Pose, there: Pose) -> Slack:
    """The gap that keeps an instrument's hand ``there`` while the person's is at ``hand``."""
    turn = quat_normalise(quat_multiply(quat_inverse(hand.rotation), there.rotation))
    return Slack(subtract(there.position, hand.position), turn)


def kept_near(hand: Pose, true: Pose, before: Pose) -> Pose:
    """A hand no farther ahead of where it ``true``-ly is than pushing harder still means something.

    ``before`` is the hand one control frame ago: a hand on its way is ahead of what follows it, blocked or not.
    """
    most_m = MOST_LEAD_M + TRAILS_FRAMES * distance(hand.position, before.position)
    most_rad = MOST_LEAD_RAD + TRAILS_FRAMES * _angle(before.rotation, hand.rotation)
    lead_m, lead_rad = distance(hand.position, true.position), _angle(true.rotation, hand.rotation)
    if lead_m > most_m:
        ahead = scale(subtract(hand.position, true.position), most_m / lead_m)
        hand = Pose(add(true.position, ahead), hand.rotation)
    if lead_rad > most_rad:
        hand = Pose(hand.position, quat_slerp(true.rotation, hand.rotation, most_rad / lead_rad))
    return hand


def resting_turn(hand: Hand, grip: Pose) -> Quat:
    """How a hand lies on a grip in the end: grips over a bar are made for one hand, the other takes them mirrored.

    ``grip`` is instrument_from_hand. Without this the wrong hand would have to turn its palm up.
    """
    palm = (-1.0, 0.0, 0.0) if hand is Hand.RIGHT else (1.0, 0.0, 0.0)
    return OTHER_WAY_ROUND if dot(grip.turn(palm), UP) > 0.5 else NO_ROTATION


def _step(gap: float, slowest: float, fastest: float, pace: float) -> float:
    return min(gap, min(fastest, max(slowest, gap / CLOSES_S)) * FRAME_S * pace)


def _angle(before: Quat, now: Quat) -> float:
    return norm(quat_to_rotation_vector(quat_multiply(now, quat_inverse(before))))
