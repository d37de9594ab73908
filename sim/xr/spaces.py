"""Which reference space the play space is built on, and when it jumps.

LOCAL_FLOOR is what we want: origin on the floor below the person, as last centred. STAGE has the floor but not the
person's place, so the first known head says where that is; LOCAL has the person but not the floor, so a standing
person's height is assumed until the trainer is told otherwise.
"""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from enum import Enum

import xr

from ..core.errors import HeadsetError
from ..core.pose import IDENTITY, UP, Pose, quat_from_axis_angle, quat_rotate
from .instance import Log, Runtime

EYES_M = 1.60
"""Height of a standing person's eyes where the headset does not know the floor (ours; about the mean of adults)."""


class Kind(Enum):
    """Reference spaces, best first."""

    LOCAL_FLOOR = "LOCAL_FLOOR"
    STAGE = "STAGE"
    LOCAL = "LOCAL"


def best_kind(offered: frozenset[str]) -> Kind:
    """The best of the spaces that a runtime offers; HeadsetError when it offers none that we know."""
    for kind in Kind:
        if kind.value in offered:
            return kind
    raise HeadsetError("The headset tracks no space to stand in.", remedy="Set up its play area.")


def floor_heading(head: Pose) -> Pose:
    """The place on the floor below a head, turned to where it faces; z up, y ahead."""
    ahead = quat_rotate(head.rotation, (0.0, 1.0, 0.0))
    if math.hypot(ahead[0], ahead[1]) < 1e-3:  # straight up or down: the top of the head or the chin points the way
        ahead = quat_rotate(head.rotation, (0.0, 0.0, -math.copysign(1.0, ahead[2])))
    turn = math.atan2(-ahead[0], ahead[1])
    return Pose((head.position[0], head.position[1], 0.0), quat_from_axis_angle(UP, turn))


@dataclass(slots=True)
class _Jump:
    """A recentring that is announced for a moment (nanoseconds of the runtime's clock)."""

    change_time: int


class PlaySpace:
    """The reference space of a session, and how play space lies in it."""

    def __init__(self, runtime: Runtime, session: xr.Session, log: Log) -> None:
        """Make the space; HeadsetError when the runtime offers none."""
        offered = frozenset(xr.ReferenceSpaceType(each).name for each in xr.enumerate_reference_spaces(session))
        if not (runtime.api_1_1 or "XR_EXT_local_floor" in runtime.extensions):
            offered -= {Kind.LOCAL_FLOOR.value}
        self.kind = best_kind(offered)
        log(f"reference spaces offered: {', '.join(sorted(offered))}; used: {self.kind.value}")
        self.handle = xr.create_reference_space(
            session, xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType[self.kind.value], xr.Posef())
        )
        self._follows_local = self.kind is Kind.LOCAL_FLOOR and "XR_EXT_local_floor" not in runtime.extensions
        self._log = log
        self._jumps: list[_Jump] = []
        self._centred = self.kind is not Kind.STAGE
        self._from_space = Pose((0.0, 0.0, EYES_M)) if self.kind is Kind.LOCAL else IDENTITY

    def play_from(self, space_from_thing: Pose) -> Pose:
        """A pose that was located in the reference space, in play space."""
        return self._from_space @ space_from_thing

    def space_from(self, play_from_thing: Pose) -> Pose:
        """A pose in play space, in the reference space."""
        return self._from_space.inverse() @ play_from_thing

    def announce(self, reference_space: int, change_time: int) -> None:
        """The runtime will centre its spaces anew at a time (nanoseconds)."""
        told = xr.ReferenceSpaceType(reference_space).name
        if told == self.kind.value or (self._follows_local and told == Kind.LOCAL.value):
            self._log("recentred by the person")
            self._jumps.append(_Jump(change_time))

    def jumped(self, display_time: int) -> bool:
        """Whether a recentring takes effect with the picture of this time; True once for each."""
        due = [jump for jump in self._jumps if display_time >= jump.change_time]
        self._jumps = [jump for jump in self._jumps if jump not in due]
        return bool(due)

    def centre(self, space_from_head: Pose) -> bool:
        """Let the first known head of a STAGE say where the person stands; True when play space moved by it."""
        if self._centred:
            return False
        self._centred = True
        self._from_space = floor_heading(space_from_head).inverse()
        self._log("stage centred on the person")
        return True

    def close(self) -> None:
        """Give the space back."""
        with contextlib.suppress(xr.XrException):
            xr.destroy_space(self.handle)
