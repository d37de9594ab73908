"""The robot's head and arms, which never jump, and how Monado's remote driver is told. Poses are in play space."""

from __future__ import annotations

import math
from dataclasses import dataclass

from remote import Remote, RemoteController

from sim.core.intents import Hand
from sim.core.pose import (
    Pose,
    distance,
    interpolate,
    norm,
    quat_inverse,
    quat_multiply,
    quat_to_rotation_vector,
)
from sim.core.views import STANDING_EYES_M
from sim.input.headset.twist import STICK_DEAD_SHARE, STICK_RAD_S
from sim.xr.axes import gripped, hand_to_xr, pose_to_xr

ARM_M_S, ARM_RAD_S = 2.5, 10.0
HEAD_M_S, HEAD_RAD_S = 0.8, 2.0
STICK_REST = 0.15
"""Share of an Index controller's stick that means nothing (`core.controllers.Style.rest`)."""
_STANDING = Pose((0.0, 0.0, STANDING_EYES_M))
_HANGING = {Hand.LEFT: Pose((-0.2, 0.3, 1.1)), Hand.RIGHT: Pose((0.2, 0.3, 1.1))}


@dataclass
class Part:
    """A head or a hand: play_from_head, or play_from_hand in the hand frame of docs/conventions.md."""

    pose: Pose
    fastest_m_s: float
    fastest_rad_s: float

    def go(self, to: Pose, seconds: float) -> bool:
        """Move on towards a pose for that long; whether it is there."""
        turn = quat_to_rotation_vector(quat_multiply(to.rotation, quat_inverse(self.pose.rotation)))
        needed = max(distance(self.pose.position, to.position) / self.fastest_m_s, norm(turn) / self.fastest_rad_s)
        there = needed <= seconds
        self.pose = to if there else interpolate(self.pose, to, seconds / needed)
        return there


@dataclass
class Fingers:
    """What the fingers of one hand do."""

    squeezes: bool = False
    trigger: float = 0.0
    turn_rad_s: float = 0.0
    """How fast the handle is to turn in the fingers, clockwise positive."""
    a: bool = False
    b: bool = False


class Body:
    """A person who stands upright with hanging arms until something is asked of them."""

    def __init__(self) -> None:
        self.head = Part(_STANDING, HEAD_M_S, HEAD_RAD_S)
        self.arms = {hand: Part(_HANGING[hand], ARM_M_S, ARM_RAD_S) for hand in Hand}
        self.fingers = {hand: Fingers() for hand in Hand}

    def tell(self, remote: Remote) -> None:
        """Write everything into the packet that is sent next."""
        remote.head.pose = Pose(*pose_to_xr(self.head.pose))
        for hand, controller in ((Hand.LEFT, remote.left), (Hand.RIGHT, remote.right)):
            self._tell_hand(hand, controller)

    def _tell_hand(self, hand: Hand, controller: RemoteController) -> None:
        fingers = self.fingers[hand]
        controller.pose = Pose(*hand_to_xr(self.arms[hand].pose))  # the controller's pose is its grip exactly
        controller.squeeze = float(fingers.squeezes)
        controller.trigger = fingers.trigger
        controller.thumbstick = (stick_for(fingers.turn_rad_s), 0.0)
        controller.a_click, controller.b_click = fingers.a, fingers.b


def hand_aiming(aim: Pose) -> Pose:
    """Where the hand is when its controller's ray starts at ``aim`` (+y along the ray): aim and grip are one here."""
    return gripped(*pose_to_xr(aim))


def stick_for(rad_s: float) -> float:
    """How far to push a stick to turn a handle that fast."""
    if abs(rad_s) < 1e-3:
        return 0.0
    eased = math.sqrt(min(1.0, abs(rad_s) / STICK_RAD_S))
    told = STICK_DEAD_SHARE + (1.0 - STICK_DEAD_SHARE) * eased
    return math.copysign(STICK_REST + (1.0 - STICK_REST) * told, rad_s)
