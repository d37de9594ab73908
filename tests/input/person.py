"""A patient person at the desk, who does with mouse and keys what another input source wishes.

Every control frame the person looks where the led hand is, compares with the wish and makes the events that close the
gap: whole pixels of mouse, first coarse, then with the fine key. Answers, views and help are keys too: only what a
window would report goes to the desk.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from sim.core.intents import Command, CommandKind, Hand, HandInput, InputFrame
from sim.core.model import Instrument, Scenario
from sim.core.ports import InputSource
from sim.core.pose import (
    UP,
    Pose,
    Quat,
    Vec3,
    angle_between,
    distance,
    dot,
    norm,
    quat_between,
    quat_inverse,
    quat_multiply,
    quat_rotate,
    quat_to_rotation_vector,
    scale,
    subtract,
    unit,
)
from sim.core.snapshot import Phase, Snapshot
from sim.input.desktop import DesktopInput, Tuning
from sim.input.desktop.led_hand import tilt_axes
from sim.input.keymap import ANSWERS, Action

NEAR_M = 0.0002
NEAR_RAD = math.radians(0.15)
WAITING_FRAMES = 60
"""After grasping the person watches the instrument come upright."""

_KEYS = {
    CommandKind.HINT: Action.HINT,
    CommandKind.CONTINUE: Action.CONTINUE,
    CommandKind.PAUSE: Action.PAUSE,
    CommandKind.RESUME: Action.PAUSE,
    CommandKind.RESTART_STEP: Action.RESTART_STEP,
}


class Person:
    """An `InputSource`: wishes in, mouse and keys to the desk, the desk's frames out."""

    def __init__(self, desk: DesktopInput, wishes: InputSource, scenario: Scenario, world_from_camera: Pose) -> None:
        self._desk = desk
        self._wishes = wishes
        self._instruments = {each.id: each for each in scenario.instruments}
        self._camera = world_from_camera
        self._tuning = Tuning()
        self._down: set[Action] = set()
        self._last: InputFrame | None = None
        self._waiting = 0
        self._view = self._wanted_view = ""
        desk.set_view(world_from_camera)

    def look(self, view: str, world_from_camera: Pose) -> None:
        """The picture is now seen from another view."""
        self._view, self._camera = view, world_from_camera
        self._desk.set_view(world_from_camera)

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """Act on the wish for this control frame."""
        wish = self._wishes.poll(index, snapshot)
        if wish is None:
            return None
        for command in wish.commands:
            self._speak(command, snapshot)
        if self._wanted_view not in ("", self._view):
            self._press(Action.NEXT_VIEW)
        self._hold(Action.IRRIGATE, wish.irrigate)
        if self._last is not None and snapshot.phase is Phase.RUNNING:
            self._lead(wish, self._last, snapshot)
        self._last = self._desk.poll(index, snapshot)
        return self._last

    def _speak(self, command: Command, snapshot: Snapshot) -> None:
        """Press the key that says it; a view is then sought one after the other."""
        if command.kind is CommandKind.TAKE_VIEW:
            self._wanted_view = command.argument
        elif command.kind is CommandKind.ANSWER:
            assert snapshot.step.question is not None
            options = [option.id for option in snapshot.step.question.options]
            self._press(ANSWERS[options.index(command.argument)])
        else:
            self._press(_KEYS[command.kind])

    # --- which hand ---

    def _lead(self, wish: InputFrame, now: InputFrame, snapshot: Snapshot) -> None:
        hand = self._desk.active
        if self._wants_other(wish, now, hand):
            self._hold(Action.TRIGGER, False)
            self._press(Action.OTHER_HAND)
            hand = hand.other
        wanted, mine = wish.hand(hand), now.hand(hand)
        holding = snapshot.hand(hand).holding
        held = self._instruments[holding] if holding is not None else None
        self._turn(wanted, mine)
        self._waiting = max(0, self._waiting - 1)
        if self._waiting == 0 and held is not None:
            self._lean(wanted.target, mine.target, held)
        self._shift(wanted.target, mine.target, held)
        if wanted.grasp != mine.grasp and (not wanted.grasp or _gap(wanted, mine) < 0.002):
            self._press(Action.GRASP)
            self._waiting = WAITING_FRAMES if wanted.grasp else 0
        self._hold(Action.TRIGGER, wanted.trigger > 0.5)

    def _wants_other(self, wish: InputFrame, now: InputFrame, hand: Hand) -> bool:
        busy = wish.hand(hand).trigger > 0.5 or abs(wish.hand(hand).turn_rad - now.hand(hand).turn_rad) > 0.1
        if busy or self._waiting:
            return False
        here, there = (_need(wish.hand(each), now.hand(each)) for each in (hand, hand.other))
        return there > 0.001 and there > 4.0 * here

    # --- what the fingers do ---

    def _shift(self, wanted: Pose, mine: Pose, held: Instrument | None) -> None:
        """Move so that the tip (the palm, when empty) comes where it is wanted."""
        gap = subtract(_tip(wanted, held), _tip(mine, held))
        right, into, up = (dot(gap, self._camera.turn(axis)) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
        self._drag(right, up, self._tuning.metres_per_pixel, NEAR_M)
        self._hold(Action.DEPTH, True)
        self._drag(0.0, into, self._tuning.metres_per_pixel, NEAR_M)
        self._hold(Action.DEPTH, False)

    def _lean(self, wanted: Pose, mine: Pose, held: Instrument) -> None:
        """Tilt the handle, then roll what is left."""
        goal, handle = _handle(wanted.rotation, held), _handle(mine.rotation, held)
        angle = angle_between(handle, goal)
        if angle > NEAR_RAD:
            across, away = tilt_axes(handle, self._camera)
            lean = scale(unit(subtract(goal, scale(handle, dot(goal, handle)))), min(angle, 0.5))
            self._hold(Action.ROTATE, True)
            self._drag(dot(lean, across), dot(lean, away), self._tuning.radians_per_pixel, NEAR_RAD)
            self._hold(Action.ROTATE, False)
        tilted = quat_multiply(quat_between(handle, goal), mine.rotation)
        left = dot(quat_to_rotation_vector(quat_multiply(wanted.rotation, quat_inverse(tilted))), goal)
        self._hold(Action.FINE, abs(left) < math.radians(2.0))
        self._hold(Action.ROLL_RIGHT, left < -NEAR_RAD)
        self._hold(Action.ROLL_LEFT, left > NEAR_RAD)

    def _turn(self, wanted: HandInput, mine: HandInput) -> None:
        left = wanted.turn_rad - mine.turn_rad
        self._hold(Action.SHIFT, True)
        for fine in (False, True):
            step = self._tuning.wheel_turn_rad * (self._tuning.fine_share if fine else 1.0)
            notches = math.trunc(left / step)
            if notches:
                self._with_fine(fine, partial(self._desk.wheel, notches))
                left -= notches * step
        self._hold(Action.SHIFT, False)

    def _drag(self, right: float, up: float, per_pixel: float, near: float) -> None:
        """Whole pixels at the coarse pace, then the rest at the fine one."""
        if math.hypot(right, up) < near:
            return
        for fine in (False, True):
            size = per_pixel * (self._tuning.fine_share if fine else 1.0)
            dx, dy = (round(part / size) if fine else math.trunc(part / size) for part in (right, up))
            if dx or dy:
                self._with_fine(fine, partial(self._desk.mouse_moved, dx, -dy))
            right, up = right - dx * size, up - dy * size

    def _with_fine(self, fine: bool, act: Callable[[], None]) -> None:
        was = Action.FINE in self._down
        self._hold(Action.FINE, fine)
        act()
        self._hold(Action.FINE, was)

    def _hold(self, action: Action, down: bool) -> None:
        if down != (action in self._down):
            self._desk.key(self._desk.keymap.first(action), down)
            (self._down.add if down else self._down.discard)(action)

    def _press(self, action: Action) -> None:
        self._hold(action, True)
        self._hold(action, False)


def _tip(hand: Pose, held: Instrument | None) -> Vec3:
    return hand.position if held is None else (hand @ held.grip.inverse()).position


def _handle(rotation: Quat, held: Instrument) -> Vec3:
    return quat_rotate(quat_multiply(rotation, quat_inverse(held.grip.rotation)), UP)


def _gap(wanted: HandInput, mine: HandInput) -> float:
    return distance(wanted.target.position, mine.target.position)


def _need(wanted: HandInput, mine: HandInput) -> float:
    """How much there is to do for a hand, in metres or what is worth as much."""
    need = _gap(wanted, mine) + 0.05 * abs(wanted.turn_rad - mine.turn_rad)
    if wanted.grasp:
        turn = quat_multiply(wanted.target.rotation, quat_inverse(mine.target.rotation))
        need += 0.05 * norm(quat_to_rotation_vector(turn))
    return need + (0.05 if wanted.grasp != mine.grasp or wanted.trigger > 0.5 else 0.0)
