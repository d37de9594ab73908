"""Input frames as columns: float32 differences in byte planes, flags in bits."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..core.intents import Command, HandInput, InputFrame
from ..core.pose import Pose

FLOATS = 25
"""Left hand 9, right hand 9 (position, rotation, trigger, turn), head 7 (position, rotation)."""

_BYTES_PER_FRAME = FLOATS * 4 + 1
_LEFT_GRASP, _RIGHT_GRASP, _IRRIGATE = 1, 2, 4

Words = NDArray[np.uint32]


def pack(frames: Sequence[InputFrame]) -> bytes:
    """Compress the floats and flags of consecutive frames (not their commands).

    Raises ValueError when a float is no float32 value (see `sim.core.intents.rounded`).
    """
    exact = np.array([_floats(frame) for frame in frames], dtype=np.float64).reshape(-1, FLOATS)
    with np.errstate(over="ignore"):
        stored = exact.astype("<f4")
    if not np.array_equal(stored, exact, equal_nan=True):
        raise ValueError("an input frame holds a number that is no float32 value")
    words = np.ascontiguousarray(stored.T).view("<u4")
    differences = words.copy()
    differences[:, 1:] -= words[:, :-1]
    planes = differences.view(np.uint8).reshape(FLOATS, len(frames), 4).transpose(2, 0, 1)
    flags = bytes(_flags(frame) for frame in frames)
    return zlib.compress(planes.tobytes() + flags)


def unpack(data: bytes, first: int, commands: Sequence[tuple[Command, ...]]) -> list[InputFrame]:
    """The frames that `pack` took, numbered from ``first``; ``commands`` holds each frame's.

    Raises ValueError when the data do not hold as many frames as there are commands.
    """
    count = len(commands)
    plain = _decompressed(data, count * _BYTES_PER_FRAME)
    planes = np.frombuffer(plain, np.uint8, count * FLOATS * 4).reshape(4, FLOATS, count)
    differences = np.ascontiguousarray(planes.transpose(1, 2, 0)).view("<u4").reshape(FLOATS, count)
    words = np.cumsum(differences, axis=1, dtype=np.uint32).astype("<u4")
    rows = words.view("<f4").T.astype(np.float64).tolist()
    flags = plain[count * FLOATS * 4 :]
    return [
        _frame(first + offset, row, flag, wishes)
        for offset, (row, flag, wishes) in enumerate(zip(rows, flags, commands, strict=True))
    ]


def _decompressed(data: bytes, size: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(data, size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(plain) != size or not reader.eof:
        raise ValueError(f"expected {size} bytes of columns, but got {len(plain)}")
    return plain


def _floats(frame: InputFrame) -> tuple[float, ...]:
    return (*_hand_floats(frame.left), *_hand_floats(frame.right), *frame.head.position, *frame.head.rotation)


def _hand_floats(hand: HandInput) -> tuple[float, ...]:
    return (*hand.target.position, *hand.target.rotation, hand.trigger, hand.turn_rad)


def _flags(frame: InputFrame) -> int:
    return (
        (_LEFT_GRASP if frame.left.grasp else 0)
        | (_RIGHT_GRASP if frame.right.grasp else 0)
        | (_IRRIGATE if frame.irrigate else 0)
    )


def _frame(index: int, row: list[float], flags: int, commands: tuple[Command, ...]) -> InputFrame:
    return InputFrame(
        index=index,
        left=_hand(row[0:9], bool(flags & _LEFT_GRASP)),
        right=_hand(row[9:18], bool(flags & _RIGHT_GRASP)),
        head=_pose(row[18:25]),
        irrigate=bool(flags & _IRRIGATE),
        commands=commands,
    )


def _hand(row: list[float], grasp: bool) -> HandInput:
    return HandInput(_pose(row), grasp, row[7], row[8])


def _pose(row: list[float]) -> Pose:
    return Pose((row[0], row[1], row[2]), (row[3], row[4], row[5], row[6]))
