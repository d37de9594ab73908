"""The same input gives the same run, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from operation import LONGEST_FRAMES, Operated, only, operate

from sim.core.intents import rounded
from sim.core.measurements import StepRecord
from sim.core.options import RunOptions
from sim.input.bots.skill import SLOPPY
from sim.physics.bullet import BulletWorld
from sim.session.session import Session


@pytest.fixture(scope="module")
def clumsy() -> Operated:
    """A trembling hand drills and measures."""
    return operate("drill_plate_1", "measure_plate_1", skill=SLOPPY, seed=5)


def same_step(a: StepRecord, b: StepRecord) -> bool:
    """Whether two records agree in every bit, arrays too."""
    others = [name for name in a.__slots__ if name != "trace"]
    return all(getattr(a, name) == getattr(b, name) for name in others) and all(
        np.array_equal(getattr(a.trace, name), getattr(b.trace, name)) for name in a.trace.__slots__
    )


def test_two_sessions_fed_the_same_frames_agree_in_every_bit(clumsy: Operated) -> None:
    session = Session(only("drill_plate_1", "measure_plate_1"), RunOptions(), BulletWorld())
    events = []
    for frame, expected in zip(clumsy.frames, clumsy.snapshots, strict=True):
        snapshot, told = session.step(frame)
        events += told
        assert snapshot == expected
    record = session.record()
    assert session.bone.fill_hash() == clumsy.fill_hash
    assert events == clumsy.events
    assert all(same_step(a, b) for a, b in zip(record.steps, clumsy.record.steps, strict=True))
    assert record.duration_s == clumsy.record.duration_s
    session.close()


def test_a_bot_says_only_what_a_run_file_can_hold(clumsy: Operated) -> None:
    assert 0 < len(clumsy.frames) < LONGEST_FRAMES
    assert all(frame == rounded(frame) for frame in clumsy.frames)


def test_a_hair_s_difference_in_the_input_is_seen(clumsy: Operated) -> None:
    other = operate("drill_plate_1", "measure_plate_1", skill=SLOPPY, seed=6)
    assert other.fill_hash != clumsy.fill_hash
