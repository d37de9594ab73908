"""Gloved surgeon's hands in a few poses, with the gown's sleeve.

Frame: origin on the axis of what is gripped, which runs along z with the thumb's side towards +z; the forearm leaves
towards -y. With the fingers along +y and the thumb towards +z a right palm faces -x and a left palm +x. Millimetres
inside, metres outside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from assets.mesh import Part, transform, with_box_uv
from assets.sdf import Field, Floats, capsule, ellipsoid, smooth_union, surface
from assets.shapes import METRES_PER_MILLIMETRE, loft, part, taper

Side = Literal["left", "right"]
GlovePose = Literal["open", "pinch", "power", "pistol", "spread"]
Point = tuple[float, float, float]

UV_TILE_M = 0.04
FOLD_SIDES = 28
ELBOW_MM = 330.0
"""From the wrist to the rounded end of the bent elbow's cloth."""
_DOME = np.radians(np.array([100.0, 112.0, 124.0, 136.0, 148.0, 160.0, 171.0]))
"""Where the rings of that end lie, from its equator to its pole."""
WRIST: Point = (10.0, -48.0, 0.0)


@dataclass(frozen=True)
class Finger:
    """A finger of a right hand: where it starts, how long its bones are, how thick its joints."""

    knuckle: Point
    bones: tuple[float, float, float]
    radii: tuple[float, float, float, float]


@dataclass(frozen=True)
class Pose:
    """How a hand is bent.

    ``bends_deg`` flex the three joints of index, middle, ring and little finger; ``splay_deg`` spreads them towards
    +z; ``thumb`` are its joints; ``grip_centre`` (x, y, z) becomes the origin; ``wrist_deg`` leans the forearm
    towards -z.
    """

    bends_deg: tuple[tuple[float, float, float], ...]
    splay_deg: tuple[float, float, float, float]
    thumb: tuple[Point, Point, Point, Point]
    grip_centre: Point
    wrist_deg: float


FINGERS = (
    Finger((10.0, 42.0, 29.0), (45.0, 26.0, 19.0), (10.4, 9.2, 8.4, 7.2)),
    Finger((9.0, 45.0, 9.0), (49.0, 30.0, 20.0), (10.6, 9.4, 8.6, 7.4)),
    Finger((9.5, 41.0, -11.0), (46.0, 28.0, 20.0), (10.2, 9.0, 8.2, 7.0)),
    Finger((11.0, 33.0, -29.0), (36.0, 21.0, 18.0), (9.4, 8.4, 7.7, 6.7)),
)
"""Index to little finger: a hand of glove size 7.5, about 190 mm long (ours)."""

THUMB_RADII = (13.0, 11.0, 10.0, 8.2)

POSES: dict[GlovePose, Pose] = {
    "open": Pose(
        ((18.0, 24.0, 14.0), (20.0, 29.0, 16.0), (25.0, 33.0, 19.0), (31.0, 37.0, 21.0)),
        (3.0, 0.0, -3.0, -7.0),
        ((4.0, -34.0, 24.0), (-11.0, -4.0, 45.0), (-20.0, 25.0, 54.0), (-25.0, 48.0, 57.0)),
        (-12.0, 16.0, 0.0),
        6.0,
    ),
    "power": Pose(
        ((63.0, 100.0, 34.0), (72.0, 101.0, 44.0), (64.0, 101.0, 40.0), (41.0, 94.0, 20.0)),
        (1.0, 0.0, -1.0, -3.0),
        ((4.0, -34.0, 24.0), (-22.0, -6.0, 40.0), (-42.0, 20.0, 42.0), (-46.0, 43.0, 36.0)),
        (-15.0, 30.0, 0.0),
        12.0,
    ),
    "pistol": Pose(
        ((50.0, 60.0, 30.0), (52.0, 100.0, 36.0), (43.0, 101.0, 30.0), (22.0, 88.0, 20.0)),
        (3.0, 0.0, -1.0, -3.0),
        ((4.0, -34.0, 24.0), (-18.0, -2.0, 44.0), (-40.0, 20.0, 46.0), (-49.0, 42.0, 41.0)),
        (-16.0, 36.0, 0.0),
        34.0,
    ),
    "pinch": Pose(
        ((46.0, 50.0, 24.0), (50.0, 47.0, 24.0), (62.0, 62.0, 36.0), (68.0, 74.0, 44.0)),
        (-4.0, 3.0, 0.0, -2.0),
        ((4.0, -34.0, 24.0), (-22.0, -4.0, 38.0), (-40.0, 23.0, 34.0), (-48.0, 45.0, 24.0)),
        (-52.0, 57.0, 22.0),
        10.0,
    ),
    "spread": Pose(
        ((12.0, 18.0, 12.0), (12.0, 18.0, 12.0), (12.0, 18.0, 12.0), (12.0, 18.0, 12.0)),
        (13.0, 3.0, -7.0, -18.0),
        ((4.0, -34.0, 24.0), (-9.0, -6.0, 48.0), (-13.0, 16.0, 70.0), (-15.0, 31.0, 88.0)),
        (-12.0, 16.0, 0.0),
        0.0,
    ),
}
"""``spread`` is what a hand is bent from, joint by joint: no finger lies on another."""


@cache
def _right(pose: GlovePose) -> tuple[Part, ...]:
    """Right hand about its grip, mm."""
    shape = POSES[pose]
    skin = surface(_hand(shape), *_bounds(shape), voxel=2.5, tolerance=0.4)
    to_grip = np.eye(4)
    to_grip[:3, 3] = -np.array(shape.grip_centre)
    parts = (Part("glove", skin, "glove_latex"), *(_in_millimetres(piece) for piece in _sleeve(shape)))
    return tuple(Part(piece.name, transform(piece.mesh, to_grip), piece.material) for piece in parts)


def glove(side: Side, pose: GlovePose) -> tuple[Part, ...]:
    """Gloved hand with cuff and sleeve; at most 10 000 faces. KeyError for an unknown pose."""
    mirror = np.diag([1.0 if side == "right" else -1.0, 1.0, 1.0, 1.0])
    matrix = np.diag([METRES_PER_MILLIMETRE] * 3 + [1.0]) @ mirror
    moved = (Part(piece.name, transform(piece.mesh, matrix), piece.material) for piece in _right(pose))
    return tuple(Part(piece.name, with_box_uv(piece.mesh, UV_TILE_M), piece.material) for piece in moved)


def joints(finger: Finger, bends_deg: tuple[float, float, float], splay_deg: float) -> Floats:
    """(4, 3) places of knuckle, middle joint, end joint and tip of a bent finger, mm."""
    places = [np.array(finger.knuckle)]
    flexed, splay = 0.0, math.radians(splay_deg)
    for bone, bend in zip(finger.bones, bends_deg, strict=True):
        flexed += math.radians(bend)
        ahead = math.cos(flexed)
        direction = np.array([-math.sin(flexed), ahead * math.cos(splay), ahead * math.sin(splay)])
        places.append(places[-1] + bone * direction)
    return np.array(places)


def forearm(pose: Pose) -> Floats:
    """Unit vector from the wrist to the elbow."""
    lean = math.radians(pose.wrist_deg)
    direction: Floats = np.array([0.0, -math.cos(lean), -math.sin(lean)])
    return direction


def _hand(pose: Pose) -> Field:
    palm = _palm(pose)
    digits = [
        _chain(joints(finger, bends, splay), finger.radii, 1.5)
        for finger, bends, splay in zip(FINGERS, pose.bends_deg, pose.splay_deg, strict=True)
    ]
    rooted = [smooth_union(9.0, palm, digit) for digit in digits]
    thumb = smooth_union(16.0, palm, _chain(np.array(pose.thumb), THUMB_RADII, 2.5))
    return smooth_union(2.0, *rooted, thumb)


def _palm(pose: Pose) -> Field:
    """Middle hand with the balls of thumb and little finger, wrist and the glove's cuff."""
    bones = [capsule((10.0, -36.0, 0.45 * finger.knuckle[2]), finger.knuckle, 12.0, 10.8) for finger in FINGERS]
    thenar = capsule((2.0, -32.0, 18.0), _between(pose.thumb[0], pose.thumb[1], 0.75), 15.0, 13.0)
    hypothenar = capsule((3.0, -34.0, -15.0), (4.0, 6.0, -26.0), 13.5, 12.0)
    web = ellipsoid((6.0, 8.0, 8.0), (13.0, 32.0, 30.0))
    return smooth_union(13.0, *bones, web, thenar, hypothenar, _cuff(pose))


def _cuff(pose: Pose) -> Field:
    """Wrist and the glove's end, which is pulled over the sleeve and ends in a rolled bead."""
    along = forearm(pose)
    across = np.array([0.0, -along[2], along[1]])
    start, end = np.array(WRIST) - 6.0 * along, np.array(WRIST) + 66.0 * along
    sides = [capsule(start + sign * 12.0 * across, end + sign * 11.0 * across, 17.0, 23.0) for sign in (-1.0, 1.0)]
    wrist = smooth_union(16.0, *sides)

    def distance(points: Floats) -> Floats:
        run = (points - WRIST) @ along
        folds = 0.55 * np.sin(0.62 * run + 0.05 * points[:, 0]) * np.exp(-(((run - 22.0) / 20.0) ** 2))
        bead = 1.5 * np.exp(-(((run - 62.0) / 2.2) ** 2))
        result: Floats = np.maximum(wrist(points) - folds - bead, run - 64.0)
        return result

    return distance


def _chain(places: Floats, radii: tuple[float, float, float, float], blend: float) -> Field:
    bones = [capsule(places[i], places[i + 1], radii[i], radii[i + 1]) for i in range(3)]
    return smooth_union(blend, *bones)


def _between(a: Point, b: Point, share: float) -> Floats:
    point: Floats = np.array(a) + share * (np.array(b) - np.array(a))
    return point


def _bounds(pose: Pose) -> tuple[Floats, Floats]:
    """Corners of a box around everything, mm."""
    places = [
        joints(finger, bends, splay)
        for finger, bends, splay in zip(FINGERS, pose.bends_deg, pose.splay_deg, strict=True)
    ]
    end = np.array(WRIST) + 66.0 * forearm(pose)
    every = np.concatenate([*places, np.array(pose.thumb), [WRIST, end, (10.0, 0.0, 0.0)]])
    return every.min(axis=0) - 32.0, every.max(axis=0) + 32.0


def _sleeve(pose: Pose) -> tuple[Part, ...]:
    """Knitted cuff that comes out of the glove, and the gown's wide sleeve with its folds."""
    along = forearm(pose)
    knit = [(58.0, 25.0), (70.0, 27.5), (80.0, 29.0), (84.0, 28.0)]
    cuff = loft([_round(along, run, radius, 0.35 * (i % 2), 40) for i, (run, radius) in enumerate(knit)])
    runs = np.concatenate([np.linspace(76.0, ELBOW_MM - 46.0, 22), ELBOW_MM - 46.0 * np.cos(_DOME)])
    radii = np.concatenate([taper([28.0, 35.0, 40.0, 43.0, 45.0, 47.0, 48.0], 22), 48.0 * np.sin(_DOME)])
    rings = [_round(along, run, radius, 0.0, FOLD_SIDES, _fold(run)) for run, radius in zip(runs, radii, strict=True)]
    return (part("cuff", cuff, "gown_cuff"), part("sleeve", loft(rings), "gown_green", math.radians(60.0)))


def _fold(run: float) -> Floats:
    """How far the cloth stands out round a ring, mm: soft folds that wander along the sleeve."""
    angle = 2.0 * math.pi * np.arange(FOLD_SIDES) / FOLD_SIDES
    depth = min(1.0, (run - 76.0) / 40.0, max(0.0, ELBOW_MM - run) / 60.0)
    slow = 1.9 * np.sin(3.0 * angle + 0.055 * run) + 1.3 * np.sin(2.0 * angle - 0.09 * run + 1.0)
    quick = 1.1 * np.sin(0.21 * run + 2.0 * np.sin(angle)) + 0.7 * np.sin(5.0 * angle + 0.12 * run)
    folds: Floats = depth * (slow + quick)
    return folds


def _round(along: Floats, run: float, radius: float, out: float, sides: int, folds: Floats | float = 0.0) -> Floats:
    """(sides, 3) ring about the forearm ``run`` mm past the wrist, a little flat from palm to back."""
    angle = 2.0 * math.pi * np.arange(sides) / sides
    across = np.array([0.0, -along[2], along[1]])
    reach = radius + out + folds
    wide, deep = 1.12 * reach * np.sin(angle), 0.94 * reach * np.cos(angle)
    ring: Floats = np.array(WRIST) + run * along + np.outer(wide, across) + np.outer(deep, (1.0, 0.0, 0.0))
    return ring


def _in_millimetres(piece: Part) -> Part:
    return Part(piece.name, transform(piece.mesh, np.diag([1000.0, 1000.0, 1000.0, 1.0])), piece.material)
