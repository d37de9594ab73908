"""Gloves close, face the right way, stay within their budget and really hold what they grip."""

import numpy as np
import pytest
from part_checks import check_closed, check_parts, extent, named

from assets.hands import POSES, glove
from assets.mesh import face_count

GRIPPED_M = {"power": 0.012, "pistol": 0.0145, "pinch": 0.004}
"""Radius of a rod that each pose can hold."""


@pytest.mark.parametrize("pose", POSES)
def test_a_glove_is_sound_closed_and_within_budget(pose) -> None:
    parts = glove("right", pose)
    check_parts(parts)
    for part in parts:
        check_closed(part)
    assert 3000 < face_count(parts) <= 10000


@pytest.mark.parametrize("pose", POSES)
def test_the_forearm_leaves_away_from_the_fingers(pose) -> None:
    parts = glove("right", pose)
    hand, sleeve = extent((named(parts, "glove"),)), extent((named(parts, "sleeve"),))
    assert sleeve[0][1] < hand[0][1] < -0.08
    assert 0.015 < hand[1][1] < 0.16


@pytest.mark.parametrize("pose", POSES)
def test_left_is_the_mirror_of_right(pose) -> None:
    right, left = glove("right", pose), glove("left", pose)
    for a, b in zip(right, left, strict=True):
        assert np.allclose(a.mesh.vertices * [-1, 1, 1], b.mesh.vertices, atol=1e-7)
        check_closed(b)


def test_an_open_right_palm_faces_minus_x_with_the_thumb_up() -> None:
    vertices = named(glove("right", "open"), "glove").mesh.vertices
    fingertips = vertices[vertices[:, 1] > vertices[:, 1].max() - 0.01]
    middle = vertices[np.abs(vertices[:, 1]) < 0.01]
    assert fingertips[:, 0].mean() < middle[:, 0].mean()
    thumb = vertices[vertices[:, 2] > vertices[:, 2].max() - 0.01]
    assert thumb[:, 0].mean() < middle[:, 0].mean()


@pytest.mark.parametrize("pose", GRIPPED_M)
def test_a_grip_surrounds_a_rod_along_z_without_swallowing_it(pose) -> None:
    vertices = named(glove("right", pose), "glove").mesh.vertices
    near = vertices[(np.abs(vertices[:, 2]) < 0.03)]
    reach = np.hypot(near[:, 0], near[:, 1])
    assert 0.4 * GRIPPED_M[pose] < reach.min() < GRIPPED_M[pose] + 0.008
    touching = near[reach < GRIPPED_M[pose] + 0.008]
    angles = np.sort(np.arctan2(touching[:, 1], touching[:, 0]))
    gaps = np.diff(np.concatenate([angles, [angles[0] + 2 * np.pi]]))
    assert gaps.max() < np.pi
