"""What `runtime` says of Monado, and that nothing wrong with an application stays unseen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from application import validation_errors
from observing import observing
from runtime import ENTER, Runtime

from sim.core.pose import Pose, quat_from_axis_angle


def test_a_right_application_has_no_faults_and_its_pictures_are_50_ms_apart(runtime: Runtime) -> None:
    ended = runtime.run_inside("plain_frames.py", "30")
    assert ended.faults == []
    times = [int(line.split()[1]) for line in ended.output.splitlines() if line.startswith("frame ")]
    assert {later - earlier for earlier, later in pairwise(times[-10:])} == {50_000_000}


def test_a_hurried_runtime_plays_two_minutes_without_waiting_for_it(start_runtime: Callable[..., Runtime]) -> None:
    runtime = start_runtime(hurried=True)
    ended = runtime.run_inside("plain_frames.py", "2400", timeout=100.0)
    assert ended.faults == []
    times = [int(line.split()[1]) for line in ended.output.splitlines() if line.startswith("frame ")]
    assert {later - earlier for earlier, later in pairwise(times[-1000:])} == {50_000_000}


@pytest.mark.parametrize(
    ("mistake", "found"),
    [
        ("wrong_structure", "VUID-XrFrameEndInfo-type-type"),
        ("wrong_handle", "VUID-xrLocateSpace-baseSpace-parameter"),
        ("wrong_enumeration", "VUID-XrReferenceSpaceCreateInfo-referenceSpaceType-parameter"),
        ("wrong_order", "XR_ERROR_CALL_ORDER_INVALID in xrBeginFrame"),
        ("wrong_pose", "XR_ERROR_POSE_INVALID"),
        ("instance_kept", "an instance was not destroyed"),
    ],
)
def test_a_wrong_application_is_found_out(runtime: Runtime, mistake: str, found: str) -> None:
    ended = runtime.run_inside("mistaken.py", mistake)
    assert any(found in fault for fault in ended.faults), ended.faults


def test_an_application_that_validation_never_saw_is_not_taken_for_a_right_one(tmp_path: Path) -> None:
    assert validation_errors(tmp_path / "validation.txt") == ["core validation did not run"]


def test_an_application_that_fails_is_a_fault(runtime: Runtime) -> None:
    ended = runtime.run_inside("sh", "-c", "echo said; echo shouted >&2; exit 3")
    assert (ended.status, ended.output, ended.messages) == (3, "said\n", "shouted\n")
    assert ended.faults[0].startswith("exit status 3")


def test_an_application_that_never_ends_is_a_failure(runtime: Runtime) -> None:
    with pytest.raises(AssertionError, match="It did not end in"):
        runtime.run_inside("sleep", "1000", timeout=0.5)


def test_recentring_moves_the_local_spaces_under_the_head_and_says_so(start_runtime: Callable[..., Runtime]) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        turned = quat_from_axis_angle((0.0, 1.0, 0.0), 0.5)
        person.head.pose = Pose((0.3, 1.5, -0.4), turned)
        person.send()
        with observing(runtime) as observer:
            runtime.recentre()
            seen = observer.look()
    assert seen["head"]["LOCAL_FLOOR"] == pytest.approx([0.0, 0.0, 0.0, 1.0, 0.0, 1.5, 0.0], abs=1e-6)
    assert seen["head"]["LOCAL"] == pytest.approx([0.0, 0.0, 0.0, 1.0, 0.0, -0.1, 0.0], abs=1e-6)
    assert seen["head"]["STAGE"] == pytest.approx([*turned, 0.3, 1.5, -0.4], abs=1e-6)
    assert {"recentred LOCAL", "recentred LOCAL_FLOOR"} <= set(seen["events"])


def test_a_second_application_takes_the_place_of_the_first(start_runtime: Callable[..., Runtime]) -> None:
    runtime = start_runtime()
    first = runtime.open("keep_going.py")
    first.wait_for("in focus")
    (number,) = runtime.applications()
    second = runtime.open("keep_going.py")
    second.wait_for("in focus")
    first.wait_for("VISIBLE\nSYNCHRONIZED\nnothing to render")
    runtime.make_primary(number)
    first.wait_for("nothing to render\nVISIBLE\nFOCUSED\nto render")
    for application in (second, first):
        application.say("end")
        assert application.wait().faults == []


def test_input_can_be_taken_from_an_application_in_focus(start_runtime: Callable[..., Runtime]) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        person.right.trigger = 1.0
        person.send()
        with observing(runtime) as observer:
            (number,) = runtime.applications()
            runtime.toggle_input(number)
            without = observer.look()
            runtime.toggle_input(number)
            again = observer.look()
    assert without["state"] == again["state"] == "FOCUSED"
    assert (without["right"]["active"], without["right"]["trigger"]) == (False, 0.0)
    assert (again["right"]["active"], again["right"]["trigger"]) == (True, 1.0)


@pytest.mark.parametrize("way", ["kill", "stop"])
def test_a_runtime_that_goes_is_lost_out_of_the_blue_and_found_again(
    start_runtime: Callable[..., Runtime], way: str
) -> None:
    runtime = start_runtime()
    application = runtime.open("until_lost.py")
    application.wait_for("in focus")
    getattr(runtime, way)()
    assert not runtime.running
    application.wait_for("lost in xrWaitFrame or xrPollEvent")
    runtime.start()
    application.say("go on")
    ended = application.wait()
    assert (ended.status, ended.output.splitlines()[-1]) == (0, "begun anew")
    assert ended.validation == ()
    assert ended.refusals != []  # the calls that were answered with the loss


def test_runtimes_do_not_meet(start_runtime: Callable[..., Runtime]) -> None:
    one, other = start_runtime(), start_runtime()
    with one.remote() as left_handed, other.remote() as right_handed:
        left_handed.left.trigger = right_handed.right.trigger = 1.0
        left_handed.send()
        right_handed.send()
        with observing(one) as observer:
            seen = observer.look()
        assert (seen["left"]["trigger"], seen["right"]["trigger"]) == (1.0, 0.0)
        with observing(other) as observer:
            seen = observer.look()
        assert (seen["left"]["trigger"], seen["right"]["trigger"]) == (0.0, 1.0)


def test_the_person_can_be_connected_anew(runtime: Runtime) -> None:
    for trigger in (0.25, 0.75):
        with runtime.remote() as person, observing(runtime) as observer:
            person.right.trigger = trigger
            person.send()
            assert observer.look()["right"]["trigger"] == trigger


def test_nothing_is_left_of_a_runtime(start_runtime: Callable[..., Runtime], monado: None) -> None:
    with Runtime() as runtime:
        folder = Path(runtime.environment()["XDG_RUNTIME_DIR"]).parent
        application = runtime.open("sleep", "1000")
        assert folder.is_dir()
    assert not folder.exists()
    assert not runtime.running
    assert not application.running


@pytest.mark.parametrize(("in_ci", "outcome"), [("false", "1 skipped"), ("true", "1 error")])
def test_a_missing_runtime_is_skipped_but_never_in_ci(tmp_path: Path, in_ci: str, outcome: str) -> None:
    test = f"{__file__}::{test_an_application_that_fails_is_a_fault.__name__}"
    done = subprocess.run(
        (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test),
        env=os.environ | {"PROCTOR_MONADO_ROOT": str(tmp_path / "nothing"), "CI": in_ci},
        capture_output=True,
        text=True,
    )
    assert outcome in done.stdout
    assert "No OpenXR runtime: " in done.stdout


def test_what_is_entered_takes_signals_and_gives_its_status(monado: None) -> None:
    assert subprocess.run((*ENTER, "sh", "-c", "exit 7")).returncode == 7
    inner = subprocess.Popen((*ENTER, "sh", "-c", "echo here; exec sleep 1000"), stdout=subprocess.PIPE, text=True)
    assert inner.stdout is not None
    assert inner.stdout.readline() == "here\n"
    inner.send_signal(signal.SIGTERM)
    assert inner.wait(10) == -signal.SIGTERM
    inner.stdout.close()
