from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemetry.auth.limits import Limiter, TokenBucket


def test_a_bucket_gives_its_burst_and_then_its_pace() -> None:
    bucket = TokenBucket.full(per_s=0.5, burst=3, now=100.0)
    assert [bucket.take(100.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert bucket.take(100.0) == pytest.approx(2.0)
    assert bucket.take(101.0) == pytest.approx(1.0)
    assert bucket.take(102.0) == 0.0
    assert bucket.take(102.0) == pytest.approx(2.0)


def test_who_waits_gets_the_burst_back_and_no_more() -> None:
    bucket = TokenBucket.full(per_s=1.0, burst=2, now=0.0)
    assert bucket.take(0.0, cost=2) == 0.0
    assert [bucket.take(1e9) for _ in range(2)] == [0.0, 0.0]
    assert bucket.take(1e9) > 0.0


def test_a_cost_that_can_never_be_met_says_so() -> None:
    assert TokenBucket.full(1.0, 2.0, 0.0).take(0.0, cost=2.5) == float("inf")
    assert TokenBucket(0.0, 2.0, 0.0, 0.0).take(0.0) == float("inf")


def test_a_clock_that_goes_back_neither_fills_nor_locks() -> None:
    bucket = TokenBucket.full(per_s=1.0, burst=1, now=1000.0)
    assert bucket.take(1000.0) == 0.0
    assert bucket.take(10.0) == pytest.approx(1.0)
    assert bucket.take(11.0) == 0.0


@given(st.lists(st.tuples(st.floats(0.0, 10.0), st.floats(0.0, 5.0)), max_size=60))
def test_no_order_of_tries_gets_more_than_burst_and_pace(tries: list[tuple[float, float]]) -> None:
    bucket = TokenBucket.full(per_s=2.0, burst=4.0, now=0.0)
    now = taken = 0.0
    for pause, cost in tries:
        now += pause
        if bucket.take(now, cost) == 0.0:
            taken += cost
        assert taken <= 4.0 + 2.0 * now + 1e-6


@given(st.floats(0.0, 3.9), st.floats(0.1, 4.0))
def test_the_wait_that_is_named_is_enough(held: float, cost: float) -> None:
    bucket = TokenBucket(2.0, 4.0, held, 0.0)
    wait = bucket.take(0.0, cost)
    assert wait == 0.0 or bucket.take(wait + 1e-9, cost) == 0.0
    assert wait == 0.0 or held < cost


def test_each_address_has_tries_of_its_own() -> None:
    limiter = Limiter(per_s=0.1, burst=1)
    assert limiter.take("10.0.0.1", 0.0) == 0.0
    assert limiter.take("10.0.0.1", 0.0) > 0.0
    assert limiter.take("10.0.0.2", 0.0) == 0.0


def test_what_turned_out_right_is_given_back() -> None:
    limiter = Limiter(per_s=0.1, burst=2)
    for _ in range(50):
        assert limiter.take("a class behind one address", 0.0) == 0.0
        limiter.give_back("a class behind one address")
    limiter.give_back("never heard of")
    assert [limiter.take("a class behind one address", 0.0) > 0 for _ in range(3)] == [False, False, True]


def test_memory_is_bounded_and_those_who_wait_are_remembered_longest() -> None:
    limiter = Limiter(per_s=0.1, burst=1, most=3)
    for address in ("a", "b", "c"):
        limiter.take(address, 0.0)
    limiter.take("a", 1.0)
    limiter.take("d", 1.0)
    assert len(limiter) == 3
    assert limiter.take("a", 1.0) > 0.0, "the one that was used last is still held to its pace"
    for number in range(1000):
        limiter.take(number, 2.0)
    assert len(limiter) == 3


def test_who_has_waited_long_enough_is_forgotten() -> None:
    limiter = Limiter(per_s=1.0, burst=1)
    for number in range(100):
        limiter.take(number, 0.0)
    limiter.take("new", 10.0)
    assert len(limiter) == 1
