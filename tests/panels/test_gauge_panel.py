from dataclasses import replace

import pytest
from panel_snapshots import procedure, snapshot_at, step_id

from sim.core import model as m
from sim.core.model import Mode
from sim.core.pose import Pose
from sim.core.snapshot import Gauges, Ghost, Phase
from sim.language import Translator, available_languages
from sim.panels.gauge_panel import gauge_panel
from sim.panels.limits import Status

DRILLING = Gauges(
    force_n=42.0, depth_m=0.0125, angle_error_rad=0.05, offset_m=0.001, temperature_c=41.0, torque_share=0.5
)


def rows(step_kind, mode=Mode.LEARN, language="en", **snapshot):
    shown = gauge_panel(snapshot_at(step_id(step_kind), mode, **snapshot), procedure(), Translator(language)).rows
    return {row.id: row for row in shown}


def test_drilling_shows_what_a_drill_needs():
    shown = rows(m.DrillTask, gauges=DRILLING)
    assert list(shown) == ["force", "depth", "angle", "offset", "temperature", "irrigation"]
    assert (shown["force"].value, shown["force"].unit) == ("42", "N")
    assert (shown["depth"].value, shown["depth"].unit) == ("12.5", "mm")
    assert (shown["angle"].value, shown["angle"].unit) == ("3", "°")


def test_assess_mode_hides_the_errors_of_aim():
    shown = rows(m.DrillTask, Mode.ASSESS, gauges=DRILLING)
    assert "angle" not in shown
    assert "offset" not in shown
    assert "force" in shown


def test_past_the_far_cortex_shows_only_after_break_through():
    assert "past_far_cortex" not in rows(m.DrillTask, gauges=DRILLING)
    shown = rows(m.DrillTask, gauges=replace(DRILLING, past_far_cortex_m=0.006))
    assert shown["past_far_cortex"].value == "6.0"


@pytest.mark.parametrize(
    ("past_m", "status"), [(0.0049, Status.OK), (0.005, Status.WARN), (0.0099, Status.WARN), (0.010, Status.BAD)]
)
def test_plunge_is_bad_from_ten_millimetres(past_m, status):
    shown = rows(m.DrillTask, gauges=replace(DRILLING, past_far_cortex_m=past_m))
    assert shown["past_far_cortex"].status is status


@pytest.mark.parametrize(("celsius", "status"), [(44.9, Status.OK), (45.0, Status.WARN), (47.0, Status.BAD)])
def test_bone_is_too_hot_from_47_degrees(celsius, status):
    assert rows(m.DrillTask, gauges=replace(DRILLING, temperature_c=celsius))["temperature"].status is status


@pytest.mark.parametrize(
    ("share", "status"), [(0.5, Status.NEUTRAL), (0.75, Status.OK), (0.81, Status.WARN), (1.0, Status.BAD)]
)
def test_torque_is_good_in_the_band_of_the_step(share, status):
    row = rows(m.DriveTask, gauges=replace(DRILLING, torque_share=share))["torque_share"]
    assert row.status is status
    assert row.goal == (0.75, 0.8)


def test_the_depth_gauge_shows_its_reading_once_it_has_one():
    gauge = next(step.task for step in procedure().steps if isinstance(step.task, m.MeasureTask)).gauge
    assert "reading" not in rows(m.MeasureTask)
    assert rows(m.MeasureTask, readings={gauge: 0.034})["reading"].value == "34"


def test_choosing_a_screw_shows_the_right_length_when_it_is_known():
    assert "suggested_screw" not in rows(m.ChooseScrewTask)
    assert rows(m.ChooseScrewTask, suggested_screw_m=0.036)["suggested_screw"].value == "36"


def test_reducing_shows_how_far_the_fragments_are_apart():
    assert rows(m.ReduceTask)["shift"].value == "3.0"
    assert "shift" not in rows(m.ReduceTask, Mode.ASSESS)


def test_placing_a_plate_shows_its_distance_from_the_ghost():
    task = next(step.task for step in procedure().steps if isinstance(step.task, m.PlaceTask))
    rest = procedure().instrument(task.plate).rest
    ghost = Ghost(task.plate, Pose((rest.position[0] + 0.004, *rest.position[1:]), rest.rotation))
    shown = rows(m.PlaceTask, ghosts=(ghost,))
    assert shown["goal_distance"].value == "4.0"
    assert shown["goal_angle"].value == "0"
    assert not rows(m.PlaceTask)


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("step", [step.id for step in procedure().steps])
def test_every_gauge_has_a_name_and_stays_in_its_bar(step, mode, language):
    gauges = replace(DRILLING, force_n=1e4, depth_m=1.0, past_far_cortex_m=1.0, torque_nm=99.0, torque_share=3.0)
    panel = gauge_panel(snapshot_at(step, mode, gauges=gauges), procedure(), Translator(language))
    for row in panel.rows:
        assert not row.label.startswith("hud.")
        assert not row.unit.startswith("unit.")
        assert row.share is None or 0.0 <= row.share <= 1.0


def test_nothing_is_measured_once_the_procedure_is_finished():
    snapshot = snapshot_at(step_id(m.DrillTask), phase=Phase.FINISHED, gauges=DRILLING)
    assert not gauge_panel(snapshot, procedure(), Translator()).rows
