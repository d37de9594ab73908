import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.scoring.points import is_beyond, points

NUMBER = st.floats(-1e6, 1e6)
MOST = st.floats(0.0, 100.0)


@given(st.floats(allow_nan=True, allow_infinity=True), NUMBER, NUMBER, MOST)
def test_bounded_for_every_value(value, best, worst, most):
    assert 0.0 <= points(value, best, worst, most) <= most


@given(NUMBER, NUMBER, NUMBER, NUMBER, MOST)
def test_a_better_value_never_earns_less(a, b, best, worst, most):
    assume(best != worst)
    better, worse = (min(a, b), max(a, b)) if best < worst else (max(a, b), min(a, b))
    assert points(better, best, worst, most) >= points(worse, best, worst, most)


@given(NUMBER, NUMBER, MOST)
def test_exact_at_both_bounds(best, worst, most):
    assume(best != worst)
    assert points(best, best, worst, most) == most
    assert points(worst, best, worst, most) == 0.0


@pytest.mark.parametrize(
    ("value", "best", "worst", "expected"),
    [
        (5.0, 5.0, 10.0, 8.0),
        (math.nextafter(5.0, 9.0), 5.0, 10.0, pytest.approx(8.0)),
        (7.5, 5.0, 10.0, 4.0),
        (10.0, 5.0, 10.0, 0.0),
        (11.0, 5.0, 10.0, 0.0),
        (4.0, 5.0, 10.0, 8.0),
        (-1.6, -1.6, -3.2, 8.0),
        (-2.4, -1.6, -3.2, pytest.approx(4.0)),
        (-9.0, -1.6, -3.2, 0.0),
        (3.0, 3.0, 3.0, 8.0),
        (3.1, 3.0, 3.0, 0.0),
        (None, 0.0, 1.0, 0.0),
        (math.nan, 0.0, 1.0, 0.0),
    ],
)
def test_known_values(value, best, worst, expected):
    assert points(value, best, worst, 8.0) == expected


def test_the_bound_that_fails_a_run_is_itself_allowed():
    assert not is_beyond(10.0, 10.0, best=5.0, worst=10.0)
    assert is_beyond(math.nextafter(10.0, 11.0), 10.0, best=5.0, worst=10.0)
    assert not is_beyond(0.5, 0.5, best=0.9, worst=0.6)
    assert is_beyond(0.49, 0.5, best=0.9, worst=0.6)
    assert not is_beyond(None, 10.0, best=5.0, worst=10.0)
    assert not is_beyond(99.0, None, best=5.0, worst=10.0)
