import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from step_records import HOLE, run_of, scenario_of, step_record, use

from sim.core.device import InputDevice
from sim.core.model import DeviceBounds, Label, Mode, PassMark, Source, SpecialMark
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


MADE_IN_A_HEADSET = Source(Label.PUBLISHED_NORM, "a headset study")
IN_HEADSET = DeviceBounds(InputDevice.HEADSET, 2.0, 6.0, MADE_IN_A_HEADSET)


@pytest.mark.parametrize(
    ("device", "best", "norm_device"),
    [
        (InputDevice.NONE, 0.0, None),
        (InputDevice.DESK, 0.0, None),
        (InputDevice.HEADSET, 2.0, InputDevice.HEADSET),
        (InputDevice.HEADSET_CONTROLLERS, 2.0, InputDevice.HEADSET),
        (InputDevice.HEADSET_BOTH, 2.0, InputDevice.HEADSET),
        (InputDevice.HEADSET_HANDS, 4.0, InputDevice.HEADSET_HANDS),
    ],
)
def test_a_metric_is_held_against_the_bounds_nearest_to_the_device(device, best, norm_device):
    bare_hands = replace(IN_HEADSET, device=InputDevice.HEADSET_HANDS, best=4.0)
    scenario = scenario_of({"drill": [use(by_device=(IN_HEADSET, bare_hands))]})
    card = score_run(run_of(drilled(5.0)), scenario, device)
    (result,) = card.metrics
    assert (result.best, result.norm_device, card.device) == (best, norm_device, device)
    assert card.norms_of_device == (norm_device is not None)


def test_bounds_of_a_device_bring_their_points_and_their_source():
    scenario = scenario_of({"drill": [use(by_device=(IN_HEADSET,))]})
    desk = score_run(run_of(drilled(5.0)), scenario, InputDevice.DESK)
    headset = score_run(run_of(drilled(5.0)), scenario, InputDevice.HEADSET)
    assert [card.metrics[0].points for card in (desk, headset)] == pytest.approx([5.0, 2.5])
    assert "a headset study" in headset.metrics[0].source
    assert (desk.metrics[0].label, headset.metrics[0].label) == (Label.OURS, Label.PUBLISHED_NORM)


@pytest.mark.parametrize(("beyond", "failed"), [(None, True), (20.0, False)])
def test_harm_is_harm_on_every_device_unless_its_bounds_say_otherwise(beyond, failed):
    scenario = scenario_of({"drill": [use(fail_beyond=10.0, by_device=(replace(IN_HEADSET, fail_beyond=beyond),))]})
    assert score_run(run_of(drilled(12.0)), scenario, InputDevice.HEADSET).metrics[0].failed is failed


def test_an_experts_path_may_differ_by_device():
    longer = DeviceBounds(InputDevice.HEADSET, 0.8, 0.2, MADE_IN_A_HEADSET, reference=0.6)
    scenario = scenario_of({"drill": [use("economy", 0.8, 0.2, reference=0.3, by_device=(longer,))]})
    assert score_run(run_of(drilled(1.0)), scenario).metrics[0].value == pytest.approx(1.0)
    assert score_run(run_of(drilled(1.0)), scenario, InputDevice.HEADSET).metrics[0].value == pytest.approx(2.0)


def test_the_pass_mark_follows_the_device_before_the_mode():
    def marked(mode, device, score):
        return SpecialMark(mode, device, score, MADE_IN_A_HEADSET)

    marks = PassMark(
        60.0,
        Source(Label.OURS, "ours"),
        (
            marked(Mode.ASSESS, None, 70.0),
            marked(None, InputDevice.HEADSET, 50.0),
            marked(Mode.ASSESS, InputDevice.HEADSET_HANDS, 40.0),
        ),
    )
    found = {
        (mode, device): marks.of(mode, device).score
        for mode in (Mode.LEARN, Mode.ASSESS)
        for device in (InputDevice.DESK, InputDevice.HEADSET_CONTROLLERS, InputDevice.HEADSET_HANDS)
    }
    assert list(found.values()) == [60.0, 50.0, 50.0, 70.0, 50.0, 40.0]
    scenario = replace(scenario_of({"drill": [use()]}), pass_mark=marks)
    card = score_run(run_of(drilled(4.0)), scenario, InputDevice.HEADSET_CONTROLLERS)
    assert (card.pass_mark, card.passed, card.pass_mark_device) == (50.0, True, InputDevice.HEADSET)
    assert card.pass_source == "published norm: a headset study"
    assert not score_run(run_of(drilled(4.0)), scenario, InputDevice.DESK).passed


def test_the_card_as_json_tells_the_device_and_whose_norms_count():
    scenario = scenario_of({"drill": [use(by_device=(IN_HEADSET,)), use("time_s", 5.0, 20.0)]})
    card = card_to_json(score_run(run_of(drilled(4.0)), scenario, InputDevice.HEADSET_CONTROLLERS))
    assert (card["device"], card["pass_mark_device"]) == ("headset_controllers", None)
    assert [metric["norm"] for metric in card["metrics"]] == [
        {"best": 2.0, "worst": 6.0, "device": "headset"},
        {"best": 5.0, "worst": 20.0, "device": None},
    ]


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


def test_faults_of_bounds_for_a_device_name_it():
    turned = replace(IN_HEADSET, best=6.0, worst=2.0)
    (fault,) = faults_of_metrics(scenario_of({"drill": [use(by_device=(turned,))]}))
    assert "steps.drill.metrics[0].for.headset" in str(fault)


def test_a_sound_scenario_has_no_faults():
    assert faults_of_metrics(scenario_of({"drill": [use(), use("torque_share", 0.8, 0.2)]})) == ()
