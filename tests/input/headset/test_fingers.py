from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.intents import Hand
from sim.core.pose import UP, Pose, angle_between, norm, quat_from_axis_angle, quat_inverse, quat_multiply, quat_rotate
from sim.core.pose import quat_to_rotation_vector as rotation_vector
from sim.input.headset.fingers import LETS_GO, TAKES, Squeeze, Trigger
from sim.input.headset.slack import (
    CLOSES_S,
    FASTEST_M_S,
    FASTEST_RAD_S,
    MOST_LEAD_M,
    MOST_LEAD_RAD,
    OTHER_WAY_ROUND,
    Slack,
    kept_near,
    resting_turn,
    slack_between,
)
from sim.input.headset.twist import PLAY_RAD, Ratchet, stick_rad_s, twirl, without_twist
from sim.scenario import load_scenario

SHIPPED = load_scenario("plate_osteosynthesis")
values = st.floats(allow_nan=True, allow_infinity=True)
part = st.floats(-1.0, 1.0)
points = st.tuples(part, part, part)
turns = st.builds(quat_from_axis_angle, points, st.floats(-3.0, 3.0))
poses = st.builds(Pose, points, turns)


# --- squeeze and trigger ---


@given(st.lists(values, max_size=30))
def test_a_hand_closes_above_one_value_and_opens_below_another(told: list[float]) -> None:
    squeeze, expected = Squeeze(), False
    for value in told:
        squeeze.feel(value)
        expected = math.isfinite(value) and value > (LETS_GO if expected else TAKES)
        assert squeeze.closed is expected


def test_a_hand_does_not_flutter_between_the_two() -> None:
    squeeze = Squeeze()
    seen = []
    for value in (0.5, 0.61, 0.5, 0.4, 0.36, 0.34, 0.5, 0.59):
        squeeze.feel(value)
        seen.append(squeeze.closed)
    assert seen == [False, True, True, True, True, False, False, False]


@given(values)
def test_a_trigger_gives_nothing_at_rest_all_when_pulled_and_never_nonsense(value: float) -> None:
    trigger = Trigger()
    trigger.feel(value)
    given_value = trigger.give(True)
    assert 0.0 <= given_value <= 1.0
    if value <= 0.05:
        assert given_value == 0.0
    if 1.0 <= value < math.inf:
        assert given_value == 1.0


def test_a_captured_trigger_comes_back_once_it_has_been_let_go() -> None:
    trigger = Trigger()
    seen = []
    for value, captured in ((0.0, True), (1.0, True), (1.0, False), (0.05, False), (1.0, False)):
        trigger.feel(value)
        if captured:
            trigger.capture()
        seen.append(trigger.give(True))
    assert seen == [0.0, 0.0, 0.0, 0.0, 1.0]


def test_a_panel_that_comes_into_the_ray_of_a_running_drill_does_not_stop_it() -> None:
    trigger = Trigger()
    trigger.feel(1.0)
    assert trigger.give(True) == 1.0
    trigger.capture()
    assert trigger.give(True) == 1.0
    for value in (0.0, 1.0):
        trigger.feel(value)
        trigger.capture()
    assert trigger.give(True) == 0.0


# --- twist ---


@given(turns, st.floats(-1.5, 1.5), st.floats(-0.5, 0.5))
def test_a_twist_about_the_axis_is_parted_from_the_rest(
    before: tuple[float, float, float, float], twist: float, lean: float
) -> None:
    axis = quat_rotate(before, UP)
    twisted = quat_multiply(quat_from_axis_angle(axis, -twist), before)
    across = quat_rotate(twisted, (1.0, 0.0, 0.0))
    now = quat_multiply(quat_from_axis_angle(across, lean), twisted)
    swung, found = without_twist(before, now)
    assert found == pytest.approx(twist, abs=1e-6)
    assert angle_between(quat_rotate(swung, UP), quat_rotate(now, UP)) == pytest.approx(0.0, abs=1e-6)


def test_strokes_forward_turn_and_strokes_back_do_not() -> None:
    ratchet = Ratchet()
    strokes = (0.5, -0.5, 0.5, -0.5, 0.5)
    assert [ratchet.twist(by, reverse=False) for by in strokes] == pytest.approx(
        [0.5, 0.0, 0.5 - PLAY_RAD, 0.0, 0.5 - PLAY_RAD]
    )


def test_the_reversed_ratchet_turns_back() -> None:
    ratchet = Ratchet()
    assert [ratchet.twist(by, reverse=True) for by in (-0.5, 0.5, -0.5)] == pytest.approx([-0.5, 0.0, -0.5 + PLAY_RAD])


@given(st.lists(st.floats(-PLAY_RAD / 2.0, PLAY_RAD / 2.0), min_size=2, max_size=200))
def test_a_trembling_hand_does_not_creep(places: list[float]) -> None:
    ratchet, turned, before = Ratchet(), 0.0, 0.0
    for place in places:
        turned += ratchet.twist(place - before, reverse=False)
        before = place
    assert turned <= PLAY_RAD / 2.0 + 1e-9


def test_fingers_twirl_what_turns_lightly_and_grip_what_is_tight() -> None:
    assert [twirl(share) for share in (None, 0.0, 0.3, 0.4, 0.5, 1.2)] == pytest.approx([3.0, 3.0, 3.0, 2.0, 1.0, 1.0])


@given(values)
def test_a_stick_turns_gently_near_its_middle_and_never_nonsense(stick: float) -> None:
    rate = stick_rad_s(stick)
    assert abs(rate) <= 8.0
    if math.isfinite(stick) and abs(stick) < 1.0:
        assert abs(rate) <= 8.0 * abs(stick)
    if math.isfinite(stick) and rate:
        assert math.copysign(1.0, rate) == math.copysign(1.0, stick)


# --- slack ---


@given(poses, poses)
def test_slack_keeps_an_instrument_where_it_is(hand: Pose, there: Pose) -> None:
    kept = slack_between(hand, there).applied(hand)
    assert kept.position == pytest.approx(there.position)
    assert norm(rotation_vector(quat_multiply(kept.rotation, quat_inverse(there.rotation)))) == pytest.approx(
        0.0, abs=1e-6
    )


@given(points, turns, st.sampled_from([(0.0, 0.0, 0.0, 1.0), OTHER_WAY_ROUND]))
def test_slack_closes_for_good_and_never_violently(
    shift: tuple[float, float, float], turn: tuple[float, float, float, float], rest: tuple[float, float, float, float]
) -> None:
    slack = Slack(shift, turn)
    for _ in range(90 * 6):
        after = slack.closing(rest, 1.0)
        moved = math.dist(after.shift, slack.shift)
        turned = norm(rotation_vector(quat_multiply(after.turn, quat_inverse(slack.turn))))
        assert moved <= FASTEST_M_S / 90.0 + 1e-9
        assert turned <= FASTEST_RAD_S / 90.0 + 1e-6
        assert norm(after.shift) <= norm(slack.shift)
        slack = after
    assert slack.shift == (0.0, 0.0, 0.0)
    assert slack.turn == rest


def test_what_was_taken_aslant_is_in_the_hand_within_half_a_second() -> None:
    slack = Slack((0.03, 0.0, 0.0), quat_from_axis_angle((1.0, 0.0, 0.0), 0.6))
    for _ in range(45):
        slack = slack.closing((0.0, 0.0, 0.0, 1.0), 1.0)
    assert norm(slack.shift) < 0.03 * math.exp(-0.4 / CLOSES_S)
    assert norm(rotation_vector(slack.turn)) < 0.02


@given(poses, poses)
def test_a_hand_slides_when_it_is_too_far_ahead(hand: Pose, true: Pose) -> None:
    near = kept_near(hand, true, before=hand)
    lead_m = math.dist(hand.position, true.position)
    assert math.dist(near.position, true.position) == pytest.approx(min(lead_m, MOST_LEAD_M), abs=1e-9)
    lead = norm(rotation_vector(quat_multiply(near.rotation, quat_inverse(true.rotation))))
    assert lead <= MOST_LEAD_RAD + 1e-6


def test_a_hand_on_its_way_is_ahead_of_what_follows_it_and_does_not_slide() -> None:
    turns = [quat_from_axis_angle((0.0, 0.0, 1.0), angle) for angle in (0.0, 0.4, 0.6)]
    true, before, hand = (Pose((x, 0.0, 0.0), turn) for x, turn in zip((0.0, 0.03, 0.05), turns, strict=True))
    assert kept_near(hand, true, before) == hand
    assert kept_near(hand, true, before=hand).position == pytest.approx((MOST_LEAD_M, 0.0, 0.0))


@pytest.mark.parametrize("instrument", SHIPPED.instruments, ids=lambda instrument: instrument.id)
@pytest.mark.parametrize("hand", Hand)
def test_no_hand_holds_an_instrument_with_its_palm_to_the_handle_s_far_end(instrument, hand: Hand) -> None:
    """A palm that looks away from the tip would have to be turned up to point the tip down."""
    palm = (-1.0, 0.0, 0.0) if hand is Hand.RIGHT else (1.0, 0.0, 0.0)
    hand_from_true = quat_inverse(resting_turn(hand, instrument.grip))
    rotation = quat_multiply(instrument.grip.rotation, hand_from_true)
    assert quat_rotate(rotation, palm)[2] < 0.5
