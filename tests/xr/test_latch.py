from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.xr.latch import Latch


def test_a_press_closes_and_the_next_opens() -> None:
    latch = Latch()
    assert [latch.read(amount) for amount in (0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)] == [0, 1, 1, 1, 1, 0, 0]


def test_a_trembling_finger_presses_once() -> None:
    latch = Latch()
    assert [latch.read(amount) for amount in (0.0, 0.65, 0.55, 0.65, 0.5, 0.7)] == [0, 1, 1, 1, 1, 1]


@given(st.integers(0, 20))
def test_only_the_number_of_presses_counts(presses: int) -> None:
    latch = Latch()
    for _ in range(presses):
        latch.read(1.0)
        latch.read(0.0)
    assert latch.read(0.0) == presses % 2
