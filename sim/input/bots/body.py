"""A bot's two hands: smooth reaches with tremor, one input frame at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ...core.intents import FRAME_S, Command, Hand, HandInput, InputFrame, rounded
from ...core.pose import Pose, Vec3, add, distance, interpolate, norm, quat_from_axis_angle, quat_multiply, scale
from ...core.snapshot import Snapshot
from .skill import Skill

Frames = Iterator[None]
"""Every ``yield`` lets one control frame pass."""


BRACED_SHARE = 0.3
"""Of the tremor that is left when the hand is braced (ours)."""
ROOM_M = 0.12
"""Shorter movements lead along an axis or into a place and leave no room for detours."""


class Body:
    """Targets of both hands, and what the bot sees."""

    def __init__(self, skill: Skill, seen: Snapshot, random: np.random.Generator) -> None:
        self.skill = skill
        self.seen = seen
        self.random = random
        self.target = {hand: seen.hand(hand).target for hand in Hand}
        self.grasp = dict.fromkeys(Hand, False)
        self.trigger = dict.fromkeys(Hand, 0.0)
        self.turn = dict.fromkeys(Hand, 0.0)
        self.irrigate = False
        self.braced = False
        """The hand rests on the patient while a tip looks for its hole."""
        self._commands: list[Command] = []
        self._phases = {hand: random.uniform(0.0, 2.0 * math.pi, (6, 2)) for hand in Hand}

    def say(self, command: Command) -> None:
        """Give a command with the next frame."""
        self._commands.append(command)

    def frame(self, index: int) -> InputFrame:
        """What the hands do now."""
        commands, self._commands = tuple(self._commands), []
        hands = {hand: self._hand(hand, index * FRAME_S) for hand in Hand}
        return rounded(
            InputFrame(index, hands[Hand.LEFT], hands[Hand.RIGHT], irrigate=self.irrigate, commands=commands)
        )

    def _hand(self, hand: Hand, time_s: float) -> HandInput:
        share = BRACED_SHARE if self.braced else 1.0
        shake = tuple(share * s for s in self._tremor(hand, time_s))
        target = self.target[hand]
        position = add(target.position, scale((shake[0], shake[1], shake[2]), self.skill.tremor_m))
        axis = (shake[3], shake[4], shake[5])
        rotation = quat_from_axis_angle(axis, self.skill.tremor_rad * norm(axis))
        pose = Pose(position, quat_multiply(rotation, target.rotation))
        return HandInput(pose, self.grasp[hand], self.trigger[hand], self.turn[hand])

    def _tremor(self, hand: Hand, time_s: float) -> tuple[float, ...]:
        """Six oscillations about 1, made of a slow sway and the 8 to 10 Hz of physiological tremor."""
        values = []
        for i, (slow, fast) in enumerate(self._phases[hand].tolist()):
            sway = math.sin(2.0 * math.pi * (0.7 + 0.13 * i) * time_s + slow)
            values.append(sway + 0.5 * math.sin(2.0 * math.pi * (8.3 + 0.3 * i) * time_s + fast))
        return tuple(values)

    def wait(self, seconds: float) -> Frames:
        """Hold still."""
        for _ in range(max(1, round(seconds / FRAME_S))):
            yield

    def move(self, hand: Hand, to: Pose, slow: float = 1.0) -> Frames:
        """Reach to a hand pose; ``slow`` stretches the time. The unpractised correct themselves on the way."""
        count = self.skill.submovements
        start = self.target[hand]
        for number in range(1, count + 1):
            yield from self._stroke(hand, self._waypoint(start, to, number / count), slow)

    def _waypoint(self, start: Pose, to: Pose, share: float) -> Pose:
        """A point on the way, off the line by a tenth of it where there is room."""
        away = distance(start.position, to.position)
        there = interpolate(start, to, share)
        if share >= 1.0 or away < ROOM_M:
            return there
        off = self.random.normal(0.0, 0.1 * away / self.skill.submovements, 3).tolist()
        return there.moved((off[0], off[1], abs(off[2])))

    def _stroke(self, hand: Hand, to: Pose, slow: float) -> Frames:
        """One movement with least jerk."""
        start = self.target[hand]
        away = distance(start.position, to.position)
        seconds = slow * max(0.35, 0.95 * away / self.skill.reach_speed_m_s + 0.15)
        count = max(2, round(seconds / FRAME_S))
        for i in range(1, count + 1):
            t = i / count
            share = t * t * t * (10.0 - 15.0 * t + 6.0 * t * t)
            self.target[hand] = interpolate(start, to, share)
            yield

    def shift(self, hand: Hand, by: Vec3) -> None:
        """Move a hand's target at once by a little."""
        self.target[hand] = self.target[hand].moved(by)

    def pull(self, hand: Hand, to: float, seconds: float) -> Frames:
        """Pull or release a trigger evenly."""
        start = self.trigger[hand]
        count = max(1, round(seconds / FRAME_S))
        for i in range(1, count + 1):
            self.trigger[hand] = start + (to - start) * i / count
            yield
