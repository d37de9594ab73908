"""A person in a headset on the real trainer."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from wearer import AT_20_HZ, AT_90_HZ, SHIPPED, Wearer, worn

from sim.core.events import EventKind
from sim.core.headset import Button
from sim.core.intents import Hand
from sim.core.measurements import Hole
from sim.core.model import Mode
from sim.core.pose import (
    UP,
    Pose,
    add,
    angle_between,
    distance,
    dot,
    norm,
    quat_from_axis_angle,
    quat_inverse,
    quat_multiply,
    quat_to_rotation_vector,
    scale,
    subtract,
)
from sim.input.bots import make_bot
from sim.input.headset.slack import resting_turn
from sim.scoring.card import score_run

DRILL = SHIPPED.instrument("drill_25")


def turned(pose: Pose, axis: tuple[float, float, float], degrees: float) -> Pose:
    """A pose turned about an axis of its own."""
    return pose @ Pose(rotation=quat_from_axis_angle(axis, math.radians(degrees)))


def upright(wearer: Wearer, at: tuple[float, float, float], instrument: str, hand: Hand = Hand.RIGHT) -> Pose:
    """Where a hand is that holds an instrument upright with its tip at a place."""
    grip = SHIPPED.instrument(instrument).grip
    return Pose(at) @ grip @ Pose(rotation=quat_inverse(resting_turn(hand, grip)))


# --- taking and putting back ---


@pytest.mark.parametrize(
    ("instrument", "rate"), [(each.id, AT_90_HZ) for each in SHIPPED.instruments] + [("drill_25", AT_20_HZ)]
)
def test_what_is_taken_aslant_lies_still_and_comes_into_the_hand_as_that_lifts_it(
    instrument: str, rate: tuple[int, ...]
) -> None:
    with worn("drill_plate_1", rate=rate) as wearer:
        rest = wearer.seen.instrument(instrument).pose
        aslant = turned(Pose((0.006, -0.008, 0.006)), (0.4, 1.0, -0.3), 50.0)
        wearer.take(instrument, off=aslant)
        assert wearer.seen.hand(Hand.RIGHT).holding == instrument
        assert distance(wearer.seen.instrument(instrument).pose.position, rest.position) < 0.001
        start = len(wearer.snapshots)
        wearer.move(wearer.hands[Hand.RIGHT].at.moved((-0.05, -0.05, 0.15)), 0.8)
        wearer.wait(0.7)
        places = [seen.instrument(instrument).pose for seen in wearer.snapshots[start:]]
        assert max(distance(a.position, b.position) for a, b in pairwise(places)) < 0.03
        true = wearer.seen.hand(Hand.RIGHT).pose
        assert distance(true.position, wearer.hands[Hand.RIGHT].at.position) < 0.002
        grip = SHIPPED.instrument(instrument).grip
        wanted = quat_multiply(wearer.hands[Hand.RIGHT].at.rotation, resting_turn(Hand.RIGHT, grip))
        assert norm(quat_to_rotation_vector(quat_multiply(true.rotation, quat_inverse(wanted)))) < 0.03


@pytest.mark.parametrize("hand", Hand)
@pytest.mark.parametrize("instrument", ["tap_35", "sleeve_35_25", "drill_25", "driver_25"])
def test_either_hand_points_a_tip_down_with_its_palm_down_or_its_thumb_up(hand: Hand, instrument: str) -> None:
    with worn("drill_plate_1") as wearer:
        wearer.take(instrument, hand)
        wearer.move(upright(wearer, (0.1, -0.35, 1.2), instrument, hand), 1.0, hand)
        wearer.wait(1.0)
        assert angle_between(wearer.seen.instrument(instrument).pose.turn(UP), UP) < 0.03
        palm = (-1.0, 0.0, 0.0) if hand is Hand.RIGHT else (1.0, 0.0, 0.0)
        assert wearer.hands[hand].at.turn(palm)[2] < 0.1


def test_opened_near_its_place_an_instrument_lies_in_it_again() -> None:
    with worn("drill_plate_1") as wearer:
        at = wearer.grip_of("drill_25")
        wearer.take("drill_25")
        wearer.move(at.moved((-0.1, 0.0, 0.2)), 0.8)
        wearer.move(at.moved((0.04, 0.03, 0.05)), 0.8)
        wearer.hands[Hand.RIGHT].squeeze = 0.0
        wearer.wait(0.3)
        assert wearer.told(EventKind.RETURNED) == ["drill_25"]
        assert wearer.seen.instrument("drill_25").pose == DRILL.rest


def test_what_falls_to_the_floor_is_brought_back_sterile() -> None:
    with worn("drill_plate_1") as wearer:
        wearer.take("drill_25")
        wearer.move(Pose((0.5, -0.9, 1.2), wearer.hands[Hand.RIGHT].at.rotation), 1.5)
        wearer.hands[Hand.RIGHT].squeeze = 0.0
        wearer.wait(2.0)
        assert wearer.told(EventKind.DROPPED) == ["drill_25"]
        assert wearer.told(EventKind.STERILITY_LOST) == ["drill_25"]
        wearer.wait(3.2)
        assert wearer.seen.instrument("drill_25").sterile
        assert wearer.seen.instrument("drill_25").pose == DRILL.rest
        wearer.take("drill_25")
        assert wearer.seen.hand(Hand.RIGHT).holding == "drill_25"


def test_one_hand_hands_to_the_other() -> None:
    with worn("drill_plate_1", rate=AT_20_HZ) as wearer:
        wearer.take("drill_25")
        wearer.move(upright(wearer, (0.1, -0.3, 1.15), "drill_25"), 1.0)
        wearer.wait(0.5)
        before = wearer.seen.instrument("drill_25").pose
        wearer.take("drill_25", Hand.LEFT, turned(Pose((-0.03, 0.02, 0.0)), (1.0, 0.2, 0.0), 30.0))
        wearer.hands[Hand.RIGHT].squeeze = 0.0
        wearer.wait(0.5)
        assert wearer.seen.hand(Hand.LEFT).holding == "drill_25"
        assert distance(wearer.seen.instrument("drill_25").pose.position, before.position) < 0.002
        wearer.move(wearer.hands[Hand.LEFT].at.moved((-0.15, 0.0, 0.0)), 0.8, Hand.LEFT)
        wearer.wait(0.6)
        assert distance(wearer.seen.hand(Hand.LEFT).pose.position, wearer.hands[Hand.LEFT].at.position) < 0.002
        assert not wearer.told(EventKind.DROPPED)


# --- with a drill in the bone ---


def into_bone(wearer: Wearer, deep_m: float = 0.012) -> Pose:
    """Drill until the bit stands in the bone, and stop the drill; the hole's entry."""
    entry = next(view for view in wearer.seen.targets if view.id == "plate_1").entry
    wearer.take("drill_25")
    wearer.move((entry @ DRILL.grip).moved((0.0, 0.0, 0.12)), 1.2)
    wearer.wait(0.6)
    wearer.move((entry @ DRILL.grip).moved((0.0, 0.0, 0.01)), 1.0)
    wearer.hands[Hand.RIGHT].trigger = 1.0
    while wearer.seen.gauges.depth_m < deep_m:
        push(wearer, entry)
        wearer.picture()
    wearer.hands[Hand.RIGHT].trigger = 0.0
    wearer.wait(1.2)
    return entry


def push(wearer: Wearer, entry: Pose) -> None:
    """Lead the hand 5 mm ahead of the bit, as one pushes with 25 N: a person sees and feels the last picture."""
    depth = dot(subtract(wearer.seen.instrument("drill_25").pose.position, entry.position), entry.turn(UP))
    lead = min(0.005, 0.004 + 0.02 * wearer.seen.gauges.depth_m)
    wearer.hands[Hand.RIGHT].at = (
        Pose(add(entry.position, scale(entry.turn(UP), depth - lead)), entry.rotation) @ DRILL.grip
    )


def recentre(wearer: Wearer) -> None:
    """The person is somewhere else in their room and holds the button that makes this the middle."""
    wearer.head = wearer.head.moved((0.4, 0.3, 0.0))
    wearer.hands[Hand.RIGHT].at = wearer.hands[Hand.RIGHT].at.moved((0.4, 0.3, 0.0))
    wearer.recentred = True


def jump(wearer: Wearer) -> None:
    """Tracking finds the hand half a metre away."""
    wearer.hands[Hand.RIGHT].at = wearer.hands[Hand.RIGHT].at.moved((0.3, -0.4, 0.1))


def lose(wearer: Wearer) -> None:
    """The hand is not seen for a second, and found elsewhere."""
    wearer.hands[Hand.RIGHT].tracked = False
    wearer.wait(1.0)
    wearer.hands[Hand.RIGHT].at = turned(wearer.hands[Hand.RIGHT].at.moved((-0.1, 0.2, 0.1)), (1.0, 0.0, 0.0), 40.0)
    wearer.hands[Hand.RIGHT].tracked = True


def pause(wearer: Wearer) -> None:
    """The person answers the door: everything is put down, and taken up again elsewhere."""
    wearer.focused = False
    wearer.wait(0.3)
    wearer.focused = True
    hand = wearer.hands[Hand.RIGHT]
    hand.squeeze, hand.at = 0.0, hand.at.moved((0.2, -0.5, -0.3))
    wearer.wait(0.3)
    hand.buttons = frozenset({Button.MENU})
    wearer.wait(0.1)
    hand.buttons = frozenset()


def view(wearer: Wearer) -> None:
    """The person is carried to the other side of the table."""
    wearer.placement.ask("bone_side")
    wearer.placement.apply(wearer.placement.world_from_play.inverse() @ wearer.head)
    hand = wearer.hands[Hand.RIGHT]
    hand.at = turned(hand.at.moved((0.3, 1.0, -0.5)), (0.0, 0.0, 1.0), 170.0)


@pytest.mark.parametrize("happens", [recentre, jump, lose, pause, view])
def test_nothing_that_happens_to_the_person_drags_a_bit_through_the_bone(happens: Callable[[Wearer], None]) -> None:
    with worn("drill_plate_1", rate=AT_20_HZ) as wearer:
        into_bone(wearer)
        before, removed = wearer.seen.instrument("drill_25").pose, wearer.session.bone.fill_hash()
        start = len(wearer.snapshots)
        happens(wearer)
        wearer.wait(1.5)
        assert wearer.seen.phase.value == "running"
        assert wearer.seen.hand(Hand.RIGHT).holding == "drill_25"
        for seen in wearer.snapshots[start:]:
            pose = seen.instrument("drill_25").pose
            assert distance(pose.position, before.position) < 0.0005
            assert angle_between(pose.turn(UP), before.turn(UP)) < 0.01
        assert wearer.session.bone.fill_hash() == removed


def test_after_a_jump_the_hand_draws_the_bit_out_and_has_it_in_hand_again() -> None:
    with worn("drill_plate_1") as wearer:
        entry = into_bone(wearer)
        jump(wearer)
        wearer.wait(0.2)
        out = wearer.hands[Hand.RIGHT].at.moved(scale(entry.turn(UP), 0.10))
        wearer.move(out, 1.2)
        wearer.wait(1.5)
        assert distance(wearer.seen.hand(Hand.RIGHT).pose.position, out.position) < 0.002


def test_a_hand_far_past_a_blocked_bit_slides_and_comes_back_with_it_at_once() -> None:
    with worn("drill_plate_1") as wearer:
        entry = into_bone(wearer)
        into = scale(entry.turn(UP), -1.0)
        wearer.move(wearer.hands[Hand.RIGHT].at.moved(scale(into, 0.15)), 0.6)
        wearer.wait(0.05)
        hand = wearer.seen.hand(Hand.RIGHT)
        assert distance(hand.pose.position, hand.target.position) < 0.0345
        before = wearer.seen.instrument("drill_25").pose.position
        wearer.move(wearer.hands[Hand.RIGHT].at.moved(scale(into, -0.045)), 0.6)
        wearer.wait(0.3)
        assert dot(subtract(wearer.seen.instrument("drill_25").pose.position, before), into) < -0.005


def test_gripping_a_locked_clamp_aslant_does_not_wrench_it() -> None:
    with worn("reduce", "gliding_hole", mode=Mode.PRACTISE) as wearer:
        bot = make_bot("expert", wearer.session.scenario, 1)
        while wearer.seen.step.index == 0:
            assert wearer.act(bot) is not None
        clamp, fragments = wearer.seen.instrument("reduction_clamp"), wearer.seen.fragments
        assert clamp.fixed
        for hand in Hand:
            wearer.hands[hand].squeeze = 0.0
        wearer.wait(0.3)
        wearer.take("reduction_clamp", Hand.LEFT, turned(Pose((0.03, 0.02, -0.02)), (0.3, 1.0, 0.0), 60.0))
        wearer.move(wearer.hands[Hand.LEFT].at.moved((0.1, -0.3, 0.1)), 1.0, Hand.LEFT)
        assert wearer.seen.hand(Hand.LEFT).holding == "reduction_clamp"
        assert distance(wearer.seen.instrument("reduction_clamp").pose.position, clamp.pose.position) < 1e-6
        assert wearer.seen.fragments == fragments
        start = len(wearer.snapshots)
        wearer.hands[Hand.LEFT].trigger = 1.0
        wearer.wait(0.6)
        assert not wearer.seen.instrument("reduction_clamp").fixed
        places = [seen.instrument("reduction_clamp").pose.position for seen in wearer.snapshots[start:]]
        assert max(distance(clamp.pose.position, place) for place in places) < 0.04


# --- drilling at any rate of pictures ---


def drilled(rate: tuple[int, ...]) -> tuple[Hole, float]:
    """Drill through both cortices with a hand led by what the last picture showed; the hole, and seconds."""
    with worn("drill_plate_1", rate=rate) as wearer:
        entry = into_bone(wearer)
        wearer.hands[Hand.RIGHT].trigger = 1.0
        start = len(wearer.frames)
        while wearer.seen.gauges.past_far_cortex_m < 0.0008:
            push(wearer, entry)
            wearer.picture()
            assert len(wearer.frames) < start + 90 * 30
        wearer.hands[Hand.RIGHT].at = wearer.seen.hand(Hand.RIGHT).pose
        wearer.wait(0.2)
        (hole,) = wearer.session.holes("plate_1")
        return hole, (len(wearer.frames) - start) / 90.0


def test_a_hole_comes_out_the_same_at_twenty_and_at_ninety_pictures_a_second() -> None:
    (slow, slow_s), (fast, fast_s) = drilled(AT_20_HZ), drilled(AT_90_HZ)
    for hole in (slow, fast):
        assert hole.near_passed
        assert hole.far_passed
        assert hole.plunge_m < 0.008
        assert hole.angle_error_rad < 0.03
        assert hole.entry_error_m < 0.001
    assert slow_s == pytest.approx(fast_s, rel=0.1)
    assert slow.peak_force_n == pytest.approx(fast.peak_force_n, rel=0.3)
    assert slow.plunge_m == pytest.approx(fast.plunge_m, abs=0.0025)


# --- turning ---

STROKE_RAD, STROKE_S = 1.0, 0.8
"""The wrist goes forward and back."""


def by_wrist(seconds: float, slow: bool) -> tuple[float, float]:
    """How far the wrist is twisted, and where the stick is: strokes to and fro."""
    share = (seconds / (3.0 * STROKE_S if slow else STROKE_S)) % 1.0
    return STROKE_RAD * (0.5 - abs(2.0 * share - 1.0)), 0.0


def by_stick(seconds: float, slow: bool) -> tuple[float, float]:
    """The same by the thumb."""
    return 0.0, 0.35 if slow else 0.9


Twisting = Callable[[float, bool], tuple[float, float]]


def lead_turning(wearer: Wearer, instrument: str, goal: Pose, twist_rad: float, lead_m: float) -> None:
    """Follow a turned instrument along its goal's line, ``lead_m`` ahead of it, with the wrist twisted."""
    up = goal.turn(UP)
    depth = dot(subtract(wearer.seen.instrument(instrument).pose.position, goal.position), up)
    at = Pose(add(goal.position, scale(up, depth - lead_m)), goal.rotation)
    wrist = Pose(rotation=quat_from_axis_angle(UP, -twist_rad))
    wearer.hands[Hand.RIGHT].at = at @ wrist @ SHIPPED.instrument(instrument).grip


def drive(wearer: Wearer, twisting: Twisting) -> float:
    """Let the expert do all up to the screw, then turn it in until it is tight; the seconds it took."""
    bot = make_bot("expert", wearer.session.scenario, 1)
    while wearer.seen.step.id != "drive_plate_1":
        assert wearer.act(bot) is not None
    (goal,) = wearer.seen.step.goals
    wearer.move((goal.pose @ SHIPPED.instrument("driver_25").grip).moved((0.0, 0.0, 0.12)), 1.5)
    wearer.wait(0.8)
    wearer.move((goal.pose @ SHIPPED.instrument("driver_25").grip).moved((0.0, 0.0, 0.004)), 1.0)
    start = len(wearer.frames)
    while (wearer.seen.gauges.torque_share or 0.0) < 0.75 or not any(s.seated for s in wearer.seen.screws):
        seconds = (len(wearer.frames) - start) / 90.0
        assert seconds < 60.0
        slow = (wearer.seen.gauges.torque_share or 0.0) > 0.3
        twist, wearer.hands[Hand.RIGHT].turn = twisting(seconds, slow)
        lead_turning(wearer, "driver_25", goal.pose, twist, min(0.003, 0.001 * (1.0 + seconds)))
        wearer.picture()
    wearer.hands[Hand.RIGHT].turn = 0.0
    return (len(wearer.frames) - start) / 90.0


@pytest.mark.parametrize(("twisting", "rate"), [(by_wrist, AT_20_HZ), (by_stick, AT_90_HZ)])
def test_a_screw_is_driven_home_by_wrist_or_thumb_and_what_turns_it_does_not_turn_the_driver_too(
    twisting: Twisting, rate: tuple[int, ...]
) -> None:
    with worn("drill_plate_1", "measure_plate_1", "choose_plate_1", "drive_plate_1", rate=rate) as wearer:
        drive(wearer, twisting)
        driver = [seen.instrument("driver_25") for seen in wearer.snapshots]
        across = [state.pose.turn((1.0, 0.0, 0.0)) for state in driver[-360:]]
        assert max(angle_between(across[0], each) for each in across) < 0.15
        assert driver[-1].turn_rad > 10.0
        assert all(b.turn_rad >= a.turn_rad - 1e-9 for a, b in pairwise(driver))
        up = wearer.seen.step.goals[0].pose.turn(UP)
        wearer.move(wearer.hands[Hand.RIGHT].at.moved(scale(up, 0.08)), 0.8)
        wearer.wait(0.5)
        (screw,) = wearer.session.record().steps[3].screws
        assert screw.seated
        assert not screw.stripped
        assert screw.near_engagement > 0.6
        assert 0.6 < screw.torque_nm / screw.stripping_torque_nm < 0.95


def test_while_the_thumb_turns_the_wrist_does_not() -> None:
    with worn("drill_plate_1", "tap") as wearer:
        entry = next(view for view in wearer.seen.targets if view.id == "plate_1").entry
        wearer.take("tap_35")
        wearer.move((entry @ SHIPPED.instrument("tap_35").grip).moved((0.0, 0.0, 0.03)), 1.5)
        wearer.wait(0.8)
        for stick, turned_rad in ((0.0, 2.0), (1.0, 4.0)):
            before = wearer.frames[-1].right.turn_rad
            wearer.hands[Hand.RIGHT].turn = stick
            wearer.move(turned(wearer.hands[Hand.RIGHT].at, (1.0, 0.0, 0.0), -40.0), 0.5)
            assert wearer.frames[-1].right.turn_rad - before == pytest.approx(turned_rad, abs=0.15)


def test_away_from_the_bone_the_wrist_turns_the_whole_driver() -> None:
    with worn("drill_plate_1") as wearer:
        wearer.take("driver_25")
        wearer.move(upright(wearer, (0.3, -0.3, 1.2), "driver_25"), 1.0)
        wearer.wait(0.6)
        before = wearer.seen.instrument("driver_25").pose
        wearer.move(turned(wearer.hands[Hand.RIGHT].at, UP, -60.0), 0.8)
        wearer.wait(0.3)
        after = wearer.seen.instrument("driver_25")
        assert after.turn_rad == 0.0
        angle = angle_between(before.turn((1.0, 0.0, 0.0)), after.pose.turn((1.0, 0.0, 0.0)))
        assert angle == pytest.approx(math.radians(60.0), abs=0.05)


def test_with_the_trigger_pulled_the_wrist_backs_a_tap_out() -> None:
    with worn("drill_plate_1", "tap") as wearer:
        bot = make_bot("expert", wearer.session.scenario, 1)
        while wearer.seen.step.id == "drill_plate_1":
            assert wearer.act(bot) is not None
        entry = next(view for view in wearer.seen.targets if view.id == "plate_1").entry
        for hand in Hand:
            wearer.hands[hand].squeeze = 0.0
        wearer.move(wearer.hands[Hand.RIGHT].at.moved((0.0, 0.0, 0.15)), 0.5)
        wearer.take("tap_35")
        wearer.move((entry @ SHIPPED.instrument("tap_35").grip).moved((0.0, 0.0, 0.12)), 1.5)
        wearer.wait(0.8)
        deepest = 0.0
        for reverse, lead_m, seconds in ((False, 0.003, 10.0), (True, -0.001, 12.0)):
            wearer.hands[Hand.RIGHT].trigger = float(reverse)
            start = len(wearer.frames)
            while (now := (len(wearer.frames) - start) / 90.0) < seconds:
                lead_turning(wearer, "tap_35", entry, by_wrist(now, slow=False)[0], lead_m)
                wearer.picture()
            depth = -entry.inverse().apply(wearer.seen.instrument("tap_35").pose.position)[2]
            assert depth > 0.005 if not reverse else depth < deepest - 0.004
            deepest = depth


# --- the whole procedure ---


@pytest.mark.slow
def test_the_expert_in_a_headset_of_twenty_pictures_a_second_finishes_every_step() -> None:
    with worn(rate=AT_20_HZ, mode=Mode.ASSESS) as wearer:
        bot = make_bot("expert", wearer.session.scenario, 1)
        while wearer.act(bot) is not None:
            assert len(wearer.frames) < 90 * 60 * 10
        assert wearer.session.finished
        assert not wearer.told(EventKind.WRONG_INSTRUMENT)
        assert not wearer.told(EventKind.DROPPED)
        card = score_run(wearer.session.record(), wearer.session.scenario)
        assert card.passed
