"""Suggested bindings: which path of which interaction profile stands for which control. Pure data, no OpenXR needed.

What each part of a controller is for is said in `sim.core.controllers`; here is what OpenXR calls it. Paths are those
of the OpenXR 1.1 specification, section "Interaction Profile Paths", and of the extensions named; a runtime refuses a
profile for a single wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..core.controllers import CONTROLLERS, Control, Controller, Irrigating, Part
from ..core.intents import Hand

GRIP_POSE, AIM_POSE, VIBRATION = "grip", "aim", "vibration"
"""Actions besides the controls."""

_COMPONENTS: dict[Part, str] = {
    Part.TRIGGER: "trigger/value",
    Part.GRIP: "squeeze/value",
    Part.STICK: "thumbstick/x",
    Part.STICK_PRESS: "thumbstick/click",
    Part.PAD: "trackpad/x",
    Part.PAD_PRESS: "trackpad/click",
    Part.A: "a/click",
    Part.B: "b/click",
    Part.X: "x/click",
    Part.Y: "y/click",
    Part.MENU: "menu/click",
    Part.CLICK: "select/click",
    Part.PRIMARY: "primary/click",
    Part.SECONDARY: "secondary/click",
    Part.PINCH: "pinch_ext/value",
    Part.FIST: "grasp_ext/value",
}
"""Path of each part below ``/user/hand/<hand>/input/``. Rolling the wrist is no input of OpenXR's."""

_CLICKED_GRIP = {Part.GRIP: "squeeze/click"}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a runtime has to know for a profile; nothing by default: it is part of OpenXR 1.0."""

    extension: str = ""
    api_1_1: bool = False
    """Part of OpenXR 1.1 itself; the extension is for 1.0."""

    def met(self, api_1_1: bool, extensions: frozenset[str]) -> bool:
        """Whether the profile may be suggested."""
        if not self.extension and not self.api_1_1:
            return True
        return (self.api_1_1 and api_1_1) or self.extension in extensions


@dataclass(frozen=True, slots=True)
class _Row:
    needs: Needs = Needs()
    components: Mapping[Part, str] = field(default_factory=dict)
    """Where they differ from `_COMPONENTS`."""
    selects_by: str = ""
    """A component that means pointing and nothing else."""
    vibrates: bool = True


_ROWS: dict[str, _Row] = {
    "khr/simple_controller": _Row(),
    "oculus/touch_controller": _Row(),
    "meta/touch_plus_controller": _Row(Needs(api_1_1=True)),
    "meta/touch_controller_plus": _Row(Needs("XR_META_touch_controller_plus")),
    "bytedance/pico4_controller": _Row(Needs("XR_BD_controller_interaction", api_1_1=True)),
    "valve/index_controller": _Row(),
    "khr/generic_controller": _Row(Needs("XR_KHR_generic_controller")),
    "microsoft/motion_controller": _Row(components=_CLICKED_GRIP),
    "htc/vive_controller": _Row(components=_CLICKED_GRIP),
    "ext/hand_interaction_ext": _Row(
        Needs("XR_EXT_hand_interaction"), selects_by="aim_activate_ext/value", vibrates=False
    ),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """One interaction profile with all its bindings."""

    path: str
    needs: Needs
    bindings: tuple[tuple[str, str], ...]
    """Name of an action (a `Control`, or one of the three above) and the full path that stands for it."""
    rest: float
    """Share of a stick's way that means nothing."""


def _bindings(controller: Controller, row: _Row) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    components = {**_COMPONENTS, **row.components}
    # without a button of its own it is the tool's part, told apart where it is known what each hand holds
    asked_elsewhere = {Control.IRRIGATE} if controller.style.irrigating is Irrigating.OTHER_HAND else set()
    for hand in Hand:
        user = f"/user/hand/{hand.value}"
        for control, part in controller.parts(hand).items():
            component = row.selects_by if control is Control.SELECT and row.selects_by else components.get(part)
            if component and control not in asked_elsewhere:
                found.append((control.value, f"{user}/input/{component}"))
        found += [(GRIP_POSE, f"{user}/input/grip/pose"), (AIM_POSE, f"{user}/input/aim/pose")]
        if row.vibrates:
            found.append((VIBRATION, f"{user}/output/haptic"))
    return tuple(found)


PROFILES: tuple[Profile, ...] = tuple(
    Profile(controller.profile, row.needs, _bindings(controller, row), controller.style.rest)
    for controller in CONTROLLERS
    for row in (_ROWS[controller.profile.removeprefix("/interaction_profiles/")],)
)
"""Every profile that is known."""


def usable_profiles(api_1_1: bool, extensions: frozenset[str]) -> tuple[Profile, ...]:
    """The profiles that may be suggested to a runtime with these ``extensions`` switched on."""
    return tuple(profile for profile in PROFILES if profile.needs.met(api_1_1, extensions))
