"""What may happen while somebody works in the headset: nothing of it ends or harms a run by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from remote import Remote, RemoteController
from runtime import Devices, Runtime
from trainer import PATIENCE_S, Seen, Trainer

from sim.core.pose import Pose, Vec3, distance
from sim.recording.reader import read_run

START = RemoteController(Pose((0.20, 1.20, -0.30)))


@pytest.fixture
def run_file(tmp_path: Path) -> Path:
    return tmp_path / "run.proctor"


def _drills(seen: Seen) -> bool:
    return bool(seen["speed"] > 30.0 and seen["force_n"] > 2.0)


def _right(seen: Seen) -> Vec3:
    x, y, z = seen["targets"]["right"]
    return x, y, z


def test_hands_that_are_lost_stay_where_they_were_and_come_back(
    runtime: Runtime, person: Remote, run_file: Path
) -> None:
    person.right = RemoteController(START.pose)
    person.send()
    trainer = Trainer(runtime, run_file)
    before = trainer.until(lambda now: now["focused"] and now["tracked"] == [True, True])
    person.right.active = False
    person.right.pose = Pose((0.60, 1.60, -0.10))
    person.send()
    lost = trainer.until(lambda now: now["tracked"] == [True, False])
    later = trainer.until(lambda now: now["frame"] > lost["frame"] + 20)
    assert distance(_right(later), _right(before)) < 0.01
    person.right.active = True
    person.right.pose = Pose((0.30, 1.25, -0.30))
    person.send()
    back = trainer.until(lambda now: distance(_right(now), _right(before)) > 0.08)
    assert back["tracked"] == [True, True]
    assert back["phase"] == "running"
    trainer.ask("leave")
    assert trainer.application.wait(PATIENCE_S).faults == []
    assert not read_run(run_file).truncated


def test_a_recentring_puts_the_person_back_to_the_surgeons_place(
    start_runtime: Callable[..., Runtime], run_file: Path
) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        person.send()
        trainer = Trainer(runtime, run_file)
        before = trainer.until(lambda now: now["focused"])
        person.head.pose = Pose((0.40, 1.60, -0.20), (0.0, 0.38268343, 0.0, 0.92387953))  # aside, and turned away
        person.send()
        aside = trainer.until(lambda now: distance(now["head"], before["head"]) > 0.3)
        assert aside["phase"] == "running"
        runtime.recentre()
        back = trainer.until(lambda now: distance(now["head"], before["head"]) < 0.03)
        assert back["phase"] == "running"
        trainer.ask("leave")
        assert trainer.application.wait(PATIENCE_S).faults == []
        assert "recentred by the person" in trainer.log


def test_a_session_that_ends_in_the_middle_of_drilling_leaves_a_whole_run_file(
    start_runtime: Callable[..., Runtime], run_file: Path
) -> None:
    runtime = start_runtime(hurried=True)
    trainer = Trainer(runtime, run_file, player="expert")
    drilling = trainer.until(_drills, 2.0 * PATIENCE_S)
    trainer.ask("leave")
    ended = trainer.application.wait(PATIENCE_S)
    assert ended.faults == []
    assert "finished False" in ended.output
    run = read_run(run_file)
    assert not run.truncated
    assert run.card is not None
    assert len(list(run.frames())) >= drilling["frame"]
    assert [line.split("session: ")[1] for line in trainer.log.splitlines() if "session: " in line][-3:] == [
        "stopping",
        "idle",
        "exiting",
    ]


def test_another_application_in_the_headset_pauses_the_run(
    start_runtime: Callable[..., Runtime], run_file: Path
) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        person.send()
        trainer = Trainer(runtime, run_file)
        trainer.until(lambda now: now["focused"] and now["phase"] == "running")
        other = runtime.open("keep_going.py")
        paused = trainer.until(lambda now: now["phase"] == "paused")
        assert not paused["focused"]
        other.kill()
        back = trainer.until(lambda now: now["focused"])
        assert back["phase"] == "paused"  # it is the person who goes on
        trainer.ask("leave")
        assert trainer.application.wait(PATIENCE_S).faults == []


def test_a_runtime_that_dies_leaves_the_run_whole_and_says_so(
    start_runtime: Callable[..., Runtime], run_file: Path
) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        person.send()
        trainer = Trainer(runtime, run_file, give_up_s=3.0)
        before = trainer.until(lambda now: now["focused"] and now["frame"] > 90)
    runtime.kill()
    ended = trainer.application.wait(PATIENCE_S)
    assert ended.status == 2
    last = ended.output.splitlines()[-1]
    assert last.startswith("error: The headset has gone and did not come back.")
    assert str(run_file) in ended.output
    run = read_run(run_file)
    assert len(list(run.frames())) >= before["frame"]
    assert run.lost_bytes == 0


def test_a_runtime_that_comes_back_with_other_controllers_goes_on_with_the_run(
    start_runtime: Callable[..., Runtime], run_file: Path
) -> None:
    runtime = start_runtime()
    with runtime.remote() as person:
        person.send()
        trainer = Trainer(runtime, run_file)
        index = trainer.until(lambda now: now["focused"] and now["profiles"][1] != "")
    runtime.kill()
    gone = trainer.until(lambda now: now["lost"])
    assert gone["phase"] in ("running", "paused")
    runtime.start(Devices.MOTION)
    back = trainer.until(lambda now: now["focused"])
    motion = trainer.until(lambda now: "motion_controller" in now["profiles"][1])
    assert "index_controller" in index["profiles"][1]
    assert motion["buttons"] != index["buttons"]
    assert back["frame"] > index["frame"]
    assert back["phase"] == "paused"
    trainer.ask("leave")
    ended = trainer.application.wait(PATIENCE_S)
    assert ended.status == 0
    assert "found again" in trainer.log
    assert not read_run(run_file).truncated
