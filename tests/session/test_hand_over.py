"""One hand takes what the other holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from operation import Hands, hands_on

from sim.core.events import EventKind
from sim.core.intents import Hand, HandInput
from sim.core.pose import Pose, angle_between, distance


def take_over(hands: Hands, instrument: str, hand: Hand) -> None:
    """Close a hand on an instrument that the other holds."""
    there = hands.seen.instrument(instrument).pose @ hands.session.scenario.instrument(instrument).grip
    hands.inputs[hand] = HandInput(there)
    hands.frame()
    assert hands.seen.hand(hand).reach == instrument
    hands.inputs[hand] = HandInput(there, True)
    hands.frame()


def lifted(hands: Hands, instrument: str) -> None:
    """Take an instrument with the right hand and hold it before the chest."""
    hands.take(instrument)
    hands.lead(Pose((0.1, -0.3, 1.3), hands.inputs[Hand.RIGHT].target.rotation))


def test_a_second_hand_at_the_handle_takes_it_over_and_the_first_stays_closed_and_empty() -> None:
    with hands_on("drill_plate_1") as hands:
        lifted(hands, "drill_25")
        before = hands.seen.instrument("drill_25").pose
        take_over(hands, "drill_25", Hand.LEFT)
        assert [hands.seen.hand(hand).holding for hand in Hand] == ["drill_25", None]
        told = [(e.kind, e.detail) for e in hands.events[-2:]]
        assert told == [(EventKind.RELEASED, Hand.RIGHT), (EventKind.GRASPED, Hand.LEFT)]
        hands.wait(0.5)
        assert hands.seen.hand(Hand.RIGHT).holding is None
        assert distance(hands.seen.instrument("drill_25").pose.position, before.position) < 0.002
        assert not hands.told(EventKind.DROPPED)
        hands.open(Hand.RIGHT)
        assert hands.seen.hand(Hand.LEFT).holding == "drill_25"


@pytest.mark.parametrize("receiver", Hand)
def test_opening_in_the_moment_of_the_hand_over_drops_nothing(receiver: Hand) -> None:
    with hands_on("drill_plate_1") as hands:
        giver = receiver.other
        hands.take("drill_25", giver)
        hands.lead(Pose((0.1, -0.3, 1.3), hands.inputs[giver].target.rotation), hand=giver)
        there = hands.seen.hand(giver).pose
        hands.inputs[receiver] = HandInput(there, True)
        hands.inputs[giver] = replace(hands.inputs[giver], grasp=False)
        hands.frame()
        assert hands.seen.hand(receiver).holding == "drill_25"
        assert not hands.told(EventKind.DROPPED)
        assert not hands.told(EventKind.RETURNED)


def test_the_new_hand_leads_and_pulls_the_trigger() -> None:
    with hands_on("drill_plate_1") as hands:
        lifted(hands, "drill_25")
        take_over(hands, "drill_25", Hand.LEFT)
        hands.squeeze(1.0, 0.3, Hand.RIGHT)
        assert hands.seen.instrument("drill_25").speed_rad_s == 0.0
        hands.squeeze(1.0, 0.5, Hand.LEFT)
        assert hands.seen.instrument("drill_25").speed_rad_s > 50.0
        hands.lead(hands.inputs[Hand.LEFT].target.moved((-0.1, 0.0, 0.0)), hand=Hand.LEFT)
        true, wanted = hands.seen.hand(Hand.LEFT).pose, hands.seen.hand(Hand.LEFT).target
        assert distance(true.position, wanted.position) < 0.001
        up = (0.0, 0.0, 1.0)
        assert angle_between(true.turn(up), wanted.turn(up)) < 0.01


def test_a_turned_handle_does_not_spin_by_what_the_new_hand_has_turned_before() -> None:
    with hands_on("tap") as hands:
        lifted(hands, "tap_35")
        there = hands.seen.hand(Hand.RIGHT).pose
        hands.inputs[Hand.LEFT] = HandInput(there, turn_rad=25.0)
        hands.frame()
        hands.inputs[Hand.LEFT] = HandInput(there, True, turn_rad=25.0)
        hands.wait(0.3)
        assert hands.seen.hand(Hand.LEFT).holding == "tap_35"
        assert hands.seen.instrument("tap_35").turn_rad == 0.0


def test_handing_over_a_wrong_instrument_is_not_taking_it_twice() -> None:
    with hands_on("drill_plate_1") as hands:
        lifted(hands, "tap_35")
        take_over(hands, "tap_35", Hand.LEFT)
        assert hands.told(EventKind.WRONG_INSTRUMENT) == ["tap_35"]
        assert hands.seen.errors == 1


def test_what_lies_free_is_taken_before_what_the_other_hand_holds() -> None:
    with hands_on("countersink") as hands:
        hands.take("countersink", Hand.LEFT)
        gauge = hands.session.scenario.instrument("depth_gauge")
        palm = hands.seen.instrument("depth_gauge").pose @ gauge.grip
        nearly = Pose((palm.position[0] + 0.06, palm.position[1], palm.position[2]), palm.rotation)
        hands.lead(nearly, hand=Hand.LEFT)
        hands.inputs[Hand.RIGHT] = HandInput(nearly)
        hands.frame()
        assert distance(hands.seen.hand(Hand.LEFT).pose.position, nearly.position) < 0.01
        assert hands.seen.hand(Hand.RIGHT).reach not in (None, "countersink")


def test_a_hand_out_of_reach_takes_nothing_over() -> None:
    with hands_on("drill_plate_1") as hands:
        lifted(hands, "drill_25")
        hands.inputs[Hand.LEFT] = HandInput(Pose((0.0, 0.3, 1.5)), True)
        hands.frame()
        assert hands.seen.hand(Hand.LEFT).holding is None
