from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from panda3d.core import GeomVertexReader, NodePath

from assets.hands import POSES, GlovePose, Side
from sim.core.intents import Hand
from sim.core.pose import Pose, quat_from_axis_angle
from sim.scene.fingers import Fingers, bone_shares
from sim.scene.glove import LATEX, glove_parts
from sim.scene.hand_skeleton import BONES, DIGITS, JOINTS, THUMB, moves, size, skeleton
from sim.scene.quality import LADDER, Quality
from sim.scene.store import Store
from sim.scene.surfaces import Surfaces
from sim.scene.window import Window

Array = NDArray[np.float64]

HEAD = Pose((0.0, -0.6, 1.6))
WORLD_FROM_HAND = Pose((0.1, -0.3, 1.1), quat_from_axis_angle((0.2, 1.0, -0.4), 0.9))


def _joints(side: Side, pose: GlovePose, scale: float = 1.0) -> Array:
    return np.array([WORLD_FROM_HAND.apply(tuple(place)) for place in scale * skeleton(side, pose)])


def _poses(places: Array) -> tuple[Pose, ...]:
    return tuple(Pose((float(x), float(y), float(z))) for x, y, z in places)


def _moved(matrix: Array, point: Array) -> Array:
    result: Array = matrix[:, :3] @ point + matrix[:, 3]
    return result


def test_every_joint_but_palm_and_wrist_belongs_to_a_bone_and_carriers_come_first() -> None:
    used = {bone.start for bone in BONES} | {bone.end for bone in BONES}
    assert used == set(range(2, JOINTS))
    for number, bone in enumerate(BONES):
        assert bone.carrier is None or (bone.carrier < number and BONES[bone.carrier].end == bone.start)


def test_the_order_is_that_of_the_specification() -> None:
    """XR_EXT_hand_tracking: palm, wrist, four joints of the thumb, five of each finger from its hand bone outwards."""
    assert THUMB == (2, 3, 4, 5)
    assert [digit[0] for digit in DIGITS] == [6, 11, 16, 21]
    places = skeleton("right", "spread")
    assert places[5, 2] > places[10, 2] > places[15, 2] > places[20, 2] > places[25, 2]
    assert (places[[10, 15, 20, 25], 1] > places[[7, 12, 17, 22], 1] + 0.05).all()


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("pose", sorted(POSES))
def test_bones_go_from_joint_to_joint_whatever_the_hand_does(side: Side, pose: GlovePose) -> None:
    made, places = skeleton(side, "spread"), _joints(side, pose)
    for bone, matrix in zip(BONES, moves(made, places), strict=True):
        assert _moved(matrix, made[bone.start]) == pytest.approx(places[bone.start], abs=1e-6)
        assert _moved(matrix, made[bone.end]) == pytest.approx(places[bone.end], abs=2e-3)


@given(st.floats(0.8, 1.25))
def test_a_hand_of_another_size_is_that_size(scale: float) -> None:
    made, places = skeleton("right", "spread"), _joints("right", "open", scale)
    assert size(made, places) == pytest.approx(scale, rel=0.02)
    for bone, matrix in zip(BONES, moves(made, places), strict=True):
        assert _moved(matrix, made[bone.end]) == pytest.approx(places[bone.end], abs=2e-3)


@pytest.mark.parametrize("pose", ["open", "power"])
def test_a_turned_hand_is_the_same_hand_turned(pose: GlovePose) -> None:
    """Nothing twists by itself."""
    made = skeleton("right", "spread")
    here, there = moves(made, skeleton("right", pose)), moves(made, _joints("right", pose))
    for before, after in zip(here, there, strict=True):
        point = made[7] + np.array([0.01, 0.02, 0.0])
        x, y, z = _moved(before, point)
        assert _moved(after, point) == pytest.approx(WORLD_FROM_HAND.apply((x, y, z)), abs=1e-6)


def test_a_fingertip_follows_its_own_finger_only() -> None:
    latex = next(part for part in glove_parts("right", "spread", Store(None)) if part.material == LATEX)
    made = skeleton("right", "spread")
    shares = bone_shares(latex.mesh, made)
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(shares)))
    for digit in DIGITS:
        at_tip = np.linalg.norm(latex.mesh.vertices - made[digit[-1]], axis=1) < 0.008
        own = [number for number, bone in enumerate(BONES) if bone.start in digit]
        assert at_tip.any()
        assert shares[at_tip][:, own].sum(axis=1).min() > 0.99


@pytest.mark.render
@pytest.mark.parametrize("hand", list(Hand))
def test_a_fist_is_drawn_as_the_glove_that_was_made_as_a_fist(
    open_window: Callable[[Quality], Window], hand: Hand
) -> None:
    window, store = open_window(Quality.LOW), Store(None)
    fingers = Fingers(window.render, Surfaces(LADDER[Quality.LOW], store), store)
    assert fingers.show(hand, _poses(_joints(hand.value, "power")), HEAD)
    drawn = _vertices(window.render.find(f"**/fingers/{hand.value}/{LATEX}"))
    latex = next(part for part in glove_parts(hand.value, "power", store) if part.material == LATEX)
    fist = np.array([WORLD_FROM_HAND.apply(tuple(map(float, vertex))) for vertex in latex.mesh.vertices])
    ahead = np.array(WORLD_FROM_HAND.turn((0.0, 1.0, 0.0)))
    drawn = drawn[(drawn - np.array(WORLD_FROM_HAND.position)) @ ahead > -0.03]
    away = np.array([np.linalg.norm(fist - vertex, axis=1).min() for vertex in drawn[::7]])
    assert np.percentile(away, 90) < 0.006
    assert away.max() < 0.015


def _vertices(path: NodePath) -> Array:
    reader = GeomVertexReader(path.node().get_geom(0).get_vertex_data(), "vertex")
    found = []
    while not reader.is_at_end():
        found.append(tuple(reader.get_data3()))
    return np.array(found)


@pytest.mark.render
def test_fingers_that_are_not_wholly_known_are_not_shown(open_window: Callable[[Quality], Window]) -> None:
    window, store = open_window(Quality.LOW), Store(None)
    fingers = Fingers(window.render, Surfaces(LADDER[Quality.LOW], store), store)
    joints = _poses(_joints("left", "open"))
    node = window.render.find("**/fingers/left")
    assert node.is_hidden()
    assert fingers.show(Hand.LEFT, joints, HEAD)
    assert not node.is_hidden()
    broken = (*joints[:-1], replace(joints[-1], position=(math.nan, 0.0, 0.0)))
    for unknown in ((), joints[:-1], broken):
        assert not fingers.show(Hand.LEFT, unknown, HEAD)
        assert node.is_hidden()
