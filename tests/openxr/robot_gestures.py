"""What a person in a headset does besides operating: choose on panels, look from elsewhere. A yield is a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from robot_body import Body, hand_aiming

from sim.core.intents import Hand
from sim.core.pose import UP, Pose, add, cross, distance, quat_from_axes, scale, subtract, unit
from sim.core.snapshot import Snapshot
from sim.core.views import View
from sim.panels.pointing import FINGER_M

Pictures = Iterator[None]
PATIENCE = 100
"""Pictures after which a person who sees nothing happen does it again."""
BEFORE_M, BEHIND_M = 0.06, 0.02
"""A poke begins and ends so far from the panel."""
POKE_M = 0.015
"""How far a fingertip comes from one picture to the next while it pokes: 0.3 m/s at 20 pictures a second."""
POINTS_FROM_M = 0.3
"""From the button, to point at it with a ray."""


@dataclass(frozen=True)
class Seen:
    """What a picture shows."""

    snapshot: Snapshot
    world_from_play: Pose
    """Where in the room the person stands: they see the room around them."""
    buttons: Mapping[str, Pose]
    """world_from_button of what can be chosen on panels now: x right, z up, y away from the reader."""


class Gestures:
    """Moves a body by what it sees. ``seconds`` is how long pictures are shown."""

    def __init__(self, body: Body, views: Mapping[str, View]) -> None:
        self._body = body
        self._views = views
        self.seen: Seen
        self.seconds = 0.05

    def poke(self, name: str, hand: Hand) -> Pictures:
        """Push a button with the forefinger until it is gone."""
        while name in self.seen.buttons:
            button = self._in_play(self.seen.buttons[name])
            yield from self._reach(hand, _hand_with_tip(button, -BEFORE_M))
            depth = -BEFORE_M
            while depth < BEHIND_M:
                depth += POKE_M
                yield from self._reach(hand, _hand_with_tip(button, depth))
            yield from self._reach(hand, _hand_with_tip(button, -BEFORE_M))
            yield from self._until(lambda: name not in self.seen.buttons)

    def point(self, name: str, hand: Hand) -> Pictures:
        """Point at a button with the ray and pull the trigger until it is gone."""
        while name in self.seen.buttons:
            button = self._in_play(self.seen.buttons[name])
            yield from self._reach(hand, hand_aiming(_aim_at(button)))
            fingers = self._body.fingers[hand]
            for fingers.trigger in (0.0, 1.0, 1.0, 0.0, 0.0):
                yield
            yield from self._until(lambda: name not in self.seen.buttons)

    def lean_to(self, view: str) -> Pictures:
        """Look from a view by going there with the head."""
        upright = self._body.head.pose
        there = self._in_play(self._views[view].pose)
        while not self._body.head.go(there, self.seconds):
            yield
        yield from self._until(lambda: view not in self.seen.snapshot.step.views_wanted)
        while not self._body.head.go(upright, self.seconds):
            yield

    def be_moved_to(self, view: str) -> Pictures:
        """Look from a view by being put there with a button, and come back the same way."""
        home = self.seen.world_from_play
        while view in self.seen.snapshot.step.views_wanted:
            yield from self._press_next_view()
            yield from self._until(lambda: view not in self.seen.snapshot.step.views_wanted, 40)
        while distance(self.seen.world_from_play.position, home.position) > 1e-6:
            yield from self._press_next_view()

    def _press_next_view(self) -> Pictures:
        place = self.seen.world_from_play
        fingers = self._body.fingers[Hand.RIGHT]
        for fingers.b in (True, True, False):
            yield
        yield from self._until(lambda: self.seen.world_from_play != place, 10 * PATIENCE)  # after the picture is dark

    def _reach(self, hand: Hand, to: Pose) -> Pictures:
        while not self._body.arms[hand].go(to, self.seconds):
            yield
        yield

    def _until(self, done: Callable[[], bool], pictures: int = PATIENCE) -> Pictures:
        for _ in range(pictures):
            if done():
                return
            yield

    def _in_play(self, world_from_thing: Pose) -> Pose:
        return self.seen.world_from_play.inverse() @ world_from_thing


def _hand_with_tip(button: Pose, depth_m: float) -> Pose:
    """The hand whose fingertip is so far behind a button, straight before it."""
    return hand_aiming(button @ Pose((0.0, depth_m - FINGER_M, 0.0)))


def _aim_at(button: Pose) -> Pose:
    """A ray from below the button's right side, as one points at something on a wall."""
    start = button.apply((0.4 * POINTS_FROM_M, -POINTS_FROM_M, -0.4 * POINTS_FROM_M))
    ahead = unit(subtract(button.position, start))
    right = unit(cross(ahead, UP))
    return Pose(add(start, scale(ahead, 0.0)), quat_from_axes(right, cross(right, ahead)))
