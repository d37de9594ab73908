"""Pause, hints, restart, giving up, answering: what each does in each mode."""

from __future__ import annotations

import numpy as np
import pytest
from operation import SHIPPED, Hands, hands_on
from rig import STEADY

from sim.core.events import EventKind
from sim.core.intents import FRAME_S, CommandKind, Hand
from sim.core.model import AskTask, Cortex, Mode
from sim.core.snapshot import Phase
from sim.input.bots.body import Body
from sim.input.bots.drilling import Drilling
from sim.input.bots.instruments import Handwork

EVERY_MODE = pytest.mark.parametrize("mode", list(Mode))


def drill(hands: Hands, target: str, instrument: str) -> None:
    """Take a drill, drill through the near cortex at a target and come out again."""
    body = Body(STEADY, hands.seen, np.random.default_rng(1))
    work = Handwork(hands.session.scenario, body)
    view = next(view for view in hands.seen.targets if view.id == target)

    def script():
        yield from work.take(Hand.RIGHT, instrument)
        yield from Drilling(work, Hand.RIGHT).drill(instrument, view.entry, Cortex.NEAR, view.length_m)

    for index, _ in enumerate(script()):
        frame = body.frame(index)
        hands.inputs = {Hand.LEFT: frame.left, Hand.RIGHT: frame.right}
        hands.frame()
        body.seen = hands.seen


@EVERY_MODE
def test_a_pause_stops_the_clock_of_the_step_and_the_hands(mode: Mode) -> None:
    with hands_on("gliding_hole", mode=mode) as hands:
        hands.wait(0.5)
        hands.say(CommandKind.PAUSE)
        assert hands.seen.phase is Phase.PAUSED
        before = hands.seen
        hands.take("drill_35")
        hands.wait(2.0)
        assert hands.told(EventKind.GRASPED) == []
        assert hands.seen.instruments == before.instruments
        assert hands.seen.step.elapsed_s == pytest.approx(before.step.elapsed_s, abs=2 * FRAME_S)
        hands.say(CommandKind.RESUME)
        hands.wait(0.5)
        assert hands.seen.phase is Phase.RUNNING
        assert hands.seen.step.elapsed_s == pytest.approx(before.step.elapsed_s + 0.5, abs=3 * FRAME_S)
        assert hands.told(EventKind.PAUSED) == hands.told(EventKind.RESUMED) == [""]


def test_hints_are_counted_in_practise_and_no_more_than_there_are() -> None:
    with hands_on("gliding_hole") as hands:
        count = hands.seen.step.hint_count
        assert hands.seen.step.ghosts == ()
        for asked in range(1, count + 2):
            hands.say(CommandKind.HINT)
            assert hands.seen.step.hints_shown == min(asked, count)
            assert hands.seen.step.ghosts == hands.seen.step.goals
        assert len(hands.told(EventKind.HINT_SHOWN)) == count
        hands.say(CommandKind.GIVE_UP)
        assert hands.session.record().steps[-1].hints_used == count
        assert hands.seen.hints_used == count


def test_there_are_no_hints_and_no_ghosts_when_assessed() -> None:
    with hands_on("gliding_hole", mode=Mode.ASSESS) as hands:
        hands.say(CommandKind.HINT)
        hands.wait(0.2)
        assert hands.told(EventKind.HINT_SHOWN) == []
        assert hands.seen.hints_used == 0
        assert hands.seen.step.ghosts == ()
        assert hands.seen.step.goals != ()


def test_the_learner_always_sees_the_ghost() -> None:
    with hands_on("gliding_hole", mode=Mode.LEARN) as hands:
        assert hands.seen.step.ghosts == hands.seen.step.goals != ()
        assert hands.seen.step.ghosts[0].instrument == "drill_35"


def test_a_restart_brings_the_bone_back_to_the_voxel() -> None:
    with hands_on("gliding_hole") as hands:
        whole = hands.session.bone.fill_hash()
        drill(hands, "plate_1", "drill_25")
        assert hands.session.bone.fill_hash() != whole
        hands.say(CommandKind.RESTART_STEP)
        assert hands.session.bone.fill_hash() == whole
        assert hands.session.holes("plate_1") == ()
        assert hands.told(EventKind.STEP_RESTARTED) == ["gliding_hole"]
        assert all(
            seen.pose == spec.rest for seen, spec in zip(hands.seen.instruments, SHIPPED.instruments, strict=True)
        )
        hands.wait(0.2)
        assert hands.session.record().steps == ()
        hands.say(CommandKind.GIVE_UP)
        assert hands.session.record().steps[-1].extra["restarts"] == 1.0


def test_a_restart_is_refused_when_assessed() -> None:
    with hands_on("gliding_hole", mode=Mode.ASSESS) as hands:
        hands.take("drill_35")
        hands.wait(0.3)
        hands.say(CommandKind.RESTART_STEP)
        assert hands.told(EventKind.STEP_RESTARTED) == []
        assert hands.seen.hand(Hand.RIGHT).holding == "drill_35"


@EVERY_MODE
def test_giving_up_ends_the_run_unfinished(mode: Mode) -> None:
    with hands_on("gliding_hole", mode=mode) as hands:
        hands.wait(0.3)
        hands.say(CommandKind.GIVE_UP)
        record = hands.session.record()
        assert hands.session.finished
        assert hands.seen.phase is Phase.FINISHED
        assert not record.finished
        assert [(one.step, one.finished) for one in record.steps] == [("gliding_hole", False)]
        hands.say(CommandKind.GIVE_UP)
        assert len(hands.session.record().steps) == 1


def test_drilling_at_a_later_hole_is_an_order_error_counted_once() -> None:
    with hands_on("gliding_hole") as hands:
        drill(hands, "plate_1", "drill_25")
        hands.wait(0.2)
        assert hands.told(EventKind.OUT_OF_ORDER) == ["drill_25"]
        assert hands.told(EventKind.WRONG_INSTRUMENT) == ["drill_25"]
        hands.say(CommandKind.GIVE_UP)
        last = hands.session.record().steps[-1]
        assert (last.order_errors, last.instrument_errors, last.finished) == (1, 1, False)
        assert [hole.target for hole in last.holes] == ["plate_1"]


def test_wrong_answers_are_counted_and_right_ones_lead_on() -> None:
    with hands_on("time_out") as hands:
        task = hands.session.scenario.steps[0].task
        assert isinstance(task, AskTask)
        for question in task.questions:
            assert hands.seen.step.question == question
            hands.say(CommandKind.ANSWER, "no such option")
            wrong, right = ([o.id for o in question.options if o.correct is truth] for truth in (False, True))
            hands.say(CommandKind.ANSWER, wrong[0])
            assert hands.seen.step.question == question
            hands.say(CommandKind.ANSWER, right[0])
        hands.wait(0.2)
        (record,) = hands.session.record().steps
        assert (record.correct_answers, record.wrong_answers) == (4, 4)
        assert record.finished


def test_views_must_be_looked_at_before_the_final_check_ends() -> None:
    with hands_on("final_check") as hands:
        task = hands.session.scenario.steps[0].task
        assert isinstance(task, AskTask)
        for question in task.questions:
            hands.say(CommandKind.ANSWER, next(o.id for o in question.options if o.correct))
        hands.wait(0.3)
        assert hands.seen.step.id == "final_check"
        assert hands.seen.step.views_wanted == ("bone_side", "bone_end")
        hands.say(CommandKind.TAKE_VIEW, "bone_end")
        assert hands.seen.step.views_wanted == ("bone_side",)
        hands.say(CommandKind.TAKE_VIEW, "bone_side")
        assert hands.seen.step.views_wanted == ()
        hands.wait(0.3)
        assert hands.seen.step.id != "final_check"
