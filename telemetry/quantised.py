"""Poses in 15 bytes, not the 65 of MessagePack's doubles: positions in 0.1 mm steps, rotations by their smallest three.

Every byte string of the right length is a valid pose, so that there is nothing to check in one that a stranger sent:
no NaN, no rotation without length. docs/protocol.md has the layout, docs/performance.md what it costs and saves.
"""

from __future__ import annotations

import math

Vec3 = tuple[float, float, float]
"""Metres."""
Quat = tuple[float, float, float, float]
"""x, y, z, w; of length one."""
Placement = tuple[Vec3, Quat]
"""A rigid pose: where, and how turned."""

POSE_BYTES = 15
POINT_BYTES = 9
STEP_M = 1e-4
"""Of a position; the error is at most half of it on each axis."""
REACH_M = (2**23 - 1) * STEP_M
"""How far from the origin a position can be on each axis: 838.8607 m. What is farther is drawn in to it."""

_MAX = 2**23 - 1
_MASK = 2**24 - 1
_PART_MAX = 16383
_PART_STEP = math.sqrt(0.5) / _PART_MAX
MAX_TURN_ERROR_RAD = 2.0 * math.sqrt(3.0) * _PART_STEP
"""Bound of a rotation's error: each of three parts off by half a step, and the fourth by what follows, doubled as an
angle is twice a quaternion's. 0.15 mrad: 0.045 mm at the tip of an instrument of 300 mm."""


def pack_pose(position_m: Vec3, rotation: Quat) -> bytes:
    """15 bytes, little-endian: x, y, z of 24 bits each, then the rotation in 48. Raises ValueError for NaN."""
    x, y, z = position_m
    bits = _step(x) | _step(y) << 24 | _step(z) << 48 | _pack_rotation(rotation) << 72
    return bits.to_bytes(POSE_BYTES, "little")


def unpack_pose(data: bytes) -> Placement:
    """What `pack_pose` made, or any other 15 bytes."""
    bits = int.from_bytes(data, "little")
    return (_metres(bits), _metres(bits >> 24), _metres(bits >> 48)), _unpack_rotation(bits >> 72)


def pack_points(points_m: list[Vec3]) -> bytes:
    """Points in 9 bytes each."""
    packed = (_step(x) | _step(y) << 24 | _step(z) << 48 for x, y, z in points_m)
    return b"".join(bits.to_bytes(POINT_BYTES, "little") for bits in packed)


def unpack_points(data: bytes) -> list[Vec3]:
    """What `pack_points` made; bytes over at the end are left out."""
    whole = len(data) - len(data) % POINT_BYTES
    numbers = (int.from_bytes(data[at : at + POINT_BYTES], "little") for at in range(0, whole, POINT_BYTES))
    return [(_metres(bits), _metres(bits >> 24), _metres(bits >> 48)) for bits in numbers]


def _step(metres: float) -> int:
    steps = round(min(max(metres, -REACH_M), REACH_M) / STEP_M)
    return steps & _MASK


def _metres(bits: int) -> float:
    steps = bits & _MASK
    return (steps - (_MASK + 1) if steps > _MAX else steps) * STEP_M


def _pack_rotation(rotation: Quat) -> int:
    """Two bits say which part is the largest; the other three follow in 15 bits each, in order."""
    length = math.sqrt(sum(part * part for part in rotation))
    if not length > 0.0:
        raise ValueError(f"expected a rotation with a length, got {rotation}")
    sizes = [abs(part) for part in rotation]
    largest = sizes.index(max(sizes))
    factor = math.copysign(1.0 / (length * _PART_STEP), rotation[largest])
    bits, shift = largest, 2
    for index in range(4):
        if index != largest:
            bits |= (round(rotation[index] * factor) + _PART_MAX) << shift
            shift += 15
    return bits


def _unpack_rotation(bits: int) -> Quat:
    largest = bits & 3
    parts = [((bits >> shift & 0x7FFF) - _PART_MAX) * _PART_STEP for shift in (2, 17, 32)]
    rest = 1.0 - sum(part * part for part in parts)
    parts.insert(largest, math.sqrt(rest) if rest > 0.0 else 0.0)
    if rest < 0.0:
        length = math.sqrt(1.0 - rest)
        parts = [part / length for part in parts]
    return parts[0], parts[1], parts[2], parts[3]
