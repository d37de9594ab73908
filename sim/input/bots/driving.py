"""How a bot turns handles: countersink, tap, screw."""

from __future__ import annotations

from collections.abc import Callable

from ...core.intents import FRAME_S, Hand
from ...core.pose import Pose, add, dot, scale, subtract
from .body import Frames
from .instruments import Handwork, withdrawn

PUSH_M = 0.003
"""The hand stays this far ahead of the instrument: about 15 N."""
LONGEST_S = 60.0
FINDS_S = 3.0
FINDS_M = 0.002
"""A screw that has found its hole is this deep after that time."""


class Driving:
    """Turning an instrument that stands on a goal's axis."""

    def __init__(self, work: Handwork, hand: Hand) -> None:
        self._work = work
        self._body = work.body
        self._hand = hand

    def turn_in(self, instrument: str, goal: Pose, done: Callable[[], bool], push_m: float = PUSH_M) -> Frames:
        """Turn clockwise, following the instrument down, until ``done``."""
        body, hand = self._body, self._hand
        into = scale(goal.turn((0.0, 0.0, 1.0)), -1.0)
        start = self._work.hand_for(instrument, goal)
        lead = 0.0
        for _ in range(round(LONGEST_S / FRAME_S)):
            if done():
                return
            lead = min(push_m, lead + 0.010 * FRAME_S)
            at = subtract(body.seen.instrument(instrument).pose.position, goal.position)
            body.target[hand] = Pose(add(start.position, scale(into, dot(at, into) + lead)), start.rotation)
            body.turn[hand] += self._rate() * FRAME_S
            yield

    def screw_in(self, driver: str, goal: Pose, tight: Callable[[], bool]) -> Frames:
        """Turn a screw in until it is tight, or until the hand feels that it has missed its hole."""
        into = scale(goal.turn((0.0, 0.0, 1.0)), -1.0)
        frames = 0

        def missed() -> bool:
            nonlocal frames
            frames += 1
            depth = dot(subtract(self._body.seen.instrument(driver).pose.position, goal.position), into)
            return frames * FRAME_S > FINDS_S and depth < FINDS_M

        yield from self.turn_in(driver, goal, lambda: tight() or missed())

    def _rate(self) -> float:
        """Slower as the torque grows."""
        share = self._body.seen.gauges.torque_share or 0.0
        near_end = share > 0.45 * self._body.skill.torque_aim
        return self._body.skill.turn_rad_s * (0.15 if near_end else 1.0)

    def turn_out(self, instrument: str, goal: Pose, inside: Callable[[], bool]) -> Frames:
        """Turn back until the instrument is out."""
        body, hand = self._body, self._hand
        into = scale(goal.turn((0.0, 0.0, 1.0)), -1.0)
        start = self._work.hand_for(instrument, goal)
        for _ in range(round(LONGEST_S / FRAME_S)):
            if not inside():
                break
            at = subtract(body.seen.instrument(instrument).pose.position, goal.position)
            body.target[hand] = Pose(add(start.position, scale(into, dot(at, into) - 0.001)), start.rotation)
            body.turn[hand] -= 1.6 * body.skill.turn_rad_s * FRAME_S
            yield

    def away(self, instrument: str, goal: Pose, back_m: float = 0.06) -> Frames:
        """Straight back along the axis."""
        yield from self._body.move(self._hand, self._work.hand_for(instrument, withdrawn(goal, back_m)))
