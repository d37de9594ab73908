"""Following what comes picture by picture in control frames of another rate."""

from __future__ import annotations

from ...core.pose import Pose, distance, interpolate, norm, quat_inverse, quat_multiply, quat_to_rotation_vector

JUMP_M = 0.10
JUMP_M_S = 6.0
JUMP_RAD = 0.6
JUMP_RAD_S = 25.0
"""Nobody moves a hand faster: what goes farther between two pictures was tracking that jumped (ours)."""


class Pace:
    """How many control frames pass between two pictures: four or five at 20 Hz, one at 90 Hz, now and then none."""

    def __init__(self) -> None:
        self._frames = 0
        self._frames_before = 1
        self._span = 1.0

    def picture(self) -> None:
        """A new picture begins."""
        self._span = max(1.0, (self._frames + self._frames_before) / 2.0)
        self._frames_before, self._frames = self._frames, 0

    def frame(self) -> float:
        """A control frame passes: how far the way to the newest picture is gone now, up to 1."""
        self._frames += 1
        return min(1.0, self._frames / self._span)


class Followed:
    """A pose that is led from picture to picture without ever running past the newest."""

    def __init__(self, pose: Pose) -> None:
        self.pose = pose
        self._start = self._goal = pose

    @property
    def goal(self) -> Pose:
        """The newest."""
        return self._goal

    def jump(self, to: Pose) -> None:
        """Be there at once."""
        self.pose = self._start = self._goal = to

    def lead(self, to: Pose) -> None:
        """Go there until the next picture."""
        self._start, self._goal = self.pose, to

    def advance(self, share: float) -> None:
        """Be this share of the way to the newest."""
        self.pose = self._goal if share >= 1.0 else interpolate(self._start, self._goal, share)


def jumped(before: Pose, now: Pose, seconds: float) -> bool:
    """Whether nobody could have moved from one pose to the other in that time."""
    turned = norm(quat_to_rotation_vector(quat_multiply(now.rotation, quat_inverse(before.rotation))))
    moved = distance(before.position, now.position)
    return moved > JUMP_M + JUMP_M_S * seconds or turned > JUMP_RAD + JUMP_RAD_S * seconds
