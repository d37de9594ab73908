"""Which button to name beside each control, as `sim.input.keymap.shown_keys` does for a desk."""

from __future__ import annotations

from collections.abc import Mapping

from .controllers import Control, Controller, Irrigating, Part, Turning, controller
from .intents import Hand

_CONTROL_KEYS = {
    Control.GRASP: "control.grasp",
    Control.TOOL: "control.trigger",
    Control.IRRIGATE: "control.irrigate",
    Control.NEXT_VIEW: "control.next_view",
    Control.HELP: "control.hint",
    Control.MENU: "control.pause",
    Control.SELECT: "control.continue",
}
"""What the catalogue calls each control, but for turning, which has a control for each way."""

LEFT_NAME, RIGHT_NAME, OTHER_HAND_NAME = "xr.left", "xr.right", "xr.other_hand"


def shown_buttons(profile: str, dominant: Hand, other_profile: str | None = None) -> dict[str, tuple[str, ...]]:
    """Control of the catalogue -> names (``key.<name>`` in the catalogue, a letter is itself) of its button.

    ``profile`` is the interaction profile of the dominant hand, ``other_profile`` the other hand's where it is another
    one. A control that neither hand has is not among them.
    """
    own, other = controller(profile), controller(profile if other_profile is None else other_profile)
    shown = _shown(own, dominant, other) if own else {}
    return (_shown(other, dominant.other, own) if other else {}) | shown


def _shown(own: Controller, hand: Hand, other: Controller | None) -> dict[str, tuple[str, ...]]:
    parts = own.parts(hand)
    theirs = other.parts(hand.other) if other else {}
    shown = {}
    for control, part in parts.items():
        if control is not Control.TURN:
            shown[_CONTROL_KEYS[control]] = (part.value, *_whose(control, part, hand, theirs))
    if own.style.irrigating is Irrigating.OTHER_HAND:
        shown["control.irrigate"] = (OTHER_HAND_NAME, parts[Control.IRRIGATE].value)
    return shown | _turns(own, parts)


def _whose(control: Control, part: Part, hand: Hand, theirs: Mapping[Control, Part]) -> tuple[str, ...]:
    """The hand's name where the same part of the other hand does something else."""
    mistaken = part in theirs.values() and theirs.get(control) is not part
    return (LEFT_NAME if hand is Hand.LEFT else RIGHT_NAME,) if mistaken else ()


def _turns(own: Controller, parts: Mapping[Control, Part]) -> dict[str, tuple[str, ...]]:
    held = (parts[Control.TOOL].value,) if own.style.turning is Turning.WRIST else ()
    way = parts[Control.TURN].value
    return {"control.turn": (*held, f"{way}_right"), "control.turn_back": (*held, f"{way}_left")}
