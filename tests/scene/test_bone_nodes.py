from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from panda3d.core import Point2, Point3
from scene_pictures import picture_of

from sim.core.model import Fracture
from sim.core.pose import Pose
from sim.scene.anatomy import Anatomy
from sim.scene.cameras import Cameras
from sim.scene.pipeline import Pipeline
from sim.scene.quality import Quality
from sim.scene.store import Store
from sim.scene.surfaces import Surfaces
from sim.scene.window import Window
from sim.tissue.bone import Bone
from sim.tissue.surface import ChunkedSurface

pytestmark = pytest.mark.render

OBLIQUE = Fracture(math.radians(30.0), math.radians(-40.0))
WORLD_FROM_BONE = Pose((0.0, 0.0, 1.0))


def _scene(window: Window, bone: Bone) -> Anatomy:
    pipeline = Pipeline(window)
    anatomy = Anatomy(window.render, ChunkedSurface(bone), OBLIQUE, Surfaces(pipeline.settings, Store(None)))
    anatomy.update((WORLD_FROM_BONE, WORLD_FROM_BONE), 0)
    Cameras(window.camera, WORLD_FROM_BONE).jump("close")
    pipeline.before_frame()
    window.draw()
    window.draw()
    return anatomy


def _pixel(window: Window, point: tuple[float, float, float]) -> tuple[int, int]:
    """Column and row at which a point of the room is seen."""
    seen = Point2()
    assert (
        window.camera.node().get_lens().project(window.camera.get_relative_point(window.render, Point3(*point)), seen)
    )
    return int((seen.x + 1.0) / 2.0 * 320), int((1.0 - seen.y) / 2.0 * 200)


@pytest.mark.parametrize("quality", list(Quality))
def test_bone_is_ivory_where_the_projection_says(
    quality: Quality, open_window: Callable[[Quality], Window], tibia: Bone
) -> None:
    window = open_window(quality)
    _scene(window, tibia)
    picture = picture_of(window)
    for along in (-0.05, 0.05):
        column, row = _pixel(window, (along, 0.0, 1.011))
        red, green, blue = picture[row - 1 : row + 2, column - 1 : column + 2].reshape(-1, 3).mean(axis=0)
        assert red > 140
        assert red > green > blue > 60
    column, row = _pixel(window, (0.0, 0.07, 1.0))
    assert np.ptp(picture[row, column]) < 25


def test_removing_bone_draws_only_what_changed(open_window: Callable[[Quality], Window], tibia: Bone) -> None:
    anatomy = _scene(open_window(Quality.LOW), tibia)
    keys = [(fragment, place) for fragment in (0, 1) for place in range(tibia.chunk_grid[0])]
    before = {key: anatomy.geometry(key) for key in keys}
    x, y, _ = (int(i) for i in tibia.index_of((-0.05, 0.0, 0.0)))
    lo, hi = (x - 2, y - 2, 0), (x + 2, y + 2, tibia.shape[2])
    tibia.fill[lo[0] : hi[0], lo[1] : hi[1], :] = 0
    tibia.mark_changed(lo, hi)
    changed = set()
    for _ in range(5):
        changed.update(anatomy.update((WORLD_FROM_BONE, WORLD_FROM_BONE), tibia.revision))
    assert changed
    assert all(fragment == 0 for fragment, _ in changed)
    for key, geom in before.items():
        if key not in changed and geom is not None:
            now = anatomy.geometry(key)
            assert now is not None
            assert now.get_vertex_data() == geom.get_vertex_data()
    assert not anatomy.update((WORLD_FROM_BONE, WORLD_FROM_BONE), tibia.revision)


def test_fragments_follow_their_poses(open_window: Callable[[Quality], Window], tibia: Bone) -> None:
    anatomy = _scene(open_window(Quality.LOW), tibia)
    shifted = WORLD_FROM_BONE.moved((0.002, 0.003, 0.0))
    anatomy.update((WORLD_FROM_BONE, shifted), 0)
    assert tuple(anatomy.fragments[0].get_pos()) == pytest.approx(WORLD_FROM_BONE.position)
    assert tuple(anatomy.fragments[1].get_pos()) == pytest.approx(shifted.position)
