"""Somebody's head and hands in 16 to 90 bytes: what an avatar is drawn from."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .quantised import POSE_BYTES, Placement, pack_pose, unpack_pose

FINGER_ANGLES = 20
"""Of a hand: thumb to little finger; of each the bend at three joints from the palm outward, then the spread."""
_LEFT, _RIGHT, _LEFT_FINGERS, _RIGHT_FINGERS = 1, 2, 4, 8
_KNOWN = _LEFT | _RIGHT | _LEFT_FINGERS | _RIGHT_FINGERS
_LEAST_RAD, _RANGE_RAD = -math.pi / 4.0, math.pi
ANGLE_STEP_RAD = _RANGE_RAD / 255.0
"""An angle is from -45 to 135 degrees; what is beyond is drawn in."""


@dataclass(frozen=True, slots=True)
class HandPosture:
    """One hand."""

    pose: Placement
    """world_from_hand (docs/conventions.md)."""
    squeeze: float = 0.0
    """0 open, 1 closed."""
    trigger: float = 0.0
    fingers: tuple[float, ...] = ()
    """`FINGER_ANGLES` angles in radians, or none where only a controller is known."""


@dataclass(frozen=True, slots=True)
class Posture:
    """Head and hands; a hand that is not tracked is None."""

    head: Placement
    """world_from_head, with the axes of an eye: +x right, +y ahead, +z up."""
    left: HandPosture | None = None
    right: HandPosture | None = None


def pack_posture(posture: Posture) -> bytes:
    """Flags, head, left hand, right hand."""
    flags, parts = 0, [pack_pose(*posture.head)]
    for hand, here, fingers in ((posture.left, _LEFT, _LEFT_FINGERS), (posture.right, _RIGHT, _RIGHT_FINGERS)):
        if hand is not None:
            flags |= here | (fingers if hand.fingers else 0)
            parts.append(_pack_hand(hand))
    return bytes((flags,)) + b"".join(parts)


def unpack_posture(data: bytes) -> Posture:
    """What `pack_posture` made; ValueError where `is_posture` does not hold."""
    if not is_posture(data):
        raise ValueError(f"expected a posture, got {len(data)} bytes")
    flags, at = data[0], 1 + POSE_BYTES
    hands: list[HandPosture | None] = []
    for here, fingers in ((_LEFT, _LEFT_FINGERS), (_RIGHT, _RIGHT_FINGERS)):
        size = _hand_bytes(flags, here, fingers)
        hands.append(_unpack_hand(data[at : at + size]) if size else None)
        at += size
    return Posture(unpack_pose(data[1 : 1 + POSE_BYTES]), *hands)


def is_posture(data: bytes) -> bool:
    """Whether its flags are known and its length is theirs: all that there is to check."""
    return bool(data) and LENGTHS.get(data[0]) == len(data)


def _hand_bytes(flags: int, here: int, fingers: int) -> int:
    if not flags & here:
        return 0
    return POSE_BYTES + 2 + (FINGER_ANGLES if flags & fingers else 0)


def _length(flags: int) -> int:
    return 1 + POSE_BYTES + _hand_bytes(flags, _LEFT, _LEFT_FINGERS) + _hand_bytes(flags, _RIGHT, _RIGHT_FINGERS)


LENGTHS: dict[int, int] = {
    flags: _length(flags)
    for flags in range(_KNOWN + 1)
    if (flags & _LEFT or not flags & _LEFT_FINGERS) and (flags & _RIGHT or not flags & _RIGHT_FINGERS)
}
"""Bytes of a posture by its flags."""


def _pack_hand(hand: HandPosture) -> bytes:
    if len(hand.fingers) not in (0, FINGER_ANGLES):
        raise ValueError(f"expected no or {FINGER_ANGLES} angles of fingers, got {len(hand.fingers)}")
    angles = bytes(_byte((angle - _LEAST_RAD) / _RANGE_RAD) for angle in hand.fingers)
    return pack_pose(*hand.pose) + bytes((_byte(hand.squeeze), _byte(hand.trigger))) + angles


def _unpack_hand(data: bytes) -> HandPosture:
    squeeze, trigger, *angles = data[POSE_BYTES:]
    fingers = tuple(_LEAST_RAD + angle * ANGLE_STEP_RAD for angle in angles)
    return HandPosture(unpack_pose(data[:POSE_BYTES]), squeeze / 255.0, trigger / 255.0, fingers)


def _byte(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * 255.0)
