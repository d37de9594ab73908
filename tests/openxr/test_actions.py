"""`sim.xr.actions` in a real runtime: bindings that it takes, hands that it sees, with controllers and without."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from application import Application
from remote import Curl, Remote, RemoteController
from runtime import Devices, Runtime

from sim.core.controllers import BARE_HAND
from sim.core.pose import Pose, distance, quat_from_axis_angle, quat_rotate
from sim.xr.gestures import JOINTS
from sim.xr.profiles import usable_profiles

HANDS = "XR_EXT_hand_tracking"
EXTENSIONS_1_1 = (HANDS, "XR_EXT_hand_interaction")
EXTENSIONS_1_0 = (*EXTENSIONS_1_1, "XR_META_touch_controller_plus", "XR_BD_controller_interaction")
INDEX = "/interaction_profiles/valve/index_controller"

SENT_S = 0.02
"""Longer than a packet has taken to arrive."""


class Look:
    """Asks inside/actions_watch.py."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._asked = 0
        application.wait_for("watching")

    def __call__(self, word: str = "look") -> dict[str, Any]:
        """What it says to a word: to ``look``, both hands by name."""
        self._asked += 1
        time.sleep(SENT_S)
        self._application.say(word)
        self._application.wait_for(f"\ntold {self._asked}\n")
        return dict(json.loads(self.said.splitlines()[-2]) or {})

    @property
    def said(self) -> str:
        return self._application.output


@contextmanager
def watching(runtime: Runtime, version: str = "1.1", *extensions: str) -> Iterator[Look]:
    """An application that reads hands; it ends in order, and nothing may be wrong with it."""
    application = runtime.open("actions_watch.py", version, *extensions)
    look = Look(application)
    yield look
    look("end")
    assert application.wait().faults == []


@pytest.mark.parametrize(("version", "extensions"), [("1.1", EXTENSIONS_1_1), ("1.0", EXTENSIONS_1_0), ("1.0", ())])
def test_every_usable_profile_is_taken(
    runtime: Runtime, person: Remote, version: str, extensions: tuple[str, ...]
) -> None:
    expected = [profile.path for profile in usable_profiles(version == "1.1", frozenset(extensions))]
    with watching(runtime, version, *extensions) as look:
        assert f"bindings suggested for: {', '.join(expected)}" in look.said
        assert "refused" not in look.said


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_hands_are_where_they_are_in_our_axes(runtime: Runtime, person: Remote, version: str) -> None:
    upright = quat_from_axis_angle((1.0, 0.0, 0.0), 1.5707963)  # the rod's thumb end up, the forearm behind
    person.left.pose = Pose((-0.30, 1.10, -0.50), upright)
    person.right.pose = Pose((0.25, 1.20, -0.40))
    person.send()
    with watching(runtime, version) as look:
        seen = look()
    left, right = seen["left"], seen["right"]
    assert left["tracked"]
    assert right["tracked"]
    assert distance(tuple(left["grip"]["position"]), (-0.30, 0.50, 1.10)) < 1e-6
    assert distance(tuple(right["aim"]["position"]), (0.25, 0.40, 1.20)) < 1e-6
    assert distance(quat_rotate(tuple(left["grip"]["rotation"]), (0.0, 0.0, 1.0)), (0.0, 0.0, 1.0)) < 1e-6
    assert distance(quat_rotate(tuple(right["aim"]["rotation"]), (0.0, 1.0, 0.0)), (0.0, 1.0, 0.0)) < 1e-6
    assert left["profile"] == right["profile"] == INDEX
    assert left["fingers"] == right["fingers"] == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_each_part_does_what_the_table_says_in_either_hand(runtime: Runtime, person: Remote, side: str) -> None:
    hand: RemoteController = getattr(person, side)
    with watching(runtime) as look:

        def held(**what: object) -> dict[str, Any]:
            for name, value in what.items():
                setattr(hand, name, value)
            person.send()
            seen = look()
            other = seen["right" if side == "left" else "left"]
            assert (other["squeeze"], other["trigger"], other["turn"], other["buttons"]) == (0.0, 0.0, 0.0, [])
            return dict(seen[side])

        assert held(squeeze=0.8)["squeeze"] == pytest.approx(0.8)
        assert held(squeeze=0.0, trigger=0.5)["trigger"] == pytest.approx(0.5)
        assert held()["buttons"] == []
        assert held(trigger=0.9)["buttons"] == ["select"]
        assert held(trigger=0.0, thumbstick=(0.1, 0.0))["turn"] == 0.0
        assert 0.4 < held(thumbstick=(0.6, 0.0))["turn"] < 0.6
        assert held(thumbstick=(-1.0, 0.0))["turn"] == -1.0
        assert held(thumbstick=(0.0, 0.0), a_click=True)["buttons"] == ["irrigate"]
        assert held(a_click=False, b_click=True)["buttons"] == ["help" if side == "left" else "next_view"]
        assert held(b_click=False, thumbstick_click=True)["buttons"] == ["menu"]


def test_a_hand_that_is_lost_keeps_its_place_and_comes_back(runtime: Runtime, person: Remote) -> None:
    with watching(runtime) as look:
        before = look()["right"]
        person.right.active = False
        person.right.pose = Pose((0.5, 1.5, -0.5))
        person.send()
        lost = look()["right"]
        person.right.active = True
        person.send()
        back = look()["right"]
    assert before["tracked"]
    assert not lost["tracked"]
    assert back["tracked"]
    assert lost["grip"] == before["grip"]
    assert distance(tuple(back["grip"]["position"]), (0.5, 0.5, 1.5)) < 1e-6


def test_nothing_is_held_without_the_focus(runtime: Runtime, person: Remote) -> None:
    person.right.squeeze = 1.0
    person.send()
    with watching(runtime) as look:
        before, away, again = look()["right"], look("unfocused")["right"], look()["right"]
    assert (before["squeeze"], away["squeeze"], again["squeeze"]) == (1.0, 0.0, 1.0)
    assert away["grip"] == before["grip"]


def test_fingers_are_seen_around_a_controller(runtime: Runtime, person: Remote) -> None:
    person.left.hand_tracking_active = True
    person.left.squeeze = 0.25
    person.send()
    with watching(runtime, "1.1", HANDS) as look:
        seen = look()
    left = seen["left"]
    assert len(left["fingers"]) == JOINTS
    assert left["profile"] == INDEX
    assert left["squeeze"] == pytest.approx(0.25)
    wrist, middle_tip = (tuple(left["fingers"][joint]["position"]) for joint in (1, 15))
    assert distance(wrist, tuple(left["grip"]["position"])) < 1e-5  # so is this device
    assert middle_tip[1] > wrist[1] + 0.1  # ahead
    assert seen["right"]["fingers"] == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_bare_hands_hold_pull_and_point(runtime: Runtime, person: Remote, side: str) -> None:
    hand: RemoteController = getattr(person, side)
    hand.active, hand.hand_tracking_active = False, True
    with watching(runtime, "1.1", HANDS) as look:

        def closed(little: float, index: float, thumb: float = 0.0) -> dict[str, Any]:
            hand.curl = Curl(little, little, little, index, thumb)
            person.send()
            return dict(look()[side])

        opened = closed(0.0, 0.0)
        assert opened["tracked"]
        assert opened["profile"] == BARE_HAND
        assert opened["squeeze"] < 0.1
        assert opened["trigger"] < 0.1
        assert closed(0.0, 1.0, 1.0)["buttons"] == ["select"]  # a pinch
        assert closed(0.0, 0.0)["buttons"] == []
        fist = closed(1.0, 1.0, 1.0)
        assert fist["squeeze"] > 0.8
        assert fist["trigger"] == 0.0  # a closing fist pulls nothing
        assert closed(1.0, 0.0)["squeeze"] > 0.8
        pulled = closed(1.0, 1.0)
        assert pulled["trigger"] > 0.8
        assert pulled["buttons"] == []
    forearm = quat_rotate(tuple(opened["grip"]["rotation"]), (0.0, -1.0, 0.0))
    ahead = quat_rotate(tuple(opened["aim"]["rotation"]), (0.0, 1.0, 0.0))
    assert distance(forearm, (0.0, -1.0, 0.0)) < 0.2
    assert distance(ahead, (0.0, 1.0, 0.0)) < 0.2


def test_a_bare_hand_out_of_sight_goes_on_holding(runtime: Runtime, person: Remote) -> None:
    person.right.active, person.right.hand_tracking_active = False, True
    person.right.curl = Curl(1.0, 1.0, 1.0, 0.0, 0.0)
    person.send()
    with watching(runtime, "1.1", HANDS) as look:
        holding = look()["right"]
        person.right.hand_tracking_active = False
        person.send()
        gone = look()["right"]
    assert holding["tracked"]
    assert not gone["tracked"]
    assert gone["squeeze"] == holding["squeeze"]
    assert gone["trigger"] == 0.0


@pytest.mark.parametrize(
    ("devices", "profile"),
    [
        (Devices.MOTION, "/interaction_profiles/microsoft/motion_controller"),
        (Devices.SIMPLE, "/interaction_profiles/khr/simple_controller"),
    ],
)
def test_other_controllers_are_known_by_their_profile(
    start_runtime: Callable[..., Runtime], devices: Devices, profile: str
) -> None:
    with watching(start_runtime(devices=devices)) as look:
        seen = look()
        assert f"left hand: {profile}" in look.said
    assert seen["left"]["profile"] == seen["right"]["profile"] == profile
    assert seen["left"]["tracked"]
    assert seen["right"]["tracked"]


def test_shaking_is_taken_from_either_hand(runtime: Runtime, person: Remote) -> None:
    with watching(runtime) as look:
        assert look("shake") == {}
