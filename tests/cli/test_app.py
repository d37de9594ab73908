"""The real trainer, recorded and simulated again."""

import json
import sys

import pytest

from sim.app import Order, new_header, open_session, recorded, score_again
from sim.cli import main
from sim.core.device import InputDevice
from sim.core.errors import RunFileError
from sim.core.intents import HandInput, InputFrame
from sim.core.model import InstrumentKind, Mode
from sim.core.options import RunOptions
from sim.core.pose import Pose
from sim.loop import Loop
from sim.recording.contents import PERSON
from sim.scenario.library import PACKAGED, load_scenario
from sim.scoring.card import score_run
from sim.settings import Settings

FRAMES = 500


class Drilling:
    """Takes the first drill and pushes it through the bone at the first planned hole, by hand and a little askew."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.drill = next(tool for tool in scenario.instruments if tool.kind is InstrumentKind.DRILL)

    def poll(self, index, snapshot):
        if index == FRAMES:
            return None
        lies = snapshot.instrument(self.drill.id).pose
        aim = snapshot.targets[0].entry @ Pose((0.0003, 0.0, max(-0.035, 0.03 - 0.08 * (index - 60) / 400)))
        target = aim if snapshot.hands[1].holding else lies
        right = HandInput(target @ self.drill.grip, index > 20, 1.0 if index > 60 else 0.0)
        return InputFrame(index, HandInput(Pose((-0.2, -0.3, 1.1))), right, irrigate=index % 90 < 45)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A run file and its score card."""
    scenario = load_scenario("plate_osteosynthesis")
    path = tmp_path_factory.mktemp("runs") / "drilling.proctor"
    order = Order(scenario.name, RunOptions(Mode.PRACTISE, seed=3), PERSON, True, Settings(language="zh"), path)
    with (
        open_session(scenario, order.options) as session,
        recorded(order, new_header(order, scenario, InputDevice.DESK), print) as writer,
    ):
        Loop(session, Drilling(scenario), writer).run()
        assert session.bone.revision > 0
        card = score_run(session.record(), scenario, InputDevice.DESK)
        writer.finish(card)
    return path, card


def test_the_recorded_input_gives_the_same_card_again(played):
    path, card = played
    run, again, identical = score_again(path, None)
    assert identical
    assert again == card
    assert any(event.kind == "contact" for event in run.events)
    assert (run.header.device, again.device) == (InputDevice.DESK, InputDevice.DESK)


def test_a_bot_has_no_device():
    scenario = load_scenario("plate_osteosynthesis")
    order = Order(scenario.name, RunOptions(), "sloppy", True, Settings(), None)
    assert new_header(order, scenario).device is InputDevice.NONE


def test_replay_rescore_ends_with_one_json_object(played, monkeypatch, capfd):
    path, card = played
    monkeypatch.setattr(sys, "argv", ["proctor", "replay", str(path), "--rescore", "--json"])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    result = json.loads(capfd.readouterr().out)
    assert result["identical"] is True
    assert (result["score"], result["passed"], result["duration_s"]) == (card.score, card.passed, card.duration_s)
    assert (result["scenario"], result["bot"], result["seed"]) == ("plate_osteosynthesis", None, 3)
    assert result["device"] == "desk"
    assert result["run_file"] == str(path)
    wanted = {"id", "value", "unit", "points", "max_points", "label", "source"}
    assert result["metrics"]
    assert all(wanted <= set(metric) for metric in result["metrics"])


def test_an_edited_run_is_refused(played, tmp_path):
    data = bytearray(played[0].read_bytes())
    data[len(data) // 2] ^= 1
    edited = tmp_path / "edited.proctor"
    edited.write_bytes(data)
    with pytest.raises(RunFileError, match="changed or damaged"):
        score_again(edited, None)


def test_a_cut_run_is_scored_up_to_where_it_goes(played, tmp_path, monkeypatch, capfd):
    cut = tmp_path / "cut.proctor"
    cut.write_bytes(played[0].read_bytes()[:-20_000])
    monkeypatch.setattr(sys, "argv", ["proctor", "replay", str(cut), "--rescore", "--json"])
    with pytest.raises(SystemExit):
        main()
    printed = capfd.readouterr()
    result = json.loads(printed.out)
    assert (result["identical"], result["truncated"]) == (True, True)
    assert result["duration_s"] < played[1].duration_s
    assert "cut short" in printed.err


def test_another_folder_may_hold_the_scenario(played):
    assert score_again(played[0], str(PACKAGED / "plate_osteosynthesis"))[2]
