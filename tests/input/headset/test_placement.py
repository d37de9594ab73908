from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.pose import UP, Pose, angle_between, distance, quat_from_axis_angle, quat_multiply
from sim.core.views import OWN_VIEW, STANDING_EYES_M, STANDING_PLACE, VIEW_NAMES, views
from sim.input.headset.placement import MOST_TABLE_OFFSET_M, Placement, level
from sim.scenario import load_scenario
from sim.scenario.library import list_scenarios

WOUND = Pose((0.0, 0.0, 1.0))
AHEAD = (0.0, 1.0, 0.0)


def head(
    x: float = 0.0, y: float = 0.0, z: float = 1.6, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0
) -> Pose:
    rotation = quat_multiply(quat_from_axis_angle(UP, yaw), quat_from_axis_angle((1.0, 0.0, 0.0), pitch))
    return Pose((x, y, z), quat_multiply(rotation, quat_from_axis_angle(AHEAD, roll)))


some = st.floats(-2.0, 2.0)
heads = st.builds(
    head, some, some, st.floats(0.8, 2.0), st.floats(-3.1, 3.1), st.floats(-1.4, 1.4), st.floats(-0.4, 0.4)
)


def test_a_person_in_the_middle_of_play_space_stands_at_the_table() -> None:
    placement = Placement(WOUND)
    assert (placement.world_from_play @ head()).position == pytest.approx((0.05, -0.62, 1.6))
    assert placement.view == OWN_VIEW
    assert not placement.pending


@given(heads)
def test_recentring_puts_the_head_over_the_standing_place_and_keeps_the_horizon(start: Pose) -> None:
    placement = Placement(WOUND)
    placement.recentre(start)
    there = placement.world_from_play @ start
    assert there.position == pytest.approx((*STANDING_PLACE[:2], start.position[2]))
    assert angle_between(level(there).turn(AHEAD), AHEAD) == pytest.approx(0.0, abs=1e-6)
    assert placement.world_from_play.turn(UP) == pytest.approx(UP, abs=1e-9)


@given(heads, st.sampled_from([name for name in VIEW_NAMES if name != OWN_VIEW]))
def test_a_view_is_looked_from_where_it_is_with_its_heading_and_a_level_horizon(start: Pose, name: str) -> None:
    placement = Placement(WOUND)
    placement.ask(name)
    assert placement.pending
    before = placement.world_from_play
    placement.apply(start)
    assert not placement.pending
    assert before != placement.world_from_play
    there = placement.world_from_play @ start
    view = views(WOUND)[name].pose
    assert there.position == pytest.approx(view.position)
    assert angle_between(level(there).turn(AHEAD), level(view).turn(AHEAD)) == pytest.approx(0.0, abs=1e-6)
    assert placement.world_from_play.turn(UP) == pytest.approx(UP, abs=1e-9)
    placement.ask(OWN_VIEW)
    placement.apply(head(yaw=1.0))
    assert placement.world_from_play.position == pytest.approx(before.position)


def test_nothing_moves_before_the_picture_is_dark_and_every_move_is_counted() -> None:
    placement = Placement(WOUND)
    here, moves = placement.world_from_play, placement.moves
    placement.ask("bone_side")
    placement.ask_table(0.1)
    assert (placement.world_from_play, placement.view, placement.moves) == (here, OWN_VIEW, moves)
    placement.apply(head())
    assert placement.view == "bone_side"
    assert placement.moves == moves + 1


def test_what_is_asked_for_and_taken_back_is_no_move() -> None:
    placement = Placement(WOUND)
    placement.ask("bone_side")
    placement.ask(OWN_VIEW)
    assert not placement.pending


def test_a_view_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        Placement(WOUND).ask("moon")


@pytest.mark.parametrize(("offset", "moved"), [(0.1, -0.1), (-0.2, 0.2), (0.9, -0.25), (math.nan, 0.0)])
def test_a_higher_table_is_a_lower_person(offset: float, moved: float) -> None:
    for placement in (Placement(WOUND, table_offset_m=offset), Placement(WOUND)):
        placement.ask_table(offset)
        placement.apply(head())
        assert placement.world_from_play.position[2] == pytest.approx(moved)
        assert abs(placement.stand.table_offset_m) <= MOST_TABLE_OFFSET_M


def test_whoever_sits_sees_as_a_standing_surgeon_does() -> None:
    placement = Placement(WOUND, seated=True)
    placement.recentre(head(z=1.15))
    assert (placement.world_from_play @ head(z=1.15)).position[2] == pytest.approx(STANDING_EYES_M)
    placement.ask_seated(False)
    placement.apply(head(z=1.15))
    assert (placement.world_from_play @ head(z=1.15)).position[2] == pytest.approx(1.15)
    placement.ask_seated(True)
    placement.apply(head(z=1.2))
    assert (placement.world_from_play @ head(z=1.2)).position[2] == pytest.approx(STANDING_EYES_M)


def test_a_tall_person_is_not_pulled_down_by_sitting() -> None:
    placement = Placement(WOUND, seated=True)
    placement.recentre(head(z=1.8))
    assert placement.world_from_play.position[2] == pytest.approx(0.0)


def test_a_wish_to_recentre_brings_the_person_back_from_a_view() -> None:
    placement = Placement(WOUND)
    placement.ask("assistant")
    placement.apply(head())
    placement.ask_recentre()
    assert placement.pending
    placement.apply(head(x=0.4, yaw=0.5))
    assert placement.view == OWN_VIEW
    assert (placement.world_from_play @ head(x=0.4, yaw=0.5)).position == pytest.approx((0.05, -0.62, 1.6))


def test_next_view_goes_round_what_the_step_asks_for() -> None:
    placement = Placement(WOUND)
    seen = []
    for _ in range(4):
        placement.ask(placement.next_view(("bone_end", "assistant", "unheard_of")))
        seen.append(placement.stand.view)
    assert seen == ["bone_end", "assistant", OWN_VIEW, "bone_end"]
    assert Placement(WOUND).next_view(()) == "bone_side"


def test_next_view_leads_home_from_a_view_that_is_not_on_the_round() -> None:
    placement = Placement(WOUND)
    placement.ask("tray")
    assert placement.next_view(()) == OWN_VIEW


def test_next_view_leads_from_one_that_has_been_taken_to_the_one_that_is_still_asked_for() -> None:
    placement = Placement(WOUND)
    placement.ask(placement.next_view(("bone_side", "bone_end")))
    placement.ask(placement.next_view(("bone_end",)))
    assert placement.stand.view == "bone_end"
    assert placement.next_view(()) == OWN_VIEW


SHOULDERS = tuple((STANDING_PLACE[0] + side, STANDING_PLACE[1], 1.40) for side in (-0.19, 0.19))
ARM_M = 0.75
"""From the shoulder to the palm, leaning a little (ours): a hand takes what is 9 cm before it."""

NEAREST_PALM_M = 0.05
"""Of what is pushed into bone, the sleeve is held nearest to its tip."""


@pytest.mark.parametrize("name", list_scenarios())
def test_everything_lies_within_reach_and_nobody_has_to_stoop(name: str) -> None:
    scenario = load_scenario(name)
    places = {each.id: (each.rest @ each.grip).position for each in scenario.instruments}
    for family in scenario.screws:
        places |= {f"{family.id}_{i}": family.slot(i).position for i in range(len(family.lengths_m))}
    places["over the wound"] = scenario.patient.world_from_bone.apply((0.0, 0.0, NEAREST_PALM_M))
    low = {name for name, place in places.items() if not 0.75 <= place[2] <= 1.5}
    far = {name for name, place in places.items() if min(distance(place, shoulder) for shoulder in SHOULDERS) > ARM_M}
    assert not low
    assert not far
