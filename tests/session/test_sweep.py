"""The sweep: feed force, bit and bone move plunge, skiving and heat the way the cited studies say.

The measured table is in docs/model.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from rig import STEADY, drill_hole

from sim.core.measurements import Hole
from sim.core.model import BoneQuality, Sharpness

NORMAL, OSTEOPOROTIC = BoneQuality.NORMAL, BoneQuality.OSTEOPOROTIC
SHARP, BLUNT = Sharpness.SHARP, Sharpness.BLUNT
FORCES_N = (10.0, 20.0, 30.0, 40.0, 50.0, 60.0)

EQUAL_FEED_N = {(NORMAL, SHARP): 25.0, (OSTEOPOROTIC, SHARP): 15.0, (NORMAL, BLUNT): 80.0, (OSTEOPOROTIC, BLUNT): 40.0}
"""Feed forces at which all four drill two cortices in about the same time."""


@cache
def hole(
    force_n: float,
    quality: BoneQuality = NORMAL,
    sharpness: Sharpness = SHARP,
    *,
    target: str = "plate_1",
    irrigated: bool = False,
    drop_n: float = 0.0,
) -> Hole:
    """A hole drilled with a steady hand that pushes evenly."""
    skill = replace(STEADY, feed_n=force_n, careful=False, irrigates=irrigated, feed_drop_n=drop_n)
    return drill_hole(skill, quality=quality, sharpness=sharpness, target=target)


def equal_feed(quality: BoneQuality, sharpness: Sharpness) -> Hole:
    return hole(EQUAL_FEED_N[quality, sharpness], quality, sharpness)


# --- plunge ---


def test_every_hand_gets_through() -> None:
    assert all(hole(force).far_passed for force in FORCES_N)
    assert all(equal_feed(*which).far_passed for which in EQUAL_FEED_N)


def test_plunge_grows_with_the_force_at_break_through() -> None:
    for lighter, heavier in pairwise(hole(force).plunge_m for force in FORCES_N):
        assert heavier > lighter + 0.0005


def test_the_four_of_the_study_drill_in_the_same_time() -> None:
    times = [equal_feed(*which).cutting_time_s for which in EQUAL_FEED_N]
    assert max(times) < 1.15 * min(times)


def test_a_blunt_bit_plunges_at_least_twice_as_far() -> None:
    """5.1 against 21.1 mm in normal, 5.4 against 13.9 mm in osteoporotic bone (PMID 22391404)."""
    for quality in (NORMAL, OSTEOPOROTIC):
        assert equal_feed(quality, BLUNT).plunge_m > 2.0 * equal_feed(quality, SHARP).plunge_m


def test_a_blunt_bit_plunges_farther_in_normal_than_in_osteoporotic_bone() -> None:
    """21.1 against 13.9 mm (PMID 22391404)."""
    assert equal_feed(NORMAL, BLUNT).plunge_m > 1.25 * equal_feed(OSTEOPOROTIC, BLUNT).plunge_m


def test_with_a_sharp_bit_the_bone_makes_little_difference() -> None:
    """5.1 against 5.4 mm (PMID 22391404): small beside what a blunt bit does."""
    sharp = abs(equal_feed(NORMAL, SHARP).plunge_m - equal_feed(OSTEOPOROTIC, SHARP).plunge_m)
    blunt = abs(equal_feed(NORMAL, BLUNT).plunge_m - equal_feed(OSTEOPOROTIC, BLUNT).plunge_m)
    assert sharp < 0.5 * blunt
    assert hole(20.0).plunge_m == pytest.approx(hole(20.0, OSTEOPOROTIC).plunge_m, abs=0.0015)


def test_plunge_of_a_sharp_bit_is_as_large_as_measured() -> None:
    """5.1 to 7.6 mm with sharp bits in normal bone (PMID 22391404), at forces between 15 and 25 N."""
    assert 0.0045 < hole(20.0).plunge_m < 0.0080


def test_easing_off_before_the_far_cortex_lowers_the_plunge() -> None:
    """Experts drop the feed force by about 5.5 N (10.1002/jor.25377)."""
    steady, eased, careful = (hole(30.0, drop_n=drop).plunge_m for drop in (0.0, 5.5, 15.0))
    assert eased < steady
    assert careful < 0.75 * steady


# --- heat ---


def test_dry_drilling_with_little_force_burns_and_with_more_does_not() -> None:
    """10 to 20 N exceeded 45 C, 40 to 60 N did not (Bioengineering 2024;11:592)."""
    assert hole(10.0).peak_temperature_c > 47.0
    for force in (40.0, 50.0, 60.0):
        assert hole(force).peak_temperature_c < 45.0
    for lighter, heavier in pairwise(hole(force).peak_temperature_c for force in FORCES_N):
        assert heavier < lighter


@pytest.mark.parametrize("force_n", [10.0, 30.0, 60.0])
def test_irrigation_keeps_bone_below_47_degrees(force_n: float) -> None:
    """10.1007/s00402-007-0427-3."""
    cooled = hole(force_n, irrigated=True)
    assert cooled.peak_temperature_c < 47.0
    assert cooled.heat_dose_s == 0.0
    assert cooled.plunge_m == hole(force_n).plunge_m


def test_a_blunt_bit_burns_more_than_a_sharp_one() -> None:
    assert equal_feed(NORMAL, BLUNT).peak_temperature_c > equal_feed(NORMAL, SHARP).peak_temperature_c + 5.0


# --- skiving ---


def test_an_oblique_entry_skives_more_than_a_square_one() -> None:
    for force in (10.0, 40.0):
        assert hole(force, target="lag_screw").skive_m > 1.5 * hole(force).skive_m


def test_a_heavy_hand_skives_more() -> None:
    assert hole(40.0, target="lag_screw").skive_m > hole(10.0, target="lag_screw").skive_m
    assert hole(60.0).skive_m > hole(10.0).skive_m
