from __future__ import annotations

import math
import struct

from hypothesis import given
from hypothesis import strategies as st

from sim.core.intents import FRAME_HZ, FRAME_S, Command, CommandKind, Hand, HandInput, InputFrame, rounded
from sim.core.pose import Pose

numbers = st.floats(-1e6, 1e6)
poses = st.builds(Pose, st.tuples(*[numbers] * 3), st.tuples(*[numbers] * 4))
hands = st.builds(HandInput, poses, st.booleans(), st.floats(0.0, 1.0), numbers)
commands = st.lists(st.builds(Command, st.sampled_from(CommandKind), st.text(max_size=5)), max_size=2).map(tuple)
frames = st.builds(InputFrame, st.integers(0, 10**6), hands, hands, poses, st.booleans(), commands)


@given(frames)
def test_rounding_twice_is_rounding_once(frame: InputFrame) -> None:
    assert rounded(rounded(frame)) == rounded(frame)


@given(frames)
def test_rounded_numbers_are_what_a_run_file_stores(frame: InputFrame) -> None:
    exact = rounded(frame)
    for hand in Hand:
        given_hand, kept = frame.hand(hand), exact.hand(hand)
        assert kept.grasp is given_hand.grasp
        wide = (*given_hand.target.position, *given_hand.target.rotation, given_hand.trigger, given_hand.turn_rad)
        narrow = (*kept.target.position, *kept.target.rotation, kept.trigger, kept.turn_rad)
        for before, after in zip(wide, narrow, strict=True):
            assert after == struct.unpack("<f", struct.pack("<f", before))[0]
            assert math.isclose(after, before, rel_tol=1e-7, abs_tol=1e-37)
    assert (exact.index, exact.irrigate, exact.commands) == (frame.index, frame.irrigate, frame.commands)


def test_hands_have_each_other() -> None:
    assert Hand.LEFT.other is Hand.RIGHT
    assert Hand.RIGHT.other is Hand.LEFT
    assert math.isclose(FRAME_HZ * FRAME_S, 1.0)
