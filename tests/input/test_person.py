"""A patient person reaches any pose at the desk, and can pick up, turn and put back."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from desk import DRILL, DRIVER, Desk, scenario
from person import Person

from sim.core.intents import FRAME_HZ, Command, CommandKind, Hand, HandInput, InputFrame
from sim.core.pose import Pose, angle_between, distance, quat_from_axis_angle, quat_multiply
from sim.core.snapshot import Snapshot
from sim.input.desktop import DesktopInput

SURGEON = Pose((0.1, -0.56, 1.5), quat_from_axis_angle((1.0, 0.0, 0.0), -0.75))
ABOVE = Pose((0.0, 0.0, 2.0), quat_from_axis_angle((1.0, 0.0, 0.0), -1.5))


class Wish:
    """Wishes for the same frame until told otherwise."""

    def __init__(self, frame: InputFrame) -> None:
        self.frame = frame

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame:
        return replace(self.frame, index=index)


class Play:
    """A desk, a person before it and what the person wishes."""

    def __init__(self, view: Pose = SURGEON, dominant: Hand = Hand.RIGHT) -> None:
        self.desk = Desk()
        self.input = DesktopInput(scenario(), dominant=dominant)
        first = self.input.poll(0, self.desk.snapshot)
        self.desk.take(first)
        self.wish = Wish(first)
        self.person = Person(self.input, self.wish, scenario(), view)

    def until(self, wish: InputFrame, seconds: float) -> InputFrame:
        self.wish.frame = wish
        for _ in range(int(seconds * FRAME_HZ)):
            frame = self.person.poll(self.desk.frame.index + 1, self.desk.snapshot)
            assert frame is not None
            self.desk.take(frame)
            self.wish.frame = replace(self.wish.frame, commands=())
        return self.desk.frame

    def take(self, instrument: str) -> None:
        held = scenario().instrument(instrument)
        palm = Pose((held.rest @ held.grip).position, held.grip.rotation)
        self.until(replace(self.wish.frame, right=HandInput(palm, True)), 2.5)
        assert self.desk.holders[instrument] is Hand.RIGHT


@pytest.mark.parametrize("view", [SURGEON, ABOVE], ids=["surgeon", "above"])
@pytest.mark.parametrize("lean_deg", [(0.0, 0.0, 0.0), (20.0, -15.0, 30.0), (-30.0, 25.0, -80.0)])
def test_reaches_a_pose_within_a_third_of_a_millimetre_and_degree(
    view: Pose, lean_deg: tuple[float, float, float]
) -> None:
    play = Play(view)
    play.take("drill")
    pitch, yaw, roll = (math.radians(angle) for angle in lean_deg)
    rotation = quat_multiply(
        quat_from_axis_angle((1.0, 0.0, 0.0), pitch),
        quat_multiply(quat_from_axis_angle((0.0, 1.0, 0.0), yaw), quat_from_axis_angle((0.0, 0.0, 1.0), roll)),
    )
    goal = Pose((0.0123, 0.0071, 1.0217), rotation)
    play.until(replace(play.wish.frame, right=HandInput(goal @ DRILL.grip, True)), 3.0)
    drill = play.desk.poses["drill"]
    assert distance(drill.position, goal.position) < 0.0003
    for axis in ((0.0, 0.0, 1.0), (1.0, 0.0, 0.0)):
        assert math.degrees(angle_between(drill.turn(axis), goal.turn(axis))) < 0.3


def test_follows_a_slow_feed_and_pulls_the_trigger() -> None:
    play = Play()
    play.take("drill")
    start = Pose((0.0, 0.0, 1.05)) @ DRILL.grip
    play.until(replace(play.wish.frame, right=HandInput(start, True)), 1.5)
    play.until(replace(play.wish.frame, right=HandInput(start, True, 1.0), irrigate=True), 1.0)
    assert play.desk.frame.right.trigger == 1.0
    assert play.desk.frame.irrigate
    for millimetres in range(30):
        target = start.moved((0.0, 0.0, -0.001 * millimetres))
        play.until(replace(play.wish.frame, right=HandInput(target, True, 1.0), irrigate=True), 0.1)
        assert distance(play.desk.poses["drill"].position, (0.0, 0.0, 1.05 - 0.001 * millimetres)) < 0.0004
    play.until(replace(play.wish.frame, right=HandInput(start, True)), 0.5)
    assert play.desk.frame.right.trigger == 0.0


def test_turns_the_driver_as_far_as_wished() -> None:
    play = Play()
    play.take("driver")
    wish = play.wish.frame.right
    for turned in (1.0, 5.0, 30.0, 28.5):
        frame = play.until(replace(play.wish.frame, right=replace(wish, turn_rad=turned)), 0.5)
        assert frame.right.turn_rad == pytest.approx(turned, abs=0.05)


def test_uses_both_hands_one_after_the_other() -> None:
    play = Play()
    play.take("drill")
    left = Pose((-0.05, -0.1, 1.1), play.wish.frame.left.target.rotation)
    right = play.wish.frame.right.target.moved((-0.1, 0.05, 0.1))
    wish = replace(play.wish.frame, left=HandInput(left), right=HandInput(right, True))
    frame = play.until(wish, 2.0)
    assert distance(frame.left.target.position, left.position) < 0.0012
    assert distance(frame.right.target.position, right.position) < 0.0012


def test_puts_back_and_passes_commands_on() -> None:
    play = Play()
    play.take("driver")
    away = Pose((0.0, 0.0, 1.1)) @ DRIVER.grip
    play.until(replace(play.wish.frame, right=HandInput(away, True)), 1.0)
    palm = Pose((DRIVER.rest @ DRIVER.grip).position, DRIVER.grip.rotation)
    play.until(replace(play.wish.frame, right=HandInput(palm, True)), 1.0)
    wish = replace(play.wish.frame, right=HandInput(palm), commands=(Command(CommandKind.HINT),))
    play.until(wish, 0.5)
    assert "driver" not in play.desk.holders
    assert play.desk.commands == [Command(CommandKind.HINT)]


def test_a_left_handed_person_gets_there_too() -> None:
    play = Play(dominant=Hand.LEFT)
    play.take("drill")
    goal = Pose((0.02, 0.03, 1.04)) @ DRILL.grip
    play.until(replace(play.wish.frame, right=HandInput(goal, True)), 2.0)
    assert distance(play.desk.poses["drill"].position, (0.02, 0.03, 1.04)) < 0.0003
