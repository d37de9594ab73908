"""Every scenario that comes with the trainer, and the sound small one."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path

import pytest

from sim.core import model
from sim.core.model import InstrumentKind, Label, Scenario
from sim.core.pose import distance
from sim.scenario import list_scenarios, load_scenario, validate
from sim.scoring.check import faults_of_metrics

SHIPPED = list_scenarios()


@pytest.fixture(scope="module", params=SHIPPED)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


def test_the_plate_comes_with_the_trainer() -> None:
    assert "plate_osteosynthesis" in SHIPPED


def test_it_is_sound(scenario: Scenario) -> None:
    assert validate(scenario.name) == ()
    assert faults_of_metrics(scenario) == ()


def test_points_add_up_to_a_hundred(scenario: Scenario) -> None:
    uses = [use for step in scenario.steps for use in step.metrics] + list(scenario.metrics)
    assert math.fsum(use.max_points for use in uses) == pytest.approx(100.0)


def test_every_number_that_is_held_against_has_a_source(scenario: Scenario) -> None:
    uses = [use for step in scenario.steps for use in step.metrics] + list(scenario.metrics)
    for source in [use.source for use in uses] + [scenario.pass_mark.source]:
        assert source.label in Label
        assert source.reference.strip()


def test_both_languages_say_the_same_things(scenario: Scenario) -> None:
    assert set(scenario.texts) == {"en", "zh"}
    assert set(scenario.texts["en"]) == set(scenario.texts["zh"])
    for key, text in scenario.texts["zh"].items():
        assert "{" not in text, key
        assert re.search(r"[\u4e00-\u9fff]", text), key
    for key, text in scenario.texts["en"].items():
        assert text.isascii(), key
        assert "{" not in text, key


def test_chinese_texts_use_chinese_punctuation(scenario: Scenario) -> None:
    for key, text in scenario.texts["zh"].items():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text), key


def test_what_a_step_needs_may_be_held_in_it(scenario: Scenario) -> None:
    ids = {instrument.id for instrument in scenario.instruments}
    for step in scenario.steps:
        assert set(step.instruments) <= ids
        if not isinstance(step.task, model.AskTask):
            assert step.instruments, step.id


def test_every_hint_has_its_text(scenario: Scenario) -> None:
    for step in scenario.steps:
        assert step.hint_count >= 1
        assert f"steps.{step.id}.hint{step.hint_count}" in scenario.texts["en"]
        assert f"steps.{step.id}.hint{step.hint_count + 1}" not in scenario.texts["en"]


def test_instruments_lie_level_on_the_tray(scenario: Scenario) -> None:
    for instrument in scenario.instruments:
        along = instrument.rest.turn((1.0, 0.0, 0.0) if instrument.plate else (0.0, 0.0, 1.0))
        assert along[2] == pytest.approx(0.0, abs=1e-9), instrument.id
        assert 0.95 <= instrument.rest.position[2] < 0.98, instrument.id


def test_a_drill_lies_on_its_side(scenario: Scenario) -> None:
    for instrument in scenario.instruments:
        if instrument.kind is InstrumentKind.DRILL:
            assert instrument.rest.turn((0.0, -1.0, 0.0))[2] == pytest.approx(0.0, abs=1e-9)


def test_the_same_files_make_the_same_scenario(scenario: Scenario) -> None:
    again = load_scenario(scenario.name)
    assert again == scenario
    assert hash(again.content_hash) == hash(scenario.content_hash)


def test_a_folder_and_a_file_load_like_a_name(scenario: Scenario) -> None:
    folder = Path(__file__).parents[2] / "scenarios" / scenario.name
    assert load_scenario(folder) == scenario
    assert load_scenario(folder / "scenario.yaml") == scenario


def test_the_small_scenario_round_trips(small: Path) -> None:
    scenario = load_scenario(small)
    assert [step.id for step in scenario.steps] == ["ask", "pilot", "drill_hole_1", "drill_hole_2"]
    assert [step.chapter for step in scenario.steps] == ["first", "first", "second", "second"]
    pilot = scenario.steps[1]
    assert pilot.task == model.DrillTask("drill", "lag", model.Cortex.FAR, "sleeve")
    assert pilot.instruments == ("drill", "sleeve", "driver")
    assert pilot.hint_count == 2
    assert pilot.done_when == model.All(
        (model.Drilled("lag", pytest.approx(0.0025), model.Cortex.FAR), model.Released("drill"))
    )
    assert pilot.metrics[0].best == 5.0
    assert pilot.metrics[0].fail_beyond == 10.0
    assert scenario.steps[3].done_when == model.Drilled("hole_2", pytest.approx(0.0025), model.Cortex.FAR)
    assert scenario.target("hole_2") == model.PlateHoleTarget("hole_2", "plate", 1)
    assert scenario.text("steps.drill_hole_2.title", "en") == "Drill the second hole"
    assert scenario.text("steps.drill_hole_2.title", "zh") == "钻第二孔"
    assert scenario.family("cortex").lengths_m[-1] == pytest.approx(0.05)
    assert scenario.patient.fracture.obliquity_rad == pytest.approx(math.radians(30.0))
    assert distance(scenario.instrument("sleeve").rest.position, (0.52, -0.1, 0.95)) < 0.02
    assert scenario.instrument("sleeve").rest.turn((0.0, 0.0, -1.0)) == pytest.approx((-1.0, 0.0, 0.0))
    assert scenario.instrument("drill").max_speed_rad_s == pytest.approx(94.2477796)


def test_a_change_of_any_file_changes_the_hash(small: Path) -> None:
    before = load_scenario(small)
    text = (small / "text" / "zh.yaml").read_text(encoding="utf-8")
    (small / "text" / "zh.yaml").write_text(text + "# later\n", encoding="utf-8")
    after = load_scenario(small)
    assert after.content_hash != before.content_hash
    assert dataclasses.replace(after, content_hash=before.content_hash) == before


def test_a_text_of_one_repeat_goes_before_that_of_all(small: Path) -> None:
    text = (small / "text" / "en.yaml").read_text(encoding="utf-8")
    own = text.replace("questions:", '  drill_hole_2: {title: "The last one"}\nquestions:', 1)
    (small / "text" / "en.yaml").write_text(own, encoding="utf-8")
    scenario = load_scenario(small)
    assert scenario.text("steps.drill_hole_1.title", "en") == "Drill the first hole"
    assert scenario.text("steps.drill_hole_2.title", "en") == "The last one"
    assert scenario.text("steps.drill_hole_2.goal", "en") == "Drill"
