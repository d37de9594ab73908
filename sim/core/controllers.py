"""What a person may have in the hand before a headset, and which part of it does what. Pure data, no OpenXR.

Either hand has all that an operating hand needs (grasp, tool, turn, irrigate), so either may be the dominant one.
What a controller lacks is asked for on a panel (`lacking`). Which part does what is ours; which parts there are is the
OpenXR 1.1 specification's, section "Interaction Profile Paths" (`sim.xr.profiles` binds them).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .intents import Hand

_PROFILES = "/interaction_profiles/"


class Control(StrEnum):
    """What a person can do with a hand, besides moving it."""

    GRASP = "grasp"
    TOOL = "tool"
    TURN = "turn"
    SELECT = "select"
    IRRIGATE = "irrigate"
    NEXT_VIEW = "next_view"
    HELP = "help"
    MENU = "menu"


class Part(StrEnum):
    """A part of a controller, or of a bare hand. The value is its name's key (``key.<value>``) in the catalogue."""

    TRIGGER = "xr.trigger"
    GRIP = "xr.grip"
    STICK = "xr.stick"
    STICK_PRESS = "xr.stick_press"
    PAD = "xr.pad"
    PAD_PRESS = "xr.pad_press"
    A = "a"
    B = "b"
    X = "x"
    Y = "y"
    MENU = "xr.menu"
    CLICK = "xr.click"  # the select button of a controller that has little else
    PRIMARY = "xr.primary"
    SECONDARY = "xr.secondary"
    PINCH = "xr.pinch"
    FIST = "xr.fist"
    ROLL = "xr.roll"  # the wrist, while the tool's part is held


class Grasping(StrEnum):
    """How the grasp's part is used."""

    HOLD = "hold"  # closed as long as it is pressed
    TOGGLE = "toggle"  # a press closes the hand, the next one opens it


class Irrigating(StrEnum):
    """How water is asked for."""

    BUTTON = "button"  # a button of its own, on either hand
    OTHER_HAND = "other_hand"  # the tool's part of a hand whose instrument has no use for it, or that holds none


class Turning(StrEnum):
    """How a handle is turned in the fingers."""

    STICK = "stick"  # sideways on a stick or a pad
    WRIST = "wrist"  # rolling the wrist while the tool's part is held


@dataclass(frozen=True, slots=True)
class Style:
    """How the controls are used, where that differs from one controller to another.

    `sim.xr` answers for grasping and turning: `HeadsetHand.squeeze` and ``turn`` are what the hand does, whatever it
    takes to make it do so. Whose trigger asks for water only `sim.input.headset` can tell.
    """

    grasping: Grasping = Grasping.HOLD
    irrigating: Irrigating = Irrigating.BUTTON
    turning: Turning = Turning.STICK
    rest: float = 0.15
    """Share of a stick's or pad's way within which nothing turns: worn sticks rest that far off (ours)."""


@dataclass(frozen=True, slots=True)
class Controller:
    """One kind of controller (or the bare hand) by the path of its interaction profile."""

    profile: str
    left: Mapping[Control, Part]
    right: Mapping[Control, Part]
    style: Style = Style()

    def parts(self, hand: Hand) -> Mapping[Control, Part]:
        """What each part does in the given hand."""
        return self.left if hand is Hand.LEFT else self.right


_OPERATING = {
    Control.GRASP: Part.GRIP,
    Control.TOOL: Part.TRIGGER,
    Control.SELECT: Part.TRIGGER,
    Control.TURN: Part.STICK,
}
_TOUCH_LEFT = _OPERATING | {Control.IRRIGATE: Part.X, Control.HELP: Part.Y, Control.MENU: Part.MENU}
_TOUCH_RIGHT = _OPERATING | {Control.IRRIGATE: Part.A, Control.NEXT_VIEW: Part.B}
_INDEX = _OPERATING | {Control.IRRIGATE: Part.A, Control.MENU: Part.STICK_PRESS}
_GENERIC = _OPERATING | {Control.IRRIGATE: Part.PRIMARY, Control.MENU: Part.STICK_PRESS}
_MOTION = _OPERATING | {Control.IRRIGATE: Part.PAD_PRESS, Control.MENU: Part.MENU}
_VIVE = _OPERATING | {Control.TURN: Part.PAD, Control.IRRIGATE: Part.PAD_PRESS, Control.MENU: Part.MENU}
_SIMPLE = {
    Control.GRASP: Part.MENU,
    Control.TOOL: Part.CLICK,
    Control.SELECT: Part.CLICK,
    Control.TURN: Part.ROLL,
    Control.IRRIGATE: Part.CLICK,
}
_BARE = {
    Control.GRASP: Part.FIST,
    Control.TOOL: Part.PINCH,
    Control.SELECT: Part.PINCH,
    Control.TURN: Part.ROLL,
    Control.IRRIGATE: Part.PINCH,
}

# A thumb lies on a pad all the time, anywhere on its middle. A grip button under the little finger cannot be held for
# minutes. Two buttons are enough to operate with, not to rule a menu.
_VIVE_STYLE = Style(grasping=Grasping.TOGGLE, rest=0.5)
_SIMPLE_STYLE = Style(Grasping.TOGGLE, Irrigating.OTHER_HAND, Turning.WRIST)
_BARE_STYLE = Style(Grasping.HOLD, Irrigating.OTHER_HAND, Turning.WRIST)

BARE_HAND = f"{_PROFILES}ext/hand_interaction_ext"
"""Also said of hands whose joints are tracked where the headset itself knows no gestures."""

CONTROLLERS: tuple[Controller, ...] = (
    Controller(f"{_PROFILES}khr/simple_controller", _SIMPLE, _SIMPLE, _SIMPLE_STYLE),
    Controller(f"{_PROFILES}oculus/touch_controller", _TOUCH_LEFT, _TOUCH_RIGHT),
    Controller(f"{_PROFILES}meta/touch_plus_controller", _TOUCH_LEFT, _TOUCH_RIGHT),
    Controller(f"{_PROFILES}meta/touch_controller_plus", _TOUCH_LEFT, _TOUCH_RIGHT),
    Controller(f"{_PROFILES}bytedance/pico4_controller", _TOUCH_LEFT, _TOUCH_RIGHT),
    Controller(
        f"{_PROFILES}valve/index_controller",
        _INDEX | {Control.HELP: Part.B},
        _INDEX | {Control.NEXT_VIEW: Part.B},
    ),
    Controller(
        f"{_PROFILES}khr/generic_controller",
        _GENERIC | {Control.HELP: Part.SECONDARY},
        _GENERIC | {Control.NEXT_VIEW: Part.SECONDARY},
    ),
    Controller(
        f"{_PROFILES}microsoft/motion_controller",
        _MOTION | {Control.HELP: Part.STICK_PRESS},
        _MOTION | {Control.NEXT_VIEW: Part.STICK_PRESS},
    ),
    Controller(f"{_PROFILES}htc/vive_controller", _VIVE, _VIVE, _VIVE_STYLE),
    Controller(BARE_HAND, _BARE, _BARE, _BARE_STYLE),
)
"""Every controller that is known."""

_BY_PROFILE = {controller.profile: controller for controller in CONTROLLERS}


def controller(profile: str) -> Controller | None:
    """The controller of an interaction profile; None when it is none of ours."""
    return _BY_PROFILE.get(profile)


def style_of(profile: str) -> Style:
    """How the controls of an interaction profile are to be used."""
    known = controller(profile)
    return known.style if known else Style()


def lacking(left: str, right: str) -> frozenset[Control]:
    """The controls that neither hand has, by their interaction profiles: panels have to offer them."""
    hands = ((controller(left), Hand.LEFT), (controller(right), Hand.RIGHT))
    had = {control for known, hand in hands if known for control in known.parts(hand)}
    return frozenset(Control) - had
