"""One hand, from what OpenXR says of it to what the trainer needs: with a controller or bare, whatever that can do."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.controllers import BARE_HAND, Grasping, Style, Turning, style_of
from ..core.headset import Button, HeadsetHand
from ..core.intents import Hand
from ..core.pose import IDENTITY, Pose
from .gestures import BareHand, aim_from_joints, hand_from_joints
from .latch import Latch
from .wrist import WristTurn

NO_BUTTONS: frozenset[Button] = frozenset()
_SELECTS = frozenset({Button.SELECT})


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is."""

    grip: Pose | None = None
    """base_from_hand; None where it is not measured now."""
    aim: Pose | None = None
    """base_from_aim, likewise."""
    there: bool = False
    """Whether there is a controller at all, seen or not."""


@dataclass(frozen=True, slots=True)
class Held:
    """What it holds down."""

    grasp: float = 0.0
    tool: float = 0.0
    turn: float = 0.0
    buttons: frozenset[Button] = NO_BUTTONS


class Side:
    """Remembers where the hand was last, and what it has begun."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.profile = ""
        """Path of the interaction profile; empty without a controller."""
        self._gestures = BareHand()
        self._wrist = WristTurn()
        self._latch = Latch()
        self._grip: Pose = IDENTITY
        self._aim: Pose = IDENTITY
        self._closed = 0.0
        """How far it was closed as a bare hand."""

    def take_up(self, profile: str) -> bool:
        """The hand has another controller, or none; False when it is the one it had."""
        if profile == self.profile:
            return False
        self.profile = profile
        self._latch = Latch()
        return True

    def away(self) -> HeadsetHand:
        """While the person looks at something else."""
        return HeadsetHand(grip=self._grip, aim=self._aim, profile=self.profile)

    def read(self, found: Found, held: Held, fingers: tuple[Pose, ...]) -> HeadsetHand:
        """What the hand does now. ``fingers`` are its joints where they are seen.

        A hand that is not seen keeps its last poses. Its controller is still heard; bare, it goes on holding what it
        held, because it is out of sight and not open.
        """
        grip, aim, profile = found.grip, found.aim, self.profile
        bare = profile in ("", BARE_HAND) or not found.there
        if bare and fingers:
            profile, held = BARE_HAND, self._meant(fingers)
            grip, aim = grip or hand_from_joints(fingers, self._hand), aim or aim_from_joints(fingers)
        elif bare and grip is None:
            held = Held(grasp=self._closed)
        self._closed = held.grasp if bare else 0.0
        self._grip, self._aim = grip or self._grip, aim or self._aim
        style, tracked = style_of(profile), grip is not None
        return HeadsetHand(
            tracked=tracked,
            grip=self._grip,
            aim=self._aim,
            squeeze=self._latch.read(held.grasp) if style.grasping is Grasping.TOGGLE else held.grasp,
            trigger=held.tool,
            turn=self._turn(style, held, tracked),
            buttons=held.buttons,
            fingers=fingers,
            profile=profile,
        )

    def _meant(self, fingers: tuple[Pose, ...]) -> Held:
        gesture = self._gestures.read(fingers)
        return Held(gesture.squeeze, gesture.trigger, 0.0, _SELECTS if gesture.select else NO_BUTTONS)

    def _turn(self, style: Style, held: Held, tracked: bool) -> float:
        if style.turning is Turning.WRIST:
            return self._wrist.read(self._grip, held.tool, tracked)
        beyond = (abs(held.turn) - style.rest) / (1.0 - style.rest)
        return 0.0 if beyond <= 0.0 else min(1.0, beyond) * (1.0 if held.turn > 0.0 else -1.0)
