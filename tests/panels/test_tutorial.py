import math
from dataclasses import replace

import pytest
from panel_snapshots import procedure, snapshot_at

from sim.core.events import Event, EventKind
from sim.core.model import InstrumentKind
from sim.core.pose import Pose, quat_from_axis_angle
from sim.core.snapshot import Gauges
from sim.language import Translator, available_languages
from sim.panels.controls import key_labels
from sim.panels.lessons import LESSONS
from sim.panels.tutorial import Tutorial

FIRST = procedure().steps[0].id
IDLE = snapshot_at(FIRST)
DRIVER = next(item.id for item in procedure().instruments if item.kind is InstrumentKind.DRIVER)

WHAT_ENDS_A_LESSON = {
    "move": (snapshot_at(FIRST, hand=Pose((0.10, 0.0, 0.0))), ()),
    "depth": (snapshot_at(FIRST, hand=Pose((0.0, 0.06, 0.0))), ()),
    "rotate": (snapshot_at(FIRST, hand=Pose(rotation=quat_from_axis_angle((1, 0, 0), math.radians(20)))), ()),
    "pick_up": (IDLE, (EventKind.GRASPED,)),
    "drill": (IDLE, (EventKind.DRILL_STARTED,)),
    "push": (snapshot_at(FIRST, gauges=Gauges(force_n=12.0)), ()),
    "put_back": (IDLE, (EventKind.RETURNED,)),
    "turn": (snapshot_at(FIRST, turned={DRIVER: 2.0}), ()),
    "irrigate": (snapshot_at(FIRST, irrigating=True), ()),
    "view": (IDLE, (EventKind.VIEW_TAKEN,)),
    "hint": (IDLE, (EventKind.HINT_SHOWN,)),
}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_waits_until_it_is_done(lesson):
    tutorial = Tutorial(procedure(), [lesson])
    assert not tutorial.update(IDLE, ())
    assert not tutorial.update(replace(IDLE, frame=IDLE.frame + 900), (Event(1, EventKind.CONTACT),))
    snapshot, kinds = WHAT_ENDS_A_LESSON[lesson.id]
    assert tutorial.update(snapshot, [Event(2, kind) for kind in kinds])
    assert tutorial.over


def test_moving_sideways_is_not_moving_in_depth():
    depth = next(lesson for lesson in LESSONS if lesson.id == "depth")
    tutorial = Tutorial(procedure(), [depth])
    tutorial.update(IDLE, ())
    assert not tutorial.update(snapshot_at(FIRST, hand=Pose((0.5, 0.0, 0.0))), ())


def test_goes_through_every_lesson_in_order():
    tutorial = Tutorial(procedure())
    seen = []
    while tutorial.lesson is not None:
        seen.append(tutorial.lesson.id)
        snapshot, kinds = WHAT_ENDS_A_LESSON[tutorial.lesson.id]
        tutorial.update(IDLE, ())
        assert tutorial.update(snapshot, [Event(1, kind) for kind in kinds])
    assert seen == [lesson.id for lesson in LESSONS]


def test_can_be_skipped():
    tutorial = Tutorial(procedure())
    tutorial.skip()
    assert tutorial.over
    assert tutorial.panel(Translator(), {}) is None
    assert not tutorial.update(IDLE, ())


@pytest.mark.parametrize("language", available_languages())
def test_every_lesson_has_words_and_its_keys(language):
    translator = Translator(language)
    keys = key_labels({control: ["mouse1", "w"] for lesson in LESSONS for control in lesson.controls}, translator)
    tutorial = Tutorial(procedure())
    while (panel := tutorial.panel(translator, keys)) is not None:
        assert not panel.lesson.startswith("tutorial.")
        assert not panel.text.startswith("tutorial.")
        assert panel.controls
        assert all(hint.key.endswith(" W") and not hint.label.startswith("control.") for hint in panel.controls)
        tutorial.next_lesson()
