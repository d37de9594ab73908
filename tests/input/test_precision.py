"""With the keyboard alone a patient person aims a drill and feeds it with a force of their choice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from operating import Operation, operation

from sim.core.events import EventKind
from sim.core.intents import FRAME_HZ, Hand, HandInput, InputFrame
from sim.core.model import InstrumentKind
from sim.core.pose import Pose, Vec3, angle_between, dot, norm, quat_from_axis_angle, scale, subtract, unit
from sim.core.snapshot import Snapshot
from sim.input.desktop import DesktopInput, Tuning
from sim.input.desktop.led_hand import tilt_axes
from sim.input.desktop.source import AT_REST, START
from sim.input.keymap import Action

REACTION_FRAMES = 15
"""A sixth of a second from what is seen to the key."""
TUNING = Tuning()
HANDLE = (0.0, 0.0, 1.0)


class Wish:
    """Wishes for the same hands until told otherwise."""

    def __init__(self) -> None:
        left, right = (HandInput(Pose(START[hand], AT_REST[hand])) for hand in Hand)
        self.frame = InputFrame(0, left, right)

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame:
        return replace(self.frame, index=index)


class AtKeys:
    """A person with a drill in the right hand, who from then on uses keys only."""

    def __init__(self, operating: Operation, wish: Wish) -> None:
        self.operating = operating
        self.desk: DesktopInput = operating.desk
        drills = (each for each in operating.session.scenario.instruments if each.kind is InstrumentKind.DRILL)
        self.drill = next(drills)
        self._bring_near(wish)

    def _bring_near(self, wish: Wish) -> None:
        """Take the drill and hold it leaning and aside before the bone, as a first try may be."""
        first_try = self.entry @ Pose((0.004, -0.003, 0.02), quat_from_axis_angle((0.6, 0.8, 0.0), math.radians(9.0)))
        grip = self.drill.rest @ self.drill.grip
        lifted = Pose(grip.position, self.drill.grip.rotation).moved((0.0, 0.0, 0.25))
        for palm, grasp in ((grip, True), (lifted, True), (first_try @ self.drill.grip, True)):
            wish.frame = replace(wish.frame, right=HandInput(palm, grasp))
            for _ in range(3 * FRAME_HZ):
                self.operating.step()
        assert self.snapshot.hand(Hand.RIGHT).holding == self.drill.id

    @property
    def snapshot(self) -> Snapshot:
        return self.operating.session.snapshot

    @property
    def entry(self) -> Pose:
        return self.snapshot.targets[0].entry

    @property
    def bit(self) -> Pose:
        return self.snapshot.instrument(self.drill.id).pose

    @property
    def lean_deg(self) -> float:
        return math.degrees(angle_between(self.bit.turn(HANDLE), self.entry.turn(HANDLE)))

    @property
    def aside(self) -> Vec3:
        """From the tip to the planned axis."""
        off, axis = subtract(self.entry.position, self.bit.position), self.entry.turn(HANDLE)
        return subtract(off, scale(axis, dot(off, axis)))

    def wait(self, frames: int) -> float:
        """Let time pass; the greatest force in it."""
        peak = 0.0
        for _ in range(frames):
            self.operating.act(self.desk.poll(len(self.operating.frames), self.snapshot))
            peak = max(peak, self.snapshot.gauges.force_n)
        return peak

    def hold(self, action: Action, down: bool) -> None:
        self.desk.key(self.desk.keymap.first(action), down)

    def aim(self) -> None:
        """Press the arrow keys, with Shift and without, first at the coarse pace and then at the fine one."""
        for fine in (False, True, True):
            self.hold(Action.FINE, fine)
            share = TUNING.fine_share if fine else 1.0
            self.hold(Action.SHIFT, True)
            self._press_arrows(*self._lean_wanted(), TUNING.nudge_rad * share)
            self.hold(Action.SHIFT, False)
            self._press_arrows(*self._shift_wanted(), TUNING.nudge_m * share)
        self.hold(Action.FINE, False)

    def _lean_wanted(self) -> tuple[float, float]:
        """Angles by which the handle has to lean right and away in the picture."""
        handle, goal = self.bit.turn(HANDLE), self.entry.turn(HANDLE)
        angle = angle_between(handle, goal)
        if angle < 1e-6:
            return 0.0, 0.0
        lean = unit(subtract(goal, scale(handle, dot(goal, handle))))
        right, away = tilt_axes(handle, self.operating.world_from_camera)
        return angle * dot(lean, right), angle * dot(lean, away)

    def _shift_wanted(self) -> tuple[float, float]:
        """Right and up in the picture; what is left lies along the drill."""
        camera = self.operating.world_from_camera
        ways = (camera.turn((1.0, 0.0, 0.0)), camera.turn((0.0, 0.0, 1.0)), self.entry.turn(HANDLE))
        right, up, _ = np.linalg.solve(np.array(ways).T, np.array(self.aside)).tolist()
        return right, up

    def _press_arrows(self, right: float, up: float, step: float) -> None:
        for amount, minus, plus in (
            (right, Action.NUDGE_LEFT, Action.NUDGE_RIGHT),
            (up, Action.NUDGE_DOWN, Action.NUDGE_UP),
        ):
            for _ in range(round(abs(amount) / step)):
                self.hold(plus if amount > 0.0 else minus, True)
                self.hold(plus if amount > 0.0 else minus, False)
                self.wait(3)
        self.wait(REACTION_FRAMES)


@pytest.fixture
def person() -> Iterator[AtKeys]:
    wish = Wish()
    with operation(wishes=wish) as operating:
        yield AtKeys(operating, wish)


def test_arrow_keys_aim_within_two_degrees_and_half_a_millimetre(person: AtKeys) -> None:
    assert person.lean_deg > 5.0
    assert norm(person.aside) > 0.002
    person.aim()
    assert person.lean_deg < 2.0
    assert norm(person.aside) < 0.0005


def test_keys_feed_the_drill_with_five_to_twenty_five_newtons(person: AtKeys) -> None:
    person.aim()
    person.hold(Action.TRIGGER, True)
    person.hold(Action.IRRIGATE, True)
    for _ in range(2):
        person.hold(Action.FEED_SLOWER, True)
        person.hold(Action.FEED_SLOWER, False)
    forces: list[float] = []
    for _ in range(40 * FRAME_HZ // REACTION_FRAMES):
        force = person.snapshot.gauges.force_n
        person.hold(Action.PUSH, force < 14.0)
        forces.append(person.wait(REACTION_FRAMES))
        if any(event.kind is EventKind.NEAR_CORTEX_PASSED for event in person.operating.events):
            break
    else:
        pytest.fail(f"The near cortex was not passed: {forces[-20:]}")
    first = next(number for number, force in enumerate(forces) if force >= 5.0)
    assert max(forces) <= 25.0
    assert np.mean(np.array(forces[first:]) >= 5.0) > 0.9
    assert person.snapshot.gauges.instrument == person.drill.id
