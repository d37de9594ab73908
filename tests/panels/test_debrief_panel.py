from dataclasses import replace

import pytest
from panel_snapshots import procedure

from sim.core.device import InputDevice
from sim.core.model import Label
from sim.core.scorecard import MetricResult, ScoreCard
from sim.language import Translator, available_languages
from sim.panels.debrief import debrief_panel, metric_name
from sim.panels.limits import Status
from sim.scoring.registry import REGISTRY

STEPS = [step.id for step in procedure().steps]
PILOT = "pilot_hole"


def result(metric="plunge_mm", step=PILOT, value=7.25, points=3.0, unit="mm", **other):
    fields = {"best": 5.0, "worst": 10.0, "failed": False, "max_points": 6.0, **other}
    return MetricResult(
        metric, step, value, unit, points, label=Label.PUBLISHED_NORM, source="S", formula="F", **fields
    )


def card(*metrics, finished=True, passed=True, practise=()):
    return ScoreCard("plate_osteosynthesis", "assess", 81.25, passed, 70.0, "ours", finished, 605.0, metrics, practise)


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


def test_shows_value_unit_norm_points_and_source(translator):
    panel = debrief_panel(card(result()), procedure(), translator)
    (group,) = panel.groups
    (row,) = group.rows
    assert (row.value, row.unit, row.points, row.source, row.formula) == ("7.2", "mm", "3.0 / 6", "S", "F")
    assert "5.0" in row.norm
    assert "10.0" in row.norm
    assert row.share == pytest.approx(0.5)
    assert group.title == procedure().text(f"steps.{PILOT}.title", translator.language)


def test_groups_follow_the_procedure_and_the_whole_run_comes_last(translator):
    metrics = (result("time_s", None, unit="s"), result(step=STEPS[4]), result(step=STEPS[2]), result(step=STEPS[4]))
    groups = debrief_panel(card(*metrics), procedure(), translator).groups
    titles = [procedure().text(f"steps.{step}.title", translator.language) for step in (STEPS[2], STEPS[4])]
    assert [group.title for group in groups] == [*titles, translator.text("debrief.whole_run")]
    assert groups[1].points == "6.0 / 12"


@pytest.mark.parametrize(
    ("device", "own", "key"),
    [
        (InputDevice.NONE, 0, "debrief.norms_no_device"),
        (InputDevice.DESK, 0, "debrief.norms_general"),
        (InputDevice.HEADSET_HANDS, 0, "debrief.norms_general"),
        (InputDevice.HEADSET_CONTROLLERS, 1, "debrief.norms_some"),
        (InputDevice.HEADSET_BOTH, 3, "debrief.norms_own"),
    ],
)
def test_says_which_device_led_and_whether_the_norms_were_made_for_it(device, own, key, translator):
    metrics = [result(norm_device=InputDevice.HEADSET if number < own else None) for number in range(2)]
    mark = InputDevice.HEADSET if own == 3 else None
    panel = debrief_panel(replace(card(*metrics), device=device, pass_mark_device=mark), procedure(), translator)
    assert panel.device == translator.text(f"device.{device}")
    assert panel.norms == translator.text(key, count=own, all=3)
    made_for = translator.text("device.headset")
    assert [made_for in row.source for row in panel.groups[0].rows] == [number < own for number in range(2)]


def test_says_which_device_the_pass_mark_was_set_for(translator):
    marked = replace(card(result()), pass_mark_device=InputDevice.HEADSET)
    assert debrief_panel(card(result()), procedure(), translator).pass_source == "ours"
    expected = translator.text("debrief.mark_own", source="ours", device=translator.text("device.headset"))
    assert debrief_panel(marked, procedure(), translator).pass_source == expected


def test_says_when_nothing_was_measured(translator):
    row = debrief_panel(card(result(value=None, points=0.0)), procedure(), translator).groups[0].rows[0]
    assert row.value == translator.text("debrief.not_measured")
    assert row.unit == ""


@pytest.mark.parametrize(
    ("points", "failed", "status"),
    [(6.0, False, Status.OK), (3.0, False, Status.WARN), (2.9, False, Status.BAD), (6.0, True, Status.BAD)],
)
def test_status_follows_points_and_the_failing_bound(points, failed, status, translator):
    panel = debrief_panel(card(result(points=points, failed=failed)), procedure(), translator)
    assert panel.groups[0].rows[0].status is status


@pytest.mark.parametrize(
    ("finished", "passed", "key"),
    [(True, True, "debrief.passed"), (True, False, "debrief.not_passed"), (False, False, "debrief.unfinished")],
)
def test_verdict(finished, passed, key, translator):
    panel = debrief_panel(card(result(), finished=finished, passed=passed), procedure(), translator)
    assert panel.verdict == translator.text(key)


def test_names_what_to_practise_next(translator):
    lost = card(result(), practise=(f"{PILOT}/plunge_mm", "no/such"))
    (line,) = debrief_panel(lost, procedure(), translator).practise_next
    assert metric_name("plunge_mm", translator) in line
    assert "3.0" in line


def test_praises_a_run_that_lost_nothing(translator):
    assert debrief_panel(card(), procedure(), translator).practise_next == (translator.text("debrief.nothing_lost"),)


@pytest.mark.parametrize("metric", sorted(REGISTRY))
def test_every_metric_is_explained(metric, translator):
    assert translator.has(f"metric.{metric}")
    assert translator.has(f"metric.{metric}.about")
    unit = REGISTRY[metric].unit
    assert not unit or translator.has(f"unit.{unit}")
