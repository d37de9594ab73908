import math
import struct

import pytest
from hypothesis import given
from recorded_frames import runs, smooth_frame

from sim.core.intents import HandInput, InputFrame
from sim.core.pose import Pose
from sim.recording.columns import pack, unpack


def bits(frame):
    """Every float of a frame as its float32 bits, so that -0.0 and NaN count too."""
    hands = (frame.left, frame.right)
    values = [value for hand in hands for value in (*hand.target.position, *hand.target.rotation, hand.trigger)]
    values += [frame.left.turn_rad, frame.right.turn_rad, *frame.head.position, *frame.head.rotation]
    return struct.pack(f"<{len(values)}f", *values)


@given(runs())
def test_any_frames_come_back_exactly(run):
    frames = [frame for frame, _ in run]
    back = unpack(pack(frames), 0, [frame.commands for frame in frames])
    assert [bits(frame) for frame in back] == [bits(frame) for frame in frames]
    for before, after in zip(frames, back, strict=True):
        assert (after.index, after.irrigate, after.commands) == (before.index, before.irrigate, before.commands)
        assert (after.left.grasp, after.right.grasp) == (before.left.grasp, before.right.grasp)


def test_a_frame_that_would_not_come_back_exactly_is_refused():
    for value in (0.1, 1e39):
        frame = InputFrame(0, HandInput(Pose((value, 0.0, 0.0))), HandInput())
        with pytest.raises(ValueError, match="float32"):
            pack([frame])


def test_a_wrong_count_of_frames_is_refused():
    packed = pack([smooth_frame(index) for index in range(10)])
    for count in (9, 11):
        with pytest.raises(ValueError, match="bytes of columns"):
            unpack(packed, 0, [()] * count)


def test_bytes_that_are_no_columns_are_refused():
    with pytest.raises(ValueError, match="header"):
        unpack(b"nothing", 0, [()])


def test_infinity_and_nan_survive():
    frame = InputFrame(0, HandInput(Pose((math.inf, -math.inf, -0.0)), trigger=math.nan), HandInput())
    (back,) = unpack(pack([frame]), 0, [()])
    assert bits(back) == bits(frame)
