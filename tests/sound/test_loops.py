import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.sound.loops import (
    RELEASE_S,
    drill_pitch,
    drill_volumes,
    grit_volume,
    squeak_pitch,
    squeak_volume,
)

shares = st.floats(0.0, 1.0)


@given(shares, shares, shares)
def test_the_drills_pitch_never_falls_when_it_turns_faster(slow: float, fast: float, load: float) -> None:
    slow, fast = sorted((slow, fast))
    assert drill_pitch(slow, load) <= drill_pitch(fast, load)


@given(shares, shares, shares)
def test_the_drills_pitch_never_rises_with_the_load(light: float, heavy: float, speed: float) -> None:
    light, heavy = sorted((light, heavy))
    assert drill_pitch(speed, heavy) <= drill_pitch(speed, light)


def test_a_loaded_drill_is_plainly_lower_and_a_released_one_higher() -> None:
    assert drill_pitch(1.0, 0.8) < 0.85 * drill_pitch(1.0, 0.0)
    assert drill_pitch(1.0, 0.0, since_release_s=0.0) == pytest.approx(1.10)
    assert drill_pitch(1.0, 0.0, since_release_s=RELEASE_S) == pytest.approx(1.0)


@given(st.floats(-1.0, 3.0), st.floats(-1.0, 3.0))
def test_drill_volumes_stay_between_silence_and_full(speed: float, load: float) -> None:
    free, working = drill_volumes(speed, load)
    assert 0.0 <= free <= 1.0
    assert 0.0 <= working <= 1.0


def test_a_drill_fades_from_free_to_working_as_it_is_loaded() -> None:
    assert drill_volumes(0.0, 0.0) == (0.0, 0.0)
    assert drill_volumes(1.0, 0.0)[1] == 0.0
    free, working = drill_volumes(1.0, 1.0)
    assert free == pytest.approx(0.0, abs=1e-9)
    assert working == pytest.approx(0.7)


@pytest.mark.parametrize(("function", "top"), [(grit_volume, 40.0), (squeak_volume, 1.5), (squeak_pitch, 1.5)])
def test_cutting_and_turning_grow_and_stay_bounded(function, top: float) -> None:
    values = [function(top * step / 20.0) for step in range(21)]
    assert values == sorted(values)
    assert values[0] < values[-1] <= 1.3


def test_nothing_cut_and_nothing_tight_is_silent() -> None:
    assert grit_volume(0.0) == 0.0
    assert squeak_volume(0.1) == 0.0
