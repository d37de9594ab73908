"""What a bot does with instruments, whatever the procedure: take, put back, bring to a pose."""

from __future__ import annotations

from ...core.intents import Hand
from ...core.model import Scenario
from ...core.pose import Pose, add, scale
from .body import Body, Frames

LIFT_M = 0.10
REACHES = 3
"""How often a hand that took a neighbour reaches again."""


class Handwork:
    """Taking and placing, on top of a body."""

    def __init__(self, scenario: Scenario, body: Body) -> None:
        self.scenario = scenario
        self.body = body

    def holding(self, hand: Hand) -> str | None:
        """What a hand holds."""
        return self.body.seen.hand(hand).holding

    def hand_for(self, instrument: str, pose: Pose) -> Pose:
        """Where the hand is when it holds an instrument at a pose."""
        return pose @ self.scenario.instrument(instrument).grip

    def take(self, hand: Hand, instrument: str) -> Frames:
        """Reach for an instrument and close the hand on it."""
        for _ in range(REACHES):
            if self.holding(hand) == instrument:
                return
            yield from self.put_back(hand)
            grip = self.hand_for(instrument, self.body.seen.instrument(instrument).pose)
            yield from self.over(hand, grip)
            yield from self.body.move(hand, grip)
            self.body.grasp[hand] = True
            yield from self.body.wait(0.2)
            if self.holding(hand) in (instrument, None):
                break
        if self.holding(hand) == instrument and not self.body.seen.instrument(instrument).fixed:
            yield from self.lift(hand)

    def put_back(self, hand: Hand) -> Frames:
        """Lay what a hand holds in its place, and open the hand."""
        instrument = self.holding(hand)
        self.body.trigger[hand] = 0.0
        if instrument is not None:
            rest = self.hand_for(instrument, self.scenario.instrument(instrument).rest)
            yield from self.lift(hand)
            yield from self.over(hand, rest)
            yield from self.body.move(hand, rest.moved((0.0, 0.0, 0.02)))
        if self.body.grasp[hand]:
            self.body.grasp[hand] = False
            yield from self.body.wait(0.15)

    def lift(self, hand: Hand) -> Frames:
        """Straight up, out of the way."""
        yield from self.body.move(hand, self.body.target[hand].moved((0.0, 0.0, LIFT_M)))

    def over(self, hand: Hand, grip: Pose) -> Frames:
        """Above a pose."""
        yield from self.body.move(hand, grip.moved((0.0, 0.0, LIFT_M)))

    def bring(self, hand: Hand, instrument: str, goal: Pose, back_m: float) -> Frames:
        """Bring an instrument into line with a goal, ``back_m`` before it along its axis, then to it."""
        before = withdrawn(goal, back_m)
        yield from self.body.move(hand, self.hand_for(instrument, before))
        yield from self.body.wait(0.15)

    def advance(self, hand: Hand, instrument: str, goal: Pose, slow: float = 1.5) -> Frames:
        """Straight to a goal."""
        yield from self.body.move(hand, self.hand_for(instrument, goal), slow)


def withdrawn(pose: Pose, back_m: float) -> Pose:
    """A pose moved back along its own axis (towards the handle)."""
    return Pose(add(pose.position, scale(pose.turn((0.0, 0.0, 1.0)), back_m)), pose.rotation)
