"""What the remote driver's fields are to an application: what `remote` says of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from observing import observing
from remote import Curl, Remote, RemoteController, RemoteEye
from runtime import Devices, Runtime

from sim.core.pose import Pose

AT_REST = (0.0, 0.0, 0.0, 1.0)
TURNED = (0.5, -0.5, 0.5, 0.5)
FLOAT32 = 1e-6


def seven(pose: Pose) -> list[float]:
    return [*pose.rotation, *pose.position]


def test_head_and_hands_are_where_they_are_put(runtime: Runtime, person: Remote) -> None:
    person.head.pose = Pose((0.3, 1.7, -0.2), TURNED)
    person.left.pose = Pose((-0.25, 1.1, -0.4), TURNED)
    person.right.pose = Pose((0.31, 1.05, -0.51), (0.0, 0.0, 0.6, 0.8))
    person.send()
    with observing(runtime) as observer:
        seen = observer.look()
    for hand, sent in (("left", person.left), ("right", person.right)):
        assert seen[hand]["grip"] == pytest.approx(seven(sent.pose), abs=FLOAT32)
        assert seen[hand]["aim"] == seen[hand]["grip"]
    for floor in ("STAGE", "LOCAL_FLOOR"):
        assert seen["head"][floor] == pytest.approx(seven(person.head.pose), abs=FLOAT32)
    assert seen["head"]["LOCAL"] == pytest.approx([*TURNED, 0.3, 0.1, -0.2], abs=FLOAT32)


def test_eyes_are_63_mm_apart_unless_the_packet_says_how_they_look(runtime: Runtime, person: Remote) -> None:
    with observing(runtime) as observer:
        (left, _), (right, fov) = observer.look()["eyes"]
        assert right[4] - left[4] == pytest.approx(0.063, abs=FLOAT32)
        assert fov == pytest.approx([-0.741765, 0.741765, 0.778764, -0.778764], abs=FLOAT32)
        person.head.pose = Pose((0.0, 1.5, 0.0))
        turned = (0.0, 0.1, 0.0, math.sqrt(0.99))
        person.head.eyes = (
            RemoteEye(Pose((-0.05, 0.01, 0.02)), -0.7, 0.6, 0.5, -0.4),
            RemoteEye(Pose((0.04, 0.0, 0.0), turned), -0.6, 0.7, 0.45, -0.35),
        )
        person.send()
        (left, left_fov), (right, right_fov) = observer.look()["eyes"]
    assert left == pytest.approx([*AT_REST, -0.05, 1.51, 0.02], abs=FLOAT32)
    assert right == pytest.approx([*turned, 0.04, 1.5, 0.0], abs=FLOAT32)
    assert left_fov == pytest.approx([-0.7, 0.6, 0.5, -0.4], abs=FLOAT32)
    assert right_fov == pytest.approx([-0.6, 0.7, 0.45, -0.35], abs=FLOAT32)


def test_buttons_are_passed_on_one_by_one(runtime: Runtime, person: Remote) -> None:
    values = ("squeeze", "squeeze_force", "trigger")
    clicks = ("a", "b", "system", "trigger_click", "thumbstick_click")
    with observing(runtime) as observer:
        for name in (*values, *clicks):
            person.right = RemoteController()
            field = f"{name}_click" if name in ("a", "b", "system") else name
            setattr(person.right, field, 0.5 if name in values else True)
            person.send()
            seen = observer.look()
            moved = {each for each in (*values, *clicks) if seen["right"][each]}
            assert moved == {name}
            assert seen["right"][name] == (0.5 if name in values else True)
            assert not any(seen["left"][each] for each in (*values, *clicks))
        person.right = RemoteController(thumbstick=(0.5, -0.25))
        person.send()
        assert observer.look()["right"]["thumbstick"] == [0.5, -0.25]


def test_a_boolean_action_on_a_value_is_true_above_seven_tenths(runtime: Runtime, person: Remote) -> None:
    with observing(runtime) as observer:
        for trigger, pulled in ((0.69, False), (0.71, True), (1.0, True), (0.71, True), (0.69, False)):
            person.right.trigger = trigger
            person.send()
            assert observer.look()["right"]["pulled"] is pulled


def test_an_inactive_controller_has_no_pose_and_no_input_but_keeps_its_profile(
    runtime: Runtime, person: Remote
) -> None:
    with observing(runtime) as observer:
        person.right = RemoteController(active=False, trigger=1.0, a_click=True)
        person.send()
        lost = observer.look()
        person.right = RemoteController()
        person.send()
        found = observer.look()
    assert lost["right"]["grip"] is None
    assert not lost["right"]["active"]
    assert lost["right"]["trigger"] == 0.0
    assert not lost["right"]["a"]
    assert lost["left"]["active"]
    assert found["right"]["grip"] == [*AT_REST, 0.0, 0.0, 0.0]
    assert found["right"]["active"]
    assert lost["right"]["profile"] == found["right"]["profile"] == "/interaction_profiles/valve/index_controller"
    assert found["events"].count("EVENT_DATA_INTERACTION_PROFILE_CHANGED") == 2  # once a hand, at the very beginning


def test_fingers_close_as_they_are_curled_round_a_wrist_at_the_grip(runtime: Runtime, person: Remote) -> None:
    wrist, thumb_tip, index_tip = 1, 5, 10

    def opening(joints: list[list[float]]) -> float:
        return math.dist(joints[thumb_tip][4:], joints[index_tip][4:])

    with observing(runtime) as observer:
        assert observer.look()["right"]["joints"] is None
        person.right.hand_tracking_active = True
        person.right.active = False
        person.send()
        opened = observer.look()["right"]["joints"]
        person.right.curl = Curl(index=1.0, thumb=1.0)
        person.send()
        pinched = observer.look()["right"]["joints"]
    assert len(opened) == 26
    assert opened[wrist] == pytest.approx(seven(person.right.pose), abs=FLOAT32)
    assert opening(opened) == pytest.approx(0.121, abs=0.001)
    assert opening(pinched) == pytest.approx(0.009, abs=0.001)


def test_other_devices_come_with_another_start(start_runtime: Callable[..., Runtime]) -> None:
    runtime = start_runtime()
    seen = []
    for devices in (Devices.REMOTE, Devices.MOTION, Devices.SIMPLE):
        runtime.stop()
        runtime.start(devices)
        with observing(runtime) as observer:
            seen.append(observer.look()["left"]["profile"])
    names = ("valve/index_controller", "microsoft/motion_controller", "khr/simple_controller")
    assert seen == [f"/interaction_profiles/{name}" for name in names]
