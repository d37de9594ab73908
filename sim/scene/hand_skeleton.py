"""The bones of a hand in the order of XR_EXT_hand_tracking, and how each has moved from where a glove was made.

Only the places of the joints are used: their attitudes differ between headsets. Every bone turns by the smallest turn
from what carries it, and is as long as the person's; thickness follows the size of the whole hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.hands import FINGERS, POSES, THUMB_RADII, WRIST, GlovePose, Side, joints
from assets.shapes import METRES_PER_MILLIMETRE

Array = NDArray[np.float64]

JOINTS = 26
WRIST_JOINT = 1
THUMB = (2, 3, 4, 5)
DIGITS = tuple(tuple(range(6 + 5 * finger, 11 + 5 * finger)) for finger in range(4))
"""Index to little finger, each from the root of its hand bone to its tip."""
CHAINS = (*DIGITS, THUMB)
KNUCKLES = tuple(digit[1] for digit in DIGITS)

ROOT_MM = -36.0
"""Where the hand bones begin, along the hand (see `assets.hands`)."""
HAND_BONE_MM = 11.0
"""Half their thickness."""
SMALLEST, LARGEST = 0.75, 1.3
"""Against the glove as it was made: beyond, the tracking is wrong rather than the hand."""


@dataclass(frozen=True, slots=True)
class Bone:
    """From one joint to another; ``carrier`` is the bone that it turns with, None for the palm."""

    start: int
    end: int
    carrier: int | None
    radii_m: tuple[float, float]


def _bones() -> tuple[Bone, ...]:
    """Level by level from the palm outwards; the digits' order is that of `CHAINS`."""
    found: list[Bone] = []
    latest: dict[int, int | None] = dict.fromkeys(range(len(CHAINS)))
    for level in range(4):
        for number, chain in enumerate(CHAINS):
            if level + 1 < len(chain):
                found.append(Bone(chain[level], chain[level + 1], latest[number], _radii_m(number, level)))
                latest[number] = len(found) - 1
    return tuple(found)


def _radii_m(digit: int, level: int) -> tuple[float, float]:
    if digit == len(DIGITS):
        radii = THUMB_RADII[level : level + 2]
    elif level == 0:
        radii = (HAND_BONE_MM, FINGERS[digit].radii[0])
    else:
        radii = FINGERS[digit].radii[level - 1 : level + 1]
    return (radii[0] * METRES_PER_MILLIMETRE, radii[1] * METRES_PER_MILLIMETRE)


BONES = _bones()
LEVELS = (slice(0, 5), slice(5, 10), slice(10, 15), slice(15, 19))
"""Bones that are carried by those of the level before."""
_STARTS = np.array([bone.start for bone in BONES])
_ENDS = np.array([bone.end for bone in BONES])
_CARRIERS = np.array([-1 if bone.carrier is None else bone.carrier for bone in BONES])


def skeleton(side: Side, pose_name: GlovePose) -> Array:
    """(26, 3) joints of a glove as `assets.hands.glove` makes it, in the hand's frame, metres."""
    pose = POSES[pose_name]
    places = np.zeros((JOINTS, 3))
    places[WRIST_JOINT] = WRIST
    places[list(THUMB)] = pose.thumb
    for digit, finger, bends, splay in zip(DIGITS, FINGERS, pose.bends_deg, pose.splay_deg, strict=True):
        places[digit[0]] = (10.0, ROOT_MM, 0.45 * finger.knuckle[2])
        places[list(digit[1:])] = joints(finger, bends, splay)
    places[0] = places[[DIGITS[1][0], DIGITS[1][1]]].mean(axis=0)
    places -= pose.grip_centre
    places *= METRES_PER_MILLIMETRE
    if side == "left":
        places[:, 0] *= -1.0
    return places


def palm(places: Array) -> Array:
    """(3, 3) axes of a palm in columns: across to the index finger, ahead, and out of it."""
    ahead = places[list(KNUCKLES)].mean(axis=0) - places[WRIST_JOINT]
    ahead /= max(float(np.linalg.norm(ahead)), 1e-6)
    across = places[KNUCKLES[0]] - places[KNUCKLES[3]]
    across = across - ahead * (across @ ahead)
    across /= max(float(np.linalg.norm(across)), 1e-6)
    return np.column_stack([across, ahead, np.cross(across, ahead)])


def size(made: Array, places: Array) -> float:
    """How large a hand is against the glove."""
    ratio = float(np.median(_lengths(places) / _lengths(made)))
    return min(LARGEST, max(SMALLEST, ratio))


def moves(made: Array, places: Array) -> Array:
    """(19, 3, 4) how each bone has moved from (26, 3) joints as they were made to where they are."""
    turns = np.empty((len(BONES), 3, 3))
    directions, wanted = _directions(made), _directions(places)
    of_palm = palm(places) @ palm(made).T
    for level in LEVELS:
        carriers = _CARRIERS[level]
        carried = np.where((carriers < 0)[:, None, None], of_palm, turns[carriers])
        turned = np.einsum("nij,nj->ni", carried, directions[level])
        turns[level] = _smallest_turns(turned, wanted[level]) @ carried
    thick = size(made, places)
    longer = np.clip(_lengths(places) / _lengths(made), SMALLEST, LARGEST)
    along = directions[:, :, None] * directions[:, None, :]
    stretched = turns @ (thick * (np.eye(3) - along) + longer[:, None, None] * along)
    from_start = places[_STARTS] - np.einsum("nij,nj->ni", stretched, made[_STARTS])
    return np.concatenate([stretched, from_start[:, :, None]], axis=2)


def _lengths(places: Array) -> Array:
    lengths: Array = np.maximum(np.linalg.norm(places[_ENDS] - places[_STARTS], axis=1), 1e-4)
    return lengths


def _directions(places: Array) -> Array:
    directions: Array = (places[_ENDS] - places[_STARTS]) / _lengths(places)[:, None]
    return directions


def _smallest_turns(a: Array, b: Array) -> Array:
    """(n, 3, 3) smallest turns from (n, 3) directions to others."""
    axis = np.cross(a, b)
    cosine = np.sum(a * b, axis=1)
    skew = np.zeros((len(a), 3, 3))
    skew[:, 0, 1], skew[:, 0, 2], skew[:, 1, 2] = -axis[:, 2], axis[:, 1], -axis[:, 0]
    skew -= skew.transpose(0, 2, 1)
    result: Array = np.eye(3) + skew + skew @ skew / np.maximum(1.0 + cosine, 1e-3)[:, None, None]
    return result
