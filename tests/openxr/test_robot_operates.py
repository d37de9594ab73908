"""The whole procedure in the headset, by a robot that can do nothing but move a remote head and two controllers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from runtime import PROJECT, Runtime

from sim.app import score_again
from sim.core.device import InputDevice
from sim.recording.reader import read_run

LONGEST_S = 900.0


@pytest.mark.slow
def test_a_robot_with_a_headset_and_two_controllers_passes_the_assessment(
    start_runtime: Callable[..., Runtime], tmp_path: Path
) -> None:
    runtime = start_runtime(hurried=True)
    run_file = tmp_path / "run.proctor"
    own = {"PYTHONPATH": str(PROJECT / "tests" / "openxr"), "PROCTOR_DATA_DIR": str(tmp_path / "data")}
    ended = runtime.open("robot_operates.py", str(runtime.port), run_file, environment=own).wait(LONGEST_S)
    assert ended.faults == []
    said = json.loads(ended.output.splitlines()[-1])
    assert said["mode"] == "assess"  # chosen on a panel
    assert said["finished"]
    assert said["passed"]
    assert said["score"] >= 85.0, said["lost"]
    assert said["device"] == InputDevice.HEADSET_CONTROLLERS
    assert 0 <= said["drawn"] - said["shown"] < 10  # a few before the session had begun
    assert said["shown"] > 200
    log = (tmp_path / "data" / "headset.log").read_text(encoding="utf-8")
    assert "session: exiting" in log
    assert "\nlost" not in log

    run = read_run(run_file)
    assert not run.truncated
    assert run.header.device in (InputDevice.HEADSET, InputDevice.HEADSET_CONTROLLERS)
    _, card, identical = score_again(run_file, None)  # without OpenXR, from what was felt
    assert identical
    assert card.device is InputDevice.HEADSET_CONTROLLERS
    assert len({metric.step for metric in card.metrics if metric.step is not None}) > 20
