"""What a person wants, sampled once per control frame: the only thing that goes into a session.

Desktop, headset, bot and recording all make the same `InputFrame`. Its floats are float32 values
(see `rounded`), so that a run file holds exactly what the session saw.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from enum import StrEnum

from .pose import IDENTITY, Pose

FRAME_HZ = 90
"""Control frames a second; the simulation's only clock."""

FRAME_S = 1.0 / FRAME_HZ


class Hand(StrEnum):
    """Which hand."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Hand:
        """The opposite hand."""
        return Hand.RIGHT if self is Hand.LEFT else Hand.LEFT


class CommandKind(StrEnum):
    """Discrete wishes, each a key, a button or a poke on a panel."""

    ANSWER = "answer"  # argument: the option's id
    CONTINUE = "continue"  # acknowledge a panel
    HINT = "hint"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART_STEP = "restart_step"
    NEXT_VIEW = "next_view"
    TAKE_VIEW = "take_view"  # argument: the view's id
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Command:
    """One discrete wish."""

    kind: CommandKind
    argument: str = ""


@dataclass(frozen=True, slots=True)
class HandInput:
    """One hand.

    ``target`` is where the person's hand is (world_from_hand), not where a blocked instrument lets it be.
    The hand frame has its origin in the palm; an instrument hangs on it by ``Instrument.grip``.
    ``turn_rad`` is the unbounded angle by which the fingers have turned the handle about the instrument's
    axis, positive clockwise as seen from the handle (drives a screw in). ``trigger`` is 0 to 1.
    """

    target: Pose = IDENTITY
    grasp: bool = False
    trigger: float = 0.0
    turn_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class InputFrame:
    """Everything a person does in one control frame (1/90 s)."""

    index: int
    left: HandInput
    right: HandInput
    head: Pose = IDENTITY
    irrigate: bool = False
    commands: tuple[Command, ...] = ()

    def hand(self, hand: Hand) -> HandInput:
        """The given hand's input."""
        return self.left if hand is Hand.LEFT else self.right


_NINE = struct.Struct("<9f")


def _rounded_hand(hand: HandInput) -> HandInput:
    values = _NINE.unpack(_NINE.pack(*hand.target.position, *hand.target.rotation, hand.trigger, hand.turn_rad))
    target = Pose(values[0:3], values[3:7])
    return HandInput(target, hand.grasp, values[7], values[8])


def rounded(frame: InputFrame) -> InputFrame:
    """The frame with every float rounded to float32, as a run file stores it."""
    head = _rounded_hand(HandInput(frame.head)).target
    return replace(frame, left=_rounded_hand(frame.left), right=_rounded_hand(frame.right), head=head)
