"""Which key, mouse button or gamepad button does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from ..core.errors import ProctorError
from ..core.intents import Hand


class Action(StrEnum):
    """What a key can be bound to. Values are the names used in the settings file."""

    TRIGGER = "trigger"
    GRASP = "grasp"
    OTHER_HAND = "other_hand"
    ROTATE = "rotate"  # hold: the mouse tilts the instrument instead of moving it
    DEPTH = "depth"  # hold: the mouse moves to and from the eye instead of up and down
    FINE = "fine"  # hold: everything slower
    SHIFT = "shift"  # hold: the wheel turns the driver, the nudge keys tilt
    PUSH = "push"
    PULL = "pull"
    FEED_FASTER = "feed_faster"
    FEED_SLOWER = "feed_slower"
    ROLL_LEFT = "roll_left"
    ROLL_RIGHT = "roll_right"
    TURN = "turn"
    TURN_BACK = "turn_back"
    NUDGE_LEFT = "nudge_left"
    NUDGE_RIGHT = "nudge_right"
    NUDGE_UP = "nudge_up"
    NUDGE_DOWN = "nudge_down"
    IRRIGATE = "irrigate"
    NEXT_VIEW = "next_view"
    HINT = "hint"
    PAUSE = "pause"
    RESTART_STEP = "restart_step"
    CONTINUE = "continue"
    ANSWER_1 = "answer_1"
    ANSWER_2 = "answer_2"
    ANSWER_3 = "answer_3"
    ANSWER_4 = "answer_4"
    ANSWER_5 = "answer_5"
    ANSWER_6 = "answer_6"
    ANSWER_7 = "answer_7"
    ANSWER_8 = "answer_8"
    ANSWER_9 = "answer_9"


ANSWERS: tuple[Action, ...] = tuple(action for action in Action if action.value.startswith("answer_"))

CONTROLS: dict[str, tuple[Action | str, ...]] = {
    "control.move": ("mouse",),
    "control.depth": (Action.PUSH, Action.PULL, "wheel"),
    "control.rotate": (Action.ROTATE,),
    "control.roll": (Action.ROLL_LEFT, Action.ROLL_RIGHT),
    "control.grasp": (Action.GRASP,),
    "control.trigger": (Action.TRIGGER,),
    "control.turn": (Action.TURN,),
    "control.turn_back": (Action.TURN_BACK,),
    "control.irrigate": (Action.IRRIGATE,),
    "control.next_view": (Action.NEXT_VIEW,),
    "control.hint": (Action.HINT,),
    "control.pause": (Action.PAUSE,),
    "control.restart_step": (Action.RESTART_STEP,),
    "control.other_hand": (Action.OTHER_HAND,),
    "control.continue": (Action.CONTINUE,),
    "control.fine": (Action.FINE,),
}
"""What the catalogue calls each control, and what it is bound to."""

# Key names are Panda3D's; mouse1 is the left button, mouse2 the middle one, mouse3 the right one, and a gamepad's
# buttons carry "pad_" before their name.
_COMMON: dict[Action, tuple[str, ...]] = {
    Action.OTHER_HAND: ("tab", "pad_face_y"),
    Action.DEPTH: ("space", "pad_lshoulder"),
    Action.FINE: ("control", "alt", "pad_lstick"),
    Action.SHIFT: ("shift",),
    Action.FEED_FASTER: ("]",),
    Action.FEED_SLOWER: ("[",),
    Action.NUDGE_LEFT: ("arrow_left",),
    Action.NUDGE_RIGHT: ("arrow_right",),
    Action.NUDGE_UP: ("arrow_up",),
    Action.NUDGE_DOWN: ("arrow_down",),
    Action.NEXT_VIEW: ("v", "pad_rstick"),
    Action.HINT: ("h", "pad_back"),
    Action.PAUSE: ("p", "escape", "pad_start"),
    Action.RESTART_STEP: ("backspace",),
    Action.CONTINUE: ("enter", "pad_face_b"),
    **{action: (str(number),) for number, action in enumerate(ANSWERS, start=1)},
}

_RIGHT_HANDED: dict[Action, tuple[str, ...]] = {
    Action.TRIGGER: ("mouse1",),
    Action.ROTATE: ("mouse3",),
    Action.GRASP: ("g", "mouse2", "pad_face_a"),
    Action.PUSH: ("w", "pad_dpad_up"),
    Action.PULL: ("s", "pad_dpad_down"),
    Action.ROLL_LEFT: ("q", "pad_dpad_left"),
    Action.ROLL_RIGHT: ("e", "pad_dpad_right"),
    Action.TURN: ("x", "pad_rshoulder"),
    Action.TURN_BACK: ("z", "pad_face_x"),
    Action.IRRIGATE: ("f", "pad_left_trigger"),
}

# The mouse in the left hand, the keys under the right one.
_LEFT_HANDED: dict[Action, tuple[str, ...]] = {
    **_RIGHT_HANDED,
    Action.TRIGGER: ("mouse3",),
    Action.ROTATE: ("mouse1",),
    Action.GRASP: ("j", "mouse2", "pad_face_a"),
    Action.PUSH: ("i", "pad_dpad_up"),
    Action.PULL: ("k", "pad_dpad_down"),
    Action.ROLL_LEFT: ("u", "pad_dpad_left"),
    Action.ROLL_RIGHT: ("o", "pad_dpad_right"),
    Action.TURN: (".", "pad_rshoulder"),
    Action.TURN_BACK: (",", "pad_face_x"),
    Action.IRRIGATE: ("l", "pad_left_trigger"),
}


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Every action's keys; the first is the one to show."""

    keys: Mapping[Action, tuple[str, ...]]

    def action(self, key: str) -> Action | None:
        """What a key does; None when it does nothing."""
        return next((action for action, keys in self.keys.items() if key in keys), None)

    def first(self, action: Action) -> str:
        """The key to show for an action."""
        return self.keys[action][0]


def shown_keys(keymap: KeyMap) -> dict[str, tuple[str, ...]]:
    """The keys (``mouse`` and ``wheel`` among them) to show beside each control of the catalogue."""
    return {
        control: tuple(keymap.first(each) if isinstance(each, Action) else each for each in bound)
        for control, bound in CONTROLS.items()
    }


def default_keys(dominant: Hand = Hand.RIGHT) -> KeyMap:
    """The keys as delivered, for the hand that leads the mouse."""
    own = _RIGHT_HANDED if dominant is Hand.RIGHT else _LEFT_HANDED
    return KeyMap({action: {**_COMMON, **own}[action] for action in Action})


def remapped(keymap: KeyMap, changes: Mapping[str, str]) -> KeyMap:
    """The map with other keys for some actions (action -> key); a changed action keeps its gamepad button.

    Raises ProctorError for an unknown action or a key that would do two things.
    """
    keys = dict(keymap.keys)
    for name, key in changes.items():
        action = _action(name)
        pad = () if key.startswith("pad_") else tuple(each for each in keys[action] if each.startswith("pad_"))
        keys[action] = (key, *pad)
    seen: dict[str, Action] = {}
    for action, names in keys.items():
        for key in names:
            if key in seen:
                raise ProctorError(
                    f"The key '{key}' is set for both '{seen[key]}' and '{action}'.",
                    remedy="Give one of them another key in the settings.",
                )
            seen[key] = action
    return KeyMap(keys)


def _action(name: str) -> Action:
    if name in list(Action):
        return Action(name)
    near = get_close_matches(name, [action.value for action in Action], n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Use one of: {', '.join(Action)}."
    raise ProctorError(f"The settings give a key to '{name}', which is no control.", remedy=hint)
