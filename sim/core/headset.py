"""What a headset tells for one picture, and where its eyes are: the only thing that leaves `sim.xr`.

Poses are in *play space*: metres, z up, y ahead of the person as the headset was last centred, origin on the floor
below them. Where that floor lies in the room is for `sim.input.headset` to say. Rotations are of our frames
(docs/conventions.md), never of OpenXR's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .intents import Hand
from .pose import IDENTITY, Pose


class Button(StrEnum):
    """What a button of a headset is for, whichever button that is."""

    SELECT = "select"  # chooses what the hand points at
    IRRIGATE = "irrigate"
    NEXT_VIEW = "next_view"
    HELP = "help"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Fov:
    """An eye's field of view: angles from straight ahead, right and up positive (radians)."""

    left_rad: float
    right_rad: float
    up_rad: float
    down_rad: float


@dataclass(frozen=True, slots=True)
class Eye:
    """One eye. ``pose``: +x right in the picture, +y into it, +z up."""

    pose: Pose
    fov: Fov


@dataclass(frozen=True, slots=True)
class HeadsetHand:
    """One hand, with or without a controller."""

    tracked: bool = False
    """False while the headset does not know where it is; then the poses are the last known ones."""
    grip: Pose = IDENTITY
    """play_from_hand, in the hand frame of docs/conventions.md."""
    aim: Pose = IDENTITY
    """play_from_aim: +y along the ray that the hand points with, +z up."""
    squeeze: float = 0.0
    """0 open, 1 closed: by a grip button, a click, or the fingers themselves."""
    trigger: float = 0.0
    turn: float = 0.0
    """-1 to 1: turn the handle in the fingers, clockwise positive."""
    buttons: frozenset[Button] = frozenset()
    """Those that are down."""
    fingers: tuple[Pose, ...] = ()
    """play_from_joint of the 26 joints of XR_EXT_hand_tracking, in its order; empty without hand tracking."""
    profile: str = ""
    """Path of the interaction profile, such as ``/interaction_profiles/oculus/touch_controller``."""


@dataclass(frozen=True, slots=True)
class HeadsetState:
    """Everything for one picture, predicted for the moment at which it will be seen."""

    time_s: float
    """That moment, on the headset's own clock."""
    head: Pose = IDENTITY
    """play_from_head, with the axes of an eye."""
    left: HeadsetHand = field(default_factory=HeadsetHand)
    right: HeadsetHand = field(default_factory=HeadsetHand)
    focused: bool = True
    """False while the person looks at something else, such as the system's menu: input means nothing then."""
    recentred: bool = False
    """Play space has jumped since the state before: nothing may be swept from there to here."""

    def hand(self, hand: Hand) -> HeadsetHand:
        """The given hand."""
        return self.left if hand is Hand.LEFT else self.right
