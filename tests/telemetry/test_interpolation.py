from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telemetry.interpolation import SMOOTH, HubClock, Track, between
from telemetry.quantised import Placement

STILL = (0.0, 0.0, 0.0, 1.0)


def at(x: float) -> Placement:
    return (x, 0.0, 0.0), STILL


def turned(angle_rad: float) -> Placement:
    return (0.0, 0.0, 0.0), (0.0, 0.0, math.sin(angle_rad / 2.0), math.cos(angle_rad / 2.0))


def shown(track: Track, hub_s: float) -> float:
    pose = track.at(hub_s)
    assert pose is not None
    return pose[0][0]


def play(track: Track, lateness_s: list[float], interval_s: float = 1.0 / 30.0, speed: float = 0.5) -> list[float]:
    """Steady motion told evenly but heard late; what is shown at 90 Hz, less where it truly was then."""
    heard = sorted((k * interval_s + late, k * interval_s) for k, late in enumerate(lateness_s))
    errors, now_s = [], 0.0
    while heard or now_s < interval_s:
        while heard and heard[0][0] <= now_s:
            arrived_s, at_s = heard.pop(0)
            track.told(at_s, arrived_s, at(speed * at_s))
        if (pose := track.at(now_s)) is not None:
            errors.append(pose[0][0] - speed * now_s)
        now_s += 1.0 / 90.0
    return errors


def test_before_anything_was_told_there_is_nothing_to_show() -> None:
    assert Track().at(1.0) is None


def test_between_two_poses_it_is_on_the_way() -> None:
    track = Track()
    track.told(1.000, 1.001, at(0.0))
    track.told(1.010, 1.011, at(0.1))
    delay_s = SMOOTH.least_delay_s + 0.001
    assert shown(track, 1.005 + delay_s) == pytest.approx(0.05)
    assert track.delay_s == pytest.approx(delay_s)


@given(
    st.lists(st.tuples(st.floats(0.001, 3.0), st.floats(0.0, 0.5), st.floats(-2.0, 2.0)), min_size=1, max_size=30),
    st.lists(st.floats(0.0, 0.2), min_size=1, max_size=60),
)
def test_it_never_overshoots(told: list[tuple[float, float, float]], steps_s: list[float]) -> None:
    """What is shown lies between two neighbouring poses that were told, or is one of them."""
    track, at_s, now_s, known = Track(), 0.0, 0.0, []
    waiting = []
    for interval_s, late_s, x in told:
        at_s += interval_s
        waiting.append((max(at_s + late_s, waiting[-1][0] if waiting else 0.0), at_s, x))
    for step_s in steps_s * 3:
        now_s += step_s
        while waiting and waiting[0][0] <= now_s:
            heard_s, of_s, x = waiting.pop(0)
            track.told(of_s, heard_s, at(x))
            known.append(x)
        pose = track.at(now_s)
        assert (pose is None) == (not known)
        if pose is not None:
            x = pose[0][0]
            ways = zip(known, [*known[1:], known[-1]], strict=True)
            assert any(min(a, b) - 1e-9 <= x <= max(a, b) + 1e-9 for a, b in ways)


@given(st.lists(st.tuples(st.floats(0.01, 0.2) | st.floats(0.2, 1.5), st.floats(0.0, 0.3)), min_size=2, max_size=60))
def test_what_is_shown_never_runs_back(told: list[tuple[float, float]]) -> None:
    """Somebody who only moves ahead is only seen to move ahead, however unevenly the poses come."""
    track, at_s, last_heard_s = Track(), 0.0, 0.0
    waiting = []
    for interval_s, late_s in told:
        at_s += interval_s
        last_heard_s = max(last_heard_s, at_s + late_s)
        waiting.append((last_heard_s, at_s))
    furthest, now_s = -1.0, 0.0
    while now_s < last_heard_s + 1.0:
        now_s += 1.0 / 90.0
        while waiting and waiting[0][0] <= now_s:
            heard_s, of_s = waiting.pop(0)
            track.told(of_s, heard_s, at(of_s * 0.5))
        if (pose := track.at(now_s)) is not None:
            assert pose[0][0] >= furthest - 1e-9
            furthest = pose[0][0]
    assert furthest == pytest.approx(at_s * 0.5)


def test_the_delay_is_small_where_poses_come_evenly_and_grows_where_they_do_not() -> None:
    calm, uneven = Track(), Track()
    chance = random.Random(7)
    play(calm, [0.002] * 90)
    play(uneven, [chance.uniform(0.0, 0.080) for _ in range(90)])
    assert calm.delay_s == pytest.approx(1.0 / 30.0 + 0.002, abs=0.002)
    assert 0.08 < uneven.delay_s < 0.13


def test_evenly_told_motion_is_shown_without_a_jerk() -> None:
    errors = play(Track(), [0.004] * 300)[30:]
    assert max(errors) - min(errors) < 0.0005, "always the same little behind"
    assert max(errors) == pytest.approx(-0.5 * (1.0 / 30.0 + 0.004), abs=0.001)


def test_the_delay_shrinks_again_when_the_line_gets_better() -> None:
    track = Track()
    play(track, [0.120] * 30)
    rough_s = track.delay_s
    track = Track()
    errors = play(track, [0.120] * 10 + [0.002] * 170)
    assert rough_s > 0.14
    assert track.delay_s < 0.05
    steps = [after - before for before, after in pairwise(errors)]
    assert max(abs(step) for step in steps[60:]) < 0.5 / 90.0, "it catches up without a jump"


@settings(max_examples=30)
@given(st.lists(st.floats(0.0, 5.0), min_size=1, max_size=80))
def test_the_delay_stays_within_its_bounds(lateness_s: list[float]) -> None:
    track = Track()
    play(track, lateness_s)
    assert SMOOTH.least_delay_s <= track.delay_s <= SMOOTH.most_delay_s


def test_after_a_silence_it_stands_still_and_then_glides() -> None:
    track = Track()
    track.told(0.0, 0.0, at(0.0))
    assert shown(track, 5.0) == 0.0
    track.told(10.0, 10.01, at(0.5))
    for now_s, x in ((10.011, 0.0), (10.06, 0.27), (10.12, 0.5), (20.0, 0.5)):
        assert shown(track, now_s) == pytest.approx(x, abs=0.02)
    assert track.delay_s < 0.05, "a silence is no unevenness"


def test_where_nothing_comes_any_more_it_stays_where_it_was_last() -> None:
    track = Track()
    track.told(0.0, 0.0, at(0.0))
    track.told(0.03, 0.03, at(0.1))
    for now_s in (0.2, 1.0, 100.0):
        assert shown(track, now_s) == pytest.approx(0.1)


def test_a_jump_is_shown_as_one() -> None:
    track = Track()
    track.told(0.0, 0.0, at(0.0))
    track.told(0.03, 0.03, at(50.0))
    track.at(0.03)
    seen = {round(shown(track, 0.03 + step / 1000.0), 6) for step in range(100)}
    assert seen == {0.0, 50.0}


def test_poses_that_are_no_newer_change_nothing() -> None:
    track = Track()
    track.told(0.1, 0.1, at(0.1))
    track.told(0.1, 0.1, at(0.2))
    track.told(0.05, 0.1, at(0.3))
    assert shown(track, 1.0) == pytest.approx(0.1)


def test_a_hub_that_begins_to_count_anew_is_followed() -> None:
    track = Track()
    track.told(5000.0, 5000.0, at(0.1))
    assert shown(track, 5000.1) == pytest.approx(0.1)
    track.told(1.0, 1.0, at(0.2))
    assert shown(track, 1.1) == pytest.approx(0.2)


@given(st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), st.floats(0.0, 1.0))
def test_rotations_go_the_short_way_evenly(a: float, b: float, share: float) -> None:
    way = math.remainder(b - a, math.tau)
    if abs(abs(way) - math.pi) < 1e-3:
        return  # both ways are as short
    _, (_, _, z, w) = between(turned(a), turned(b), share)
    assert math.remainder(2.0 * math.atan2(z, w) - (a + way * share), math.tau) == pytest.approx(0.0, abs=1e-4)


def test_the_hubs_clock_follows_the_quickest_messages() -> None:
    clock = HubClock()
    assert clock.hub_s(5.0) == 0.0
    for number, late_s in enumerate([0.05, 0.01, 0.08, 0.03]):
        clock.heard(number * 100, 1000.0 + number * 0.1 + late_s)
    assert clock.hub_s(1000.31) == pytest.approx(0.3, abs=1e-3)


def test_the_hubs_clock_follows_a_clock_that_runs_slower() -> None:
    clock = HubClock()
    for number in range(600):
        clock.heard(int(number * 999.5), 50.0 + number)
    assert clock.hub_s(50.0 + 599.0) == pytest.approx(599 * 0.9995, abs=0.01)


def test_another_clock_is_taken_at_once() -> None:
    clock = HubClock()
    clock.heard(1_000_000, 50.0)
    clock.heard(20, 51.0)
    assert clock.hub_s(51.0) == pytest.approx(0.02)
