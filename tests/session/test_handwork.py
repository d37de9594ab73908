"""Taking, dropping, putting back; clamps and the plate."""

from __future__ import annotations

import pytest
from operation import Hands, hands_on, operate

from sim.core.events import EventKind
from sim.core.intents import CommandKind, Hand, HandInput
from sim.core.pose import Pose, distance
from sim.session.grasping import REPLACEMENT_FRAMES

BESIDE_THE_TABLE = Pose((-0.75, -0.45, 1.2))


def test_the_wrong_instrument_is_counted_once_and_the_right_one_never() -> None:
    with hands_on("gliding_hole") as hands:
        hands.take("drill_35", Hand.RIGHT)
        hands.take("tap_35", Hand.LEFT)
        hands.wait(0.5)
        assert hands.told(EventKind.GRASPED) == ["drill_35", "tap_35"]
        assert hands.told(EventKind.WRONG_INSTRUMENT) == ["tap_35"]
        assert hands.seen.errors == 1
        hands.say(CommandKind.GIVE_UP)
        assert hands.session.record().steps[-1].instrument_errors == 1


def test_what_falls_to_the_floor_is_replaced_after_three_seconds() -> None:
    with hands_on("gliding_hole") as hands:
        hands.take("drill_35")
        hands.lead(hands.inputs[Hand.RIGHT].target.moved((0.0, 0.0, 0.25)))
        hands.lead(BESIDE_THE_TABLE, 2.0)
        hands.open()
        assert hands.told(EventKind.DROPPED) == ["drill_35"]
        hands.wait(1.0)
        assert hands.told(EventKind.STERILITY_LOST) == ["drill_35"]
        assert not hands.seen.instrument("drill_35").sterile
        assert hands.seen.instrument("drill_35").pose.position[2] < 0.35
        lost = next(event.frame for event in hands.events if event.kind is EventKind.STERILITY_LOST)
        hands.wait(3.0)
        back = next(event.frame for event in hands.events if event.kind is EventKind.RETURNED)
        assert back - lost == pytest.approx(REPLACEMENT_FRAMES, abs=1)
        assert hands.seen.instrument("drill_35").sterile
        assert hands.seen.instrument("drill_35").pose == hands.session.scenario.instrument("drill_35").rest
        hands.say(CommandKind.GIVE_UP)
        assert hands.session.record().steps[-1].sterility_errors == 1


def test_an_instrument_let_go_over_its_place_lies_there_again() -> None:
    with hands_on("gliding_hole") as hands:
        hands.take("drill_35")
        rest = hands.inputs[Hand.RIGHT].target
        hands.lead(rest.moved((0.0, 0.0, 0.25)))
        assert hands.seen.hand(Hand.RIGHT).holding == "drill_35"
        hands.lead(rest.moved((0.01, 0.0, 0.03)))
        hands.open()
        assert hands.told(EventKind.RETURNED) == ["drill_35"]
        assert hands.told(EventKind.DROPPED) == []
        assert hands.seen.instrument("drill_35").pose == hands.session.scenario.instrument("drill_35").rest
        assert hands.seen.hand(Hand.RIGHT).holding is None


def test_a_hand_takes_only_what_it_can_reach_and_only_one_thing() -> None:
    with hands_on("gliding_hole") as hands:
        hands.lead(BESIDE_THE_TABLE, 0.1)
        hands.inputs[Hand.RIGHT] = HandInput(BESIDE_THE_TABLE, True)
        hands.wait(0.2)
        assert hands.told(EventKind.GRASPED) == []
        hands.take("drill_35")
        hands.take("drill_25")
        assert hands.seen.hand(Hand.RIGHT).holding == "drill_25"
        assert hands.told(EventKind.RELEASED) == ["drill_35"]


def clamp_at_its_goal(hands: Hands) -> None:
    """Hold the reduction clamp open around the fracture."""
    goal = hands.seen.step.goals[0]
    grip = hands.session.scenario.instrument(goal.instrument).grip
    hands.take(goal.instrument)
    hands.lead(hands.inputs[Hand.RIGHT].target.moved((0.0, 0.0, 0.3)))
    hands.lead(goal.pose @ grip, 2.5)


def test_a_clamp_locks_after_a_full_squeeze_and_opens_after_another() -> None:
    with hands_on("reduce") as hands:
        displaced = hands.seen.fragments[1]
        clamp_at_its_goal(hands)
        hands.squeeze(0.5, 0.5)
        assert hands.told(EventKind.CLAMPED) == []
        hands.squeeze(1.0, 0.5)
        assert hands.told(EventKind.CLAMPED) == ["reduction_clamp"]
        assert distance(hands.seen.fragments[1].position, hands.seen.fragments[0].position) < 0.0015
        hands.squeeze(0.0, 0.3)
        hands.open()
        hands.wait(0.3)
        clamp = hands.seen.instrument("reduction_clamp")
        assert clamp.fixed
        assert clamp.held_by is None
        assert [record.step for record in hands.session.record().steps] == ["reduce"]
        hands.take("reduction_clamp")
        hands.squeeze(1.0, 0.5)
        assert hands.told(EventKind.UNCLAMPED) == ["reduction_clamp"]
        assert hands.seen.fragments[1] == displaced


def test_a_clamp_with_nothing_between_its_jaws_closes_on_air() -> None:
    with hands_on("reduce") as hands:
        hands.take("reduction_clamp")
        hands.lead(hands.inputs[Hand.RIGHT].target.moved((0.0, 0.0, 0.3)))
        hands.squeeze(1.0, 0.5)
        assert hands.told(EventKind.CLAMPED) == []
        assert hands.seen.instrument("reduction_clamp").jaw_m == pytest.approx(0.0, abs=1e-9)


def test_a_plate_is_held_where_it_was_clamped_and_falls_when_the_clamp_opens() -> None:
    placed = operate("place_plate")
    (record,) = placed.record.steps
    assert record.finished
    assert record.placement is not None
    assert record.placement.held
    assert record.placement.offset_m < 0.002
    assert record.placement.gap_m < 0.003
    assert [event.subject for event in placed.events if event.kind is EventKind.PLATE_PLACED] == ["plate_7"]
    with hands_on("place_plate", "final_check") as hands:
        for frame in placed.frames:
            hands.inputs = {Hand.LEFT: frame.left, Hand.RIGHT: frame.right}
            hands.frame()
        assert hands.seen.instrument("plate_7").fixed
        before = hands.seen.instrument("plate_7").pose
        hands.take("plate_clamp")
        hands.squeeze(0.0, 0.1)
        hands.squeeze(1.0, 0.5)
        hands.wait(0.5)
        assert hands.told(EventKind.UNCLAMPED) == ["plate_clamp"]
        assert not hands.seen.instrument("plate_7").fixed
        assert distance(hands.seen.instrument("plate_7").pose.position, before.position) > 0.01
