import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation
from step_records import minimum_jerk

from sim.scoring.movement import ldlj, path_length, reaches, sparc, speed_of

BELL = np.exp(-5.0 * np.arange(-1, 1, 0.01) ** 2)
POINTS = st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=2, max_size=30).map(np.array)


def test_the_reference_signal():
    assert sparc(BELL, 100.0) == pytest.approx(-1.41403, abs=5e-6)
    assert ldlj(BELL, 100.0) == pytest.approx(-5.81636, abs=5e-6)


@given(st.floats(1e-3, 1e3))
def test_smoothness_does_not_depend_on_speed_amplitude(factor):
    rough = BELL * (1.0 + 0.2 * np.sin(np.arange(len(BELL)) * 0.4))
    assert sparc(rough * factor, 100.0) == pytest.approx(sparc(rough, 100.0), abs=1e-9)
    assert ldlj(rough * factor, 100.0) == pytest.approx(ldlj(rough, 100.0), abs=1e-9)


@given(st.floats(20.0, 500.0))
def test_jerk_does_not_depend_on_duration(hz):
    assert ldlj(BELL, hz) == pytest.approx(ldlj(BELL, 100.0), abs=1e-9)


def test_tremor_makes_a_movement_less_smooth():
    tremor = BELL * (1.0 + 0.3 * np.sin(2 * np.pi * 8.0 * np.arange(len(BELL)) / 100.0))
    assert sparc(tremor, 100.0) < sparc(BELL, 100.0) - 0.1
    assert ldlj(tremor, 100.0) < ldlj(BELL, 100.0) - 1.0


@pytest.mark.parametrize("speed", [np.zeros(0), np.zeros(3), np.zeros(50)])
def test_no_movement_has_no_smoothness(speed):
    assert sparc(speed, 90.0) is None
    assert ldlj(speed, 90.0) is None


@given(POINTS, st.tuples(*[st.floats(-3, 3)] * 3), st.tuples(*[st.floats(-5, 5)] * 3))
@settings(max_examples=50)
def test_path_length_does_not_depend_on_where_one_looks_from(points, turn, shift):
    seen = Rotation.from_rotvec(turn).apply(points) + shift
    assert path_length(seen) == pytest.approx(path_length(points), abs=1e-9)


@given(POINTS)
@settings(max_examples=50)
def test_a_path_is_no_shorter_than_the_straight_line(points):
    assert path_length(points) >= np.linalg.norm(points[-1] - points[0]) - 1e-12


def test_path_length_of_a_square():
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]], dtype=float)
    assert path_length(square) == 4.0
    assert path_length(square[:1]) == 0.0
    assert path_length(np.zeros((0, 3))) == 0.0


def test_speed_of_a_steady_hand_is_kept_by_the_filter():
    positions = np.linspace((0, 0, 0), (1.0, 0, 0), 91)
    speed = speed_of(positions, 90.0)
    assert speed[10:-10] == pytest.approx(1.0, abs=1e-9)


def test_each_reach_is_found_once():
    out = minimum_jerk((0, 0, 0), (0.3, 0, 0), 1.0)
    rest = np.repeat(out[-1:], 90, axis=0)
    back = minimum_jerk((0.3, 0, 0), (0, 0.1, 0), 1.2)
    found = reaches(speed_of(np.concatenate([out, rest, back])))
    assert [len(reach) / 90.0 for reach in found] == pytest.approx([1.0, 1.2], abs=0.08)


def test_a_short_hesitation_does_not_split_a_reach():
    speed = np.concatenate([np.full(40, 0.3), np.full(8, 0.0), np.full(40, 0.3)])
    assert len(reaches(speed)) == 1
    longer = np.concatenate([np.full(40, 0.3), np.full(30, 0.0), np.full(40, 0.3)])
    assert len(reaches(longer)) == 2


def test_a_twitch_or_a_still_hand_is_no_reach():
    assert reaches(np.concatenate([np.zeros(50), np.full(10, 0.3), np.zeros(50)])) == []
    assert reaches(np.full(200, 0.01)) == []
    assert reaches(np.zeros(0)) == []
