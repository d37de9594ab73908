"""Bounds and pass marks that a scenario gives for one device or one mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.device import InputDevice
from sim.core.model import Label, Mode, Scenario
from sim.scenario import load_scenario

PLUNGE = "fail_beyond: 10 mm\n    source: {label: ours, reference: chosen by us}\n"
FOR_DEVICES = """    for:
      headset:
        best: 4 mm
        worst: 0.8 cm
        source: {label: published norm, reference: a headset study}
      desk: {best: 6 mm, worst: 9 mm, fail_beyond: 9 mm, source: {label: ours, reference: a desk}}
"""
PASS_MARK = "pass_mark: {score: 70, source: {label: ours, reference: chosen by us}}\n"
MARKS = """pass_mark:
  score: 70
  source: {label: ours, reference: chosen by us}
  for:
    - {mode: assess, device: headset_hands, score: 65.5, source: {label: ours, reference: bare hands}}
    - {mode: learn, score: 50, source: {label: ours, reference: a lesson}}
"""


@pytest.fixture
def scenario(small: Path) -> Scenario:
    file = small / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(PLUNGE) == text.count(PASS_MARK) == 1
    file.write_text(text.replace(PLUNGE, PLUNGE + FOR_DEVICES).replace(PASS_MARK, MARKS), encoding="utf-8")
    return load_scenario(small)


def test_bounds_for_a_device_come_in_the_metrics_unit_with_their_source(scenario: Scenario) -> None:
    (use,) = scenario.steps[1].metrics
    headset, desk, bot = (use.on(device) for device in (InputDevice.HEADSET, InputDevice.DESK, InputDevice.NONE))
    assert (headset.best, headset.worst, headset.fail_beyond, headset.max_points) == (4.0, 8.0, 10.0, 20.0)
    assert (headset.source.label, headset.source.reference) == (Label.PUBLISHED_NORM, "a headset study")
    assert (desk.best, desk.worst, desk.fail_beyond) == (6.0, 9.0, 9.0)
    assert (bot.best, bot.worst, bot.norm_device) == (5.0, 10.0, None)


def test_pass_marks_come_for_mode_and_device(scenario: Scenario) -> None:
    mark = scenario.pass_mark
    assert mark.of(Mode.ASSESS, InputDevice.HEADSET_HANDS).score == 65.5
    assert mark.of(Mode.ASSESS, InputDevice.HEADSET_CONTROLLERS).score == 70.0
    assert mark.of(Mode.LEARN, InputDevice.HEADSET_HANDS).source.reference == "a lesson"


@pytest.mark.parametrize("device", InputDevice)
def test_what_gives_no_bounds_for_a_device_keeps_the_general_ones(small: Path, device: InputDevice) -> None:
    scenario = load_scenario(small)
    for use in (use for step in scenario.steps for use in step.metrics):
        assert use.on(device) == use
    assert scenario.pass_mark.of(Mode.ASSESS, device) == scenario.pass_mark
