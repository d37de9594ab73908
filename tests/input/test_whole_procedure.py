"""Mouse and keys alone are enough for the whole procedure, with either hand."""

from __future__ import annotations

import pytest
from operating import operation

from sim.core.events import EventKind
from sim.core.intents import FRAME_HZ, CommandKind, Hand
from sim.scoring.card import score_run

LONGEST_S = 600


@pytest.mark.slow
def test_a_patient_person_passes_assessment_with_mouse_and_keys() -> None:
    with operation() as operating:
        while not operating.session.finished and len(operating.frames) < LONGEST_S * FRAME_HZ:
            operating.step()
        card = score_run(operating.session.record(), operating.session.scenario)
    lost = [(metric.step, metric.id, metric.value) for metric in card.metrics if metric.points < metric.max_points]
    assert card.finished, operating.events[-5:]
    assert card.passed, lost
    assert card.score >= card.pass_mark, lost
    said = {command.kind for frame in operating.frames for command in frame.commands}
    assert said == {CommandKind.ANSWER, CommandKind.TAKE_VIEW}
    seen = [event.subject for event in operating.events if event.kind is EventKind.VIEW_TAKEN]
    assert seen == ["close", "bone_side", "bone_end"]


@pytest.mark.slow
def test_a_left_handed_person_drills_the_gliding_hole() -> None:
    with operation(Hand.LEFT) as operating:
        while operating.session.snapshot.step.id != "insert_sleeve" and len(operating.frames) < 120 * FRAME_HZ:
            operating.step()
        metrics = {
            (metric.step, metric.id): metric
            for metric in score_run(operating.session.record(), operating.session.scenario).metrics
        }
    assert operating.session.snapshot.step.id == "insert_sleeve"
    assert all(event.detail == Hand.LEFT for event in operating.events if event.kind is EventKind.GRASPED)
    angle = metrics["gliding_hole", "angle_error_deg"]
    assert angle.value is not None
    assert angle.value < 4.0
    assert metrics["reduce", "reduction_shift_mm"].points > 0.0
