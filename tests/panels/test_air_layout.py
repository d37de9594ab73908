"""Where panels hang: read without turning away from the wound, hiding neither the bone nor each other."""

import math
from itertools import combinations, product

import pytest
from panel_snapshots import procedure

from sim.core.pose import Pose, Vec3, add, angle_between, distance, scale, subtract, unit
from sim.panels.air import (
    DEBRIEF,
    DESIGN_DMM,
    DIALOG,
    FAR_M,
    GAUGES,
    NEAR_M,
    NOTES,
    SHEETS,
    STEP,
    TOOLS,
    Sheet,
    standing_eyes,
)
from sim.panels.lessons import EYES_M
from sim.panels.readable import CAPITAL_EM, SMALLEST_CAPITAL_ARCMIN, farther, least_arc_minutes

WOUND = procedure().patient.world_from_bone.position
EYES: tuple[Vec3, ...] = tuple(product((-0.08, 0.0, 0.08), (-0.70, -0.60), (1.50, 1.60, 1.68)))
"""Of surgeons of several heights, at several places before the table."""
MARGIN = 20.0
"""Design pixels round the cards, with nothing on them."""
SMALLEST_TYPE = 13.0
TOGETHER = [{STEP, GAUGES, NOTES, TOOLS}, {DIALOG, GAUGES, NOTES, TOOLS}]


def towards(point: Vec3, eyes: Vec3) -> Vec3:
    return unit(subtract(point, eyes))


def points_on(sheet: Sheet, pose: Pose) -> list[Vec3]:
    """Points of what can be drawn on a sheet, within its margins."""
    width, tall = (length - 2 * MARGIN * sheet.pixel_m for length in sheet.size_m)
    across = [width * (n / 10.0 - 0.5) for n in range(11)]
    up = [tall * (n / 10.0 - 0.5) for n in range(11)]
    return [pose.apply((x, 0.0, z)) for x in across for z in up]


def covers(sheet: Sheet, pose: Pose, eyes: Vec3, direction: Vec3) -> bool:
    """Whether a line of sight meets what can be drawn on a sheet."""
    to_panel = pose.inverse()
    start, ahead = to_panel.apply(eyes), subtract(to_panel.apply(add(eyes, direction)), to_panel.apply(eyes))
    met = add(start, scale(ahead, -start[1] / ahead[1]))
    width, height = (length / 2.0 - MARGIN * sheet.pixel_m for length in sheet.size_m)
    return ahead[1] > 0.0 and abs(met[0]) < width and abs(met[2]) < height


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("eyes", EYES)
def test_a_panel_is_level_faces_the_eyes_and_keeps_its_distance(sheet, eyes):
    pose = sheet.pose(eyes, WOUND)
    assert distance(pose.position, eyes) == pytest.approx(sheet.distance_m)
    assert angle_between(pose.turn((0.0, 1.0, 0.0)), towards(pose.position, eyes)) < 1e-6
    assert pose.turn((1.0, 0.0, 0.0))[2] == pytest.approx(0.0, abs=1e-9)
    assert pose.turn((0.0, 0.0, 1.0))[2] > 0.5


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("eyes", EYES)
def test_no_panel_hides_the_bone(sheet, eyes):
    pose = sheet.pose(eyes, WOUND)
    bone = procedure().patient.world_from_bone
    for x, y in product((-0.10, -0.05, 0.0, 0.05, 0.10), (-0.015, 0.0, 0.015)):
        assert not covers(sheet, pose, eyes, towards(bone.apply((x, y, 0.015)), eyes))


@pytest.mark.parametrize("eyes", EYES)
def test_panels_that_are_there_together_do_not_hide_each_other(eyes):
    for group in TOGETHER:
        for a, b in combinations(sorted(group, key=SHEETS.index), 2):
            poses = a.pose(eyes, WOUND), b.pose(eyes, WOUND)
            assert not any(covers(b, poses[1], eyes, towards(point, eyes)) for point in points_on(a, poses[0])), (a, b)


@pytest.mark.parametrize("sheet", [STEP, GAUGES, NOTES, DIALOG, DEBRIEF], ids=lambda sheet: sheet.name)
def test_what_is_read_lies_within_half_a_right_angle_of_the_wound(sheet):
    sight = towards(WOUND, EYES_M)
    assert angle_between(towards(sheet.pose(EYES_M, WOUND).position, EYES_M), sight) < math.radians(45.0)


def test_what_is_only_read_is_beyond_the_hands_and_what_is_poked_within_reach():
    assert 0.9 <= FAR_M <= 1.2
    assert 0.55 <= NEAR_M <= 0.65
    assert [sheet for sheet in SHEETS if sheet.touchable != (sheet.distance_m == NEAR_M)] == []


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.touchable], ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("eyes", EYES)
def test_nothing_to_poke_needs_a_stoop(sheet, eyes):
    lowest = min(point[2] for point in points_on(sheet, sheet.pose(eyes, WOUND)))
    assert lowest > eyes[2] - 0.55
    assert max(point[2] for point in points_on(sheet, sheet.pose(eyes, WOUND))) < eyes[2] + 0.2


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_smallest_type_is_read_in_every_corner_also_by_who_leans_back(sheet):
    pose = sheet.pose(EYES_M, WOUND)
    capital = CAPITAL_EM * SMALLEST_TYPE * sheet.pixel_m
    leaning_back = farther(EYES_M, pose, 0.3)
    assert least_arc_minutes(capital, pose, sheet.size_m, leaning_back) >= SMALLEST_CAPITAL_ARCMIN


def test_a_design_pixel_looks_the_same_on_every_panel():
    assert {round(sheet.pixel_m / sheet.distance_m, 9) for sheet in SHEETS} == {round(DESIGN_DMM / 1000.0, 9)}


def test_panels_are_not_placed_for_a_head_over_the_wound():
    over = (WOUND[0], WOUND[1] - 0.2, WOUND[2] + 0.4)
    below = (0.0, -0.65, WOUND[2] - 0.2)
    upright = (0.05, -0.60, 1.55)
    assert standing_eyes(over, WOUND) == EYES_M
    assert standing_eyes(below, WOUND) == EYES_M
    assert standing_eyes(upright, WOUND) == upright
