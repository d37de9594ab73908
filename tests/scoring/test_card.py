import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from step_records import HOLE, run_of, scenario_of, step_record, use

from sim.core.model import Label, Source
from sim.scoring.card import card_to_json, score_run
from sim.scoring.check import faults_of_metrics
from sim.scoring.registry import REGISTRY


def drilled(plunge_mm, **changes):
    return step_record(holes=(replace(HOLE, plunge_m=plunge_mm / 1000.0),), **changes)


def test_points_become_a_share_of_a_hundred():
    scenario = scenario_of({"drill": [use("plunge_mm", 0.0, 10.0, 30.0)]}, [use("time_s", 5.0, 20.0, 10.0)])
    card = score_run(run_of(drilled(4.0)), scenario)
    assert [result.points for result in card.metrics] == pytest.approx([18.0, 10.0 * 2 / 3])
    assert card.score == round(100.0 * (18.0 + 20.0 / 3.0) / 40.0, 2)


def test_passes_at_exactly_the_mark():
    scenario = scenario_of({"drill": [use()]}, mark=60.0)
    assert score_run(run_of(drilled(4.0)), scenario).passed
    assert not score_run(run_of(drilled(4.1)), scenario).passed


def test_harm_beyond_the_bound_fails_the_run_whatever_its_points():
    uses = [use(fail_beyond=10.0, max_points=1.0), use("time_s", 60.0, 90.0, 99.0)]
    scenario = scenario_of({"drill": uses})
    assert score_run(run_of(drilled(10.0)), scenario).passed
    card = score_run(run_of(drilled(10.1)), scenario)
    assert card.score > card.pass_mark
    assert not card.passed
    assert card.metrics[0].failed


def test_an_unfinished_step_earns_nothing_but_its_harm_counts():
    scenario = scenario_of({"drill": [use(fail_beyond=10.0)]})
    card = score_run(run_of(drilled(1.0, finished=False), finished=False), scenario)
    assert card.metrics[0].value == pytest.approx(1.0)
    assert card.metrics[0].points == 0.0
    assert not card.passed
    assert score_run(run_of(drilled(12.0, finished=False), finished=False), scenario).metrics[0].failed


def test_stopping_at_once_earns_nothing():
    run = [use("time_s", 60.0, 90.0), use("order_errors", 0.0, 3.0), use("steps_unfinished", 0.0, 2.0)]
    scenario = scenario_of({"drill": [use()], "screw": [use("torque_share_error", 0.0, 0.2)]}, run, mark=0.0)
    card = score_run(run_of(finished=False), scenario)
    assert card.score == 0.0
    assert not card.passed
    assert {result.id: result.value for result in card.metrics}["steps_unfinished"] == 2.0


def test_a_run_metric_puts_its_steps_together():
    steps = {"one": [], "two": []}
    run = [use("time_s", 10, 90), use("plunge_mm"), use("economy", 0.8, 0.2, reference=0.5), use("hints_used", 0, 3)]
    card = score_run(
        run_of(drilled(2.0, step="one", hints_used=1), drilled(6.0, step="two", hints_used=1)), scenario_of(steps, run)
    )
    values = {result.id: result.value for result in card.metrics}
    assert values == pytest.approx({"time_s": 20.0, "plunge_mm": 6.0, "economy": 0.5 / 0.6, "hints_used": 2.0})
    assert all(result.step is None for result in card.metrics)


def test_practise_next_names_what_failed_then_what_lost_most():
    uses = [
        use("time_s", 5.0, 20.0, 30.0),
        use("plunge_mm", 0.0, 8.0, 10.0, fail_beyond=3.0),
        use("skive_mm", 1.0, 5.0, 10.0),
        use("angle_error_deg", 0.0, 4.0, 4.0),
    ]
    card = score_run(run_of(drilled(4.0)), scenario_of({"drill": uses}, [use("entry_error_mm", 0.0, 2.0, 40.0)]))
    assert card.practise_next == ("drill/plunge_mm", "entry_error_mm", "drill/time_s", "drill/angle_error_deg")


def test_a_number_is_trusted_no_further_than_the_weaker_of_measure_and_norm():
    published = Source(Label.PUBLISHED_NORM, "PMID 1")
    scenario = scenario_of(
        {"drill": [replace(use(), source=published), use(), replace(use("restarts"), source=published)]}
    )
    card = score_run(run_of(drilled(1.0)), scenario)
    assert [result.label for result in card.metrics] == [Label.PUBLISHED_NORM, Label.OURS, Label.OURS]
    assert card.metrics[0].source == "PMID 1 · PMID 22391404"


def test_the_card_as_json_is_plain_and_complete():
    scenario = scenario_of({"drill": [use(), use("plate_gap_mm", 0.0, 2.0)]}, [use("time_s", 5.0, 20.0)])
    card = card_to_json(score_run(run_of(drilled(4.0)), scenario))
    assert json.loads(json.dumps(card, allow_nan=False)) == card
    for metric in card["metrics"]:
        assert {"id", "step", "value", "unit", "points", "max_points", "label", "source", "formula"} <= set(metric)
        assert metric["label"]
        assert metric["source"]
    assert card["metrics"][1]["value"] is None


USES = st.lists(
    st.builds(
        use,
        st.sampled_from(sorted(REGISTRY)),
        st.floats(-10, 10),
        st.floats(11, 90),
        st.floats(0, 50),
        reference=st.just(0.5),
    ),
    max_size=6,
)


@given(USES, USES, st.floats(0, 20))
@settings(max_examples=60)
def test_every_score_is_between_0_and_100_and_reproducible(step_uses, run_uses, plunge_mm):
    scenario = scenario_of({"drill": step_uses}, run_uses)
    run = run_of(drilled(plunge_mm))
    card = score_run(run, scenario)
    assert 0.0 <= card.score <= 100.0
    assert card.score == round(card.score, 2)
    assert all(0.0 <= result.points <= result.max_points for result in card.metrics)
    assert all(result.value is None or math.isfinite(result.value) for result in card.metrics)
    assert score_run(run, scenario) == card


def test_faults_name_the_metric_and_the_remedy():
    scenario = scenario_of(
        {"drill": [use("plunge_m"), use("plunge_mm", 10.0, 0.0), use("economy", 0.9, 0.5), use("sparc", -1.5, -3.0)]},
        [use("no_such_thing")],
    )
    texts = [str(fault) for fault in faults_of_metrics(scenario)]
    assert len(texts) == 4
    assert "steps.drill.metrics[0]" in texts[0]
    assert "Did you mean 'plunge_mm'?" in texts[0]
    assert "best below worst" in texts[1]
    assert "expected a reference in m" in texts[2]
    assert texts[3].startswith("scenarios/test/scenario.yaml: metrics[0]")


def test_a_sound_scenario_has_no_faults():
    assert faults_of_metrics(scenario_of({"drill": [use(), use("torque_share", 0.8, 0.2)]})) == ()
