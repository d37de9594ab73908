"""Pointing at panels in the air, with a fingertip that pokes or a ray that chooses.

Everything is in one frame, the room's. A panel's own frame has its origin in its middle, x to the reader's right, z up
and y away from the reader. A click happens once: for a ray when select goes down, for a finger when its tip passes
the surface from in front, and then not again before it has drawn back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..core.headset import Button, HeadsetHand
from ..core.intents import Hand
from ..core.pose import IDENTITY, Pose, Vec3, add, scale
from .poking import FingerState, Poke

INDEX_TIP = 10
"""Of the joints of XR_EXT_hand_tracking."""
FINGER_M = 0.08
"""From a controller's grip to where a fingertip is taken to be, along the aim."""
LONGEST_RAY_M = 3.0
LEAST_SLOPE = 0.1
"""A ray that meets a panel flatter than this (sine) means something else."""


class How(StrEnum):
    """What a hand points with."""

    RAY = "ray"
    FINGER = "finger"


@dataclass(frozen=True, slots=True)
class Pointing:
    """One hand, tracked."""

    aim: Pose
    """world_from_aim: +y along the ray."""
    fingertip: Vec3
    select: bool = False
    """Whether what chooses is down."""
    holding: bool = False
    """Whether the hand holds an instrument: then it points only where a choice is asked for."""


def pointing_of(hand: HeadsetHand, world_from_play: Pose = IDENTITY, holding: bool = False) -> Pointing:
    """A hand as a headset tells it."""
    aim = world_from_play @ hand.aim
    tip = add(world_from_play.apply(hand.grip.position), scale(aim.turn((0.0, 1.0, 0.0)), FINGER_M))
    if len(hand.fingers) > INDEX_TIP:
        tip = world_from_play.apply(hand.fingers[INDEX_TIP].position)
    return Pointing(aim, tip, Button.SELECT in hand.buttons, holding)


@dataclass(frozen=True, slots=True)
class Area:
    """Something on a panel that can be chosen: metres from its upper left corner, to the right and down."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, place: tuple[float, float]) -> bool:
        """Whether a place lies in it."""
        return self.left <= place[0] <= self.right and self.top <= place[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Target:
    """A panel that can be pointed at."""

    panel: str
    pose: Pose
    """world_from_panel."""
    width_m: float
    height_m: float
    areas: tuple[Area, ...] = ()
    """Later ones lie over earlier ones."""
    demands: bool = False
    """Whether it asks for a choice: then it may be pointed at whatever the hand holds."""

    def place(self, x: float, z: float) -> tuple[float, float] | None:
        """A point of its plane from its upper left corner (right, down); None outside."""
        right, down = x + self.width_m / 2.0, self.height_m / 2.0 - z
        return (right, down) if 0.0 <= right <= self.width_m and 0.0 <= down <= self.height_m else None

    def area(self, place: tuple[float, float]) -> int | None:
        """The number of the area at a place."""
        return next((number for number in reversed(range(len(self.areas))) if self.areas[number].holds(place)), None)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a hand points at."""

    panel: str
    how: How
    place: tuple[float, float]
    """Metres from the panel's upper left corner, to the right and down."""
    distance_m: float
    """Along the ray, or from the fingertip to the surface (negative behind it)."""
    area: int | None
    clicked: bool = False


class Pointers:
    """Both hands, from one picture to the next."""

    def __init__(self) -> None:
        self._hands = {hand: _Pointer() for hand in Hand}

    @property
    def captured(self) -> frozenset[Hand]:
        """The hands whose select belongs to a panel now, until it is let go."""
        return frozenset(hand for hand, pointer in self._hands.items() if pointer.captured)

    def update(self, hands: Mapping[Hand, Pointing], targets: Sequence[Target]) -> dict[Hand, Pointed]:
        """What each hand points at; a hand that is not given is not tracked."""
        found = {}
        for hand, pointer in self._hands.items():
            pointed = pointer.update(hands.get(hand), targets)
            if pointed is not None:
                found[hand] = pointed
        return found


class _Pointer:
    """One hand."""

    def __init__(self) -> None:
        self.captured = False
        self._selecting = True
        """Whether select was down; at first it has to be let go once."""
        self._fingers: dict[str, FingerState] = {}

    def update(self, hand: Pointing | None, targets: Sequence[Target]) -> Pointed | None:
        if hand is None:
            self.captured, self._selecting, self._fingers = False, True, {}
            return None
        open_to = [target for target in targets if target.demands or not hand.holding]
        pressed = hand.select and not self._selecting
        pointed = self._poke(hand, open_to) or _by_ray(hand, open_to, pressed)
        self._capture(hand, pointed, open_to, pressed)
        self._selecting = hand.select
        return pointed

    def _poke(self, hand: Pointing, targets: Sequence[Target]) -> Pointed | None:
        self._fingers = {target.panel: self._fingers.get(target.panel, FingerState()) for target in targets}
        nearest: Pointed | None = None
        for target in targets:
            finger = self._fingers[target.panel]
            poke = finger.follow(target.pose, hand.fingertip, target.place)
            if poke is not None and (nearest is None or poke.clicked or poke.front_m < nearest.distance_m):
                nearest = _by_finger(target, poke)
                if poke.clicked:
                    break
        return nearest

    def _capture(self, hand: Pointing, pointed: Pointed | None, targets: Sequence[Target], pressed: bool) -> None:
        """Take a hand's select when it points at something to choose, but never in the middle of a press."""
        if hand.select and not pressed:
            return
        demanding = {target.panel for target in targets if target.demands}
        self.captured = pointed is not None and (pointed.area is not None or pointed.panel in demanding)


def _by_finger(target: Target, poke: Poke) -> Pointed:
    return Pointed(target.panel, How.FINGER, poke.place, poke.front_m, target.area(poke.place), poke.clicked)


def _by_ray(hand: Pointing, targets: Sequence[Target], pressed: bool) -> Pointed | None:
    """What the ray meets first, from in front."""
    nearest: Pointed | None = None
    for target in targets:
        panel_from_aim = target.pose.inverse() @ hand.aim
        start, ahead = panel_from_aim.position, panel_from_aim.turn((0.0, 1.0, 0.0))
        if start[1] >= 0.0 or ahead[1] < LEAST_SLOPE:
            continue
        length = -start[1] / ahead[1]
        place = target.place(start[0] + length * ahead[0], start[2] + length * ahead[2])
        if place is not None and length <= LONGEST_RAY_M and (nearest is None or length < nearest.distance_m):
            nearest = Pointed(target.panel, How.RAY, place, length, target.area(place), pressed)
    return nearest
