from dataclasses import replace

import pytest
from recorded_frames import HEADER, smooth_run

from sim.core.device import InputDevice
from sim.core.errors import RunFileError
from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_S
from sim.core.measurements import RunRecord
from sim.core.model import DeviceBounds, Label, Source
from sim.recording.reader import check_scenario, read_run
from sim.recording.rescore import rescore
from sim.recording.source import RecordedInput
from sim.recording.writer import RunWriter
from sim.scenario.library import load_scenario
from sim.scoring.card import score_run


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("plate_osteosynthesis")


class Walk:
    """A simulation whose result hangs on every frame: how far the right hand went. ``drift`` makes it another build."""

    def __init__(self, scenario, drift=0.0):
        self.scenario, self.drift = scenario, drift
        self.way_m, self.before, self.count = 0.0, None, 0

    def step(self, frame):
        x = frame.right.target.position[0] * (1.0 + self.drift)
        self.way_m += abs(x - self.before) if self.before is not None else 0.0
        self.before, self.count = x, self.count + 1
        return None, (Event(frame.index, EventKind.CONTACT, value=x),) if frame.index % 50 == 0 else ()

    def record(self):
        return RunRecord(self.scenario.name, "assess", (), False, self.count * FRAME_S + self.way_m)


def play(path, scenario, finished=True, device=InputDevice.DESK):
    walk = Walk(scenario)
    writer = RunWriter(path, replace(HEADER, scenario=scenario.name, scenario_hash=scenario.content_hash))
    for frame, _ in smooth_run(200):
        writer.record(frame, walk.step(frame)[1])
    card = score_run(walk.record(), scenario, device)
    writer.finish(card if finished else None)
    return card


def test_the_same_simulation_gives_the_same_card(tmp_path, scenario):
    card = play(tmp_path / "run.proctor", scenario)
    assert rescore(read_run(tmp_path / "run.proctor"), scenario, Walk(scenario)) == (card, True)


def test_a_rescore_keeps_to_the_norms_of_the_device(tmp_path, scenario):
    in_headset = DeviceBounds(InputDevice.HEADSET, 1.0, 2.0, Source(Label.OURS, "test"))
    uses = tuple(replace(use, by_device=(in_headset,)) for use in scenario.metrics)
    scenario = replace(scenario, metrics=uses)
    card = play(tmp_path / "run.proctor", scenario, device=InputDevice.HEADSET_CONTROLLERS)
    assert rescore(read_run(tmp_path / "run.proctor"), scenario, Walk(scenario)) == (card, True)
    assert card.norms_of_device == len(uses)


def test_another_simulation_is_found_out(tmp_path, scenario):
    card = play(tmp_path / "run.proctor", scenario)
    again, identical = rescore(read_run(tmp_path / "run.proctor"), scenario, Walk(scenario, drift=1e-12))
    assert not identical
    assert again != card


def test_a_run_broken_off_is_judged_by_its_events(tmp_path, scenario):
    play(tmp_path / "run.proctor", scenario, finished=False)
    run = read_run(tmp_path / "run.proctor")
    assert rescore(run, scenario, Walk(scenario))[1]
    assert not rescore(run, scenario, Walk(scenario, drift=1e-12))[1]


def test_a_changed_scenario_is_refused_with_a_remedy(tmp_path, scenario):
    play(tmp_path / "run.proctor", scenario)
    run = read_run(tmp_path / "run.proctor")
    check_scenario(run, scenario)
    with pytest.raises(RunFileError, match=r"another version of the scenario.*Put the scenario's files back"):
        rescore(run, replace(scenario, content_hash="00" * 32), Walk(scenario))


def test_a_recorded_run_is_a_source_of_input(tmp_path, scenario):
    play(tmp_path / "run.proctor", scenario)
    source = RecordedInput(read_run(tmp_path / "run.proctor").frames())
    frames = [source.poll(index, None) for index in range(201)]
    assert frames[:200] == [frame for frame, _ in smooth_run(200)]
    assert frames[200] is None


def test_a_recorded_run_cannot_be_asked_out_of_order(tmp_path, scenario):
    source = RecordedInput(frame for frame, _ in smooth_run(3))
    source.poll(0, None)
    with pytest.raises(ValueError, match="expected frame 2"):
        source.poll(2, None)
