from __future__ import annotations

import subprocess
import sys

import pytest

from sim.core.controllers import CONTROLLERS, Control, Turning, controller
from sim.core.intents import Hand
from sim.xr.profiles import AIM_POSE, GRIP_POSE, PROFILES, VIBRATION, Profile, usable_profiles

BOTH = ("left", "right")
TOUCH = {
    "left": {"x/click", "y/click", "menu/click"},
    "right": {"a/click", "b/click"},
    "both": {"squeeze/value", "trigger/value", "thumbstick/x", "thumbstick/click"},
}
SPECIFIED: dict[str, dict[str, set[str]]] = {
    "khr/simple_controller": {"both": {"select/click", "menu/click"}},
    "oculus/touch_controller": TOUCH,
    "meta/touch_plus_controller": TOUCH,
    "meta/touch_controller_plus": TOUCH,
    "bytedance/pico4_controller": TOUCH,
    "valve/index_controller": {
        "both": {"a/click", "b/click", "squeeze/value", "trigger/value", "thumbstick/x", "thumbstick/click"}
    },
    "khr/generic_controller": {
        "both": {"primary/click", "secondary/click", "squeeze/value", "trigger/value", "thumbstick/x"}
        | {"thumbstick/click"}
    },
    "microsoft/motion_controller": {
        "both": {"menu/click", "squeeze/click", "trigger/value", "thumbstick/x", "thumbstick/click", "trackpad/click"}
    },
    "htc/vive_controller": {"both": {"menu/click", "squeeze/click", "trigger/value", "trackpad/x", "trackpad/click"}},
    "ext/hand_interaction_ext": {"both": {"pinch_ext/value", "grasp_ext/value", "aim_activate_ext/value"}},
}
"""What the OpenXR registry (xr.xml 1.1.61) lists for each profile, as far as we could want it."""

every_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.path.split("/", 2)[-1])


def specified(profile: Profile) -> set[str]:
    parts = SPECIFIED[profile.path.removeprefix("/interaction_profiles/")]
    paths = {f"/user/hand/{hand}/input/{each}" for hand in BOTH for each in parts["both"] | parts.get(hand, set())}
    paths |= {f"/user/hand/{hand}/input/{pose}/pose" for hand in BOTH for pose in ("grip", "aim")}
    haptic = set() if "hand_interaction" in profile.path else {f"/user/hand/{hand}/output/haptic" for hand in BOTH}
    return paths | haptic


@every_profile
def test_binds_only_paths_that_the_specification_lists(profile: Profile) -> None:
    assert {path for _, path in profile.bindings} <= specified(profile)


@every_profile
def test_both_hands_have_poses_and_all_they_operate_with(profile: Profile) -> None:
    known = controller(profile.path)
    assert known is not None
    for hand in Hand:
        actions = {action for action, path in profile.bindings if path.startswith(f"/user/hand/{hand}/")}
        needed = {GRIP_POSE, AIM_POSE, Control.GRASP.value, Control.TOOL.value, Control.SELECT.value}
        needed |= {Control.TURN.value} if known.style.turning is Turning.STICK else set()
        assert actions >= needed


@every_profile
def test_whatever_can_shake_does(profile: Profile) -> None:
    shakes = {path for action, path in profile.bindings if action == VIBRATION}
    assert shakes == {path for path in specified(profile) if "/output/" in path}


def test_every_controller_has_its_bindings() -> None:
    assert [profile.path for profile in PROFILES] == [known.profile for known in CONTROLLERS]


def names(api_1_1: bool, *extensions: str) -> set[str]:
    usable = usable_profiles(api_1_1, frozenset(extensions))
    return {profile.path.removeprefix("/interaction_profiles/") for profile in usable}


def test_openxr_1_0_without_extensions_knows_its_own_five() -> None:
    core = {"khr/simple_controller", "oculus/touch_controller", "valve/index_controller", "htc/vive_controller"}
    assert names(False) == core | {"microsoft/motion_controller"}


def test_1_1_and_extensions_add_what_they_are_for() -> None:
    assert names(True) - names(False) == {"meta/touch_plus_controller", "bytedance/pico4_controller"}
    assert names(False, "XR_BD_controller_interaction") - names(False) == {"bytedance/pico4_controller"}
    assert names(False, "XR_META_touch_controller_plus") - names(False) == {"meta/touch_controller_plus"}
    assert names(True, "XR_EXT_hand_interaction") - names(True) == {"ext/hand_interaction_ext"}
    assert names(True, "XR_KHR_generic_controller") - names(True) == {"khr/generic_controller"}


def test_the_tables_need_no_openxr() -> None:
    check = "import sys, sim.xr.profiles, sim.core.button_names; sys.exit('xr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
