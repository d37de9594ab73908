from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import trimesh
from eyes_pictures import Picture, eyes_at, pictures_of, seen_at
from panda3d.core import GeomNode, Material, NodePath
from scene_pictures import picture_of

from assets.mesh import MeshData, from_trimesh
from sim.core.errors import DisplayError
from sim.core.headset import Eye
from sim.core.pose import Pose, Vec3, quat_from_axis_angle
from sim.scene.eyes import Depth, Eyes, eye_size
from sim.scene.meshes import geometry
from sim.scene.pipeline import Pipeline
from sim.scene.quality import Quality
from sim.scene.window import Window

pytestmark = pytest.mark.render

SIZE = (160, 120)
HEAD = Pose((0.05, -0.02, 0.01), quat_from_axis_angle((0.2, 0.1, 1.0), 0.1))
NEAR: Vec3 = (0.02, 0.40, 0.01)
FARTHER: Vec3 = (-0.30, 1.50, 0.20)
MEASURED = [Quality.LOW, Quality.MEDIUM, Quality.HIGH]


class Sight:
    """A window with a lit scene, and eyes that look at it."""

    def __init__(self, window: Window, depth: Depth = Depth.FLOAT_32) -> None:
        self.window = window
        self.pipeline = Pipeline(window)
        self.eyes = Eyes(window, SIZE, depth)

    def look(self, eyes: tuple[Eye, Eye]) -> tuple[Picture, Picture]:
        self.eyes.look(eyes)
        for _ in range(2):
            self.pipeline.before_frame()
            self.window.draw()
        return pictures_of(self.eyes)

    def add(self, mesh: MeshData, at: Vec3 = (0.0, 0.0, 0.0), glowing: bool = True) -> NodePath:
        node = GeomNode("thing")
        node.add_geom(geometry(mesh))
        path = self.window.render.attach_new_node(node)
        material = Material("white")
        material.set_base_color((1.0, 1.0, 1.0, 1.0))
        material.set_emission((1.0, 1.0, 1.0, 1.0) if glowing else (0.0, 0.0, 0.0, 1.0))
        path.set_material(material, 2)
        path.set_pos(*at)
        return path


@pytest.fixture
def sight(open_window: Callable[[Quality], Window]) -> Iterator[Callable[[Quality], Sight]]:
    made: list[Sight] = []

    def look(quality: Quality, depth: Depth = Depth.FLOAT_32) -> Sight:
        made.append(Sight(open_window(quality), depth))
        return made[-1]

    yield look
    for each in made:
        each.eyes.close()


def _ball(radius_m: float) -> MeshData:
    return from_trimesh(trimesh.creation.icosphere(3, radius_m), math.pi)


def _middle(picture: Picture, brighter_than: int = 150) -> tuple[float, float]:
    """Column and row of the middle of what is bright."""
    rows, columns = np.nonzero(picture[..., :3].min(axis=2) > brighter_than)
    assert len(rows)
    return float(columns.mean()) + 0.5, float(rows.mean()) + 0.5


@pytest.mark.parametrize("quality", MEASURED)
@pytest.mark.parametrize("point", [NEAR, FARTHER])
def test_a_point_is_seen_within_a_pixel_of_where_projection_says(
    sight: Callable[[Quality], Sight], quality: Quality, point: Vec3
) -> None:
    there = sight(quality)
    there.add(_ball(0.02 * point[1]), point)
    eyes = eyes_at(HEAD)
    for eye, picture in zip(eyes, there.look(eyes), strict=True):
        assert _middle(picture) == pytest.approx(seen_at(eye, point, SIZE), abs=1.0)


@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_what_is_nearer_lies_farther_left_for_the_right_eye(
    sight: Callable[[Quality], Sight], quality: Quality
) -> None:
    there = sight(quality)
    disparities = []
    for point in (NEAR, FARTHER):
        ball = there.add(_ball(0.02 * point[1]), point)
        left, right = there.look(eyes_at(HEAD))
        disparities.append(_middle(left)[0] - _middle(right)[0])
        ball.remove_node()
    far_apart, close_together = disparities
    endless = seen_at(eyes_at(HEAD)[0], (0.0, 1e6, 0.0), SIZE)[0] - seen_at(eyes_at(HEAD)[1], (0.0, 1e6, 0.0), SIZE)[0]
    assert far_apart > close_together + 5.0
    assert close_together > endless


@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_a_letter_reads_the_right_way_round_in_both_eyes(sight: Callable[[Quality], Sight], quality: Quality) -> None:
    there = sight(quality)
    for low, high in (((-0.09, -0.12), (-0.05, 0.12)), ((-0.05, -0.12), (0.07, -0.08))):
        there.add(_upright(low, high, 0.6))
    for picture in there.look(eyes_at(Pose())):
        bright = picture[..., :3].min(axis=2) > 150
        rows, columns = np.nonzero(bright)
        inside = bright[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        height, width = inside.shape
        quarters = (inside[: height // 2, : width // 2], inside[: height // 2, width // 2 :])
        assert quarters[0].mean() > 0.3
        assert not quarters[1].any()
        assert inside[-(height // 7) :].mean() > 0.95


def _upright(low: tuple[float, float], high: tuple[float, float], ahead_m: float) -> MeshData:
    """A rectangle that faces an eye at the origin; corners right and up."""
    places = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    corners = np.array([(x, ahead_m, z) for x, z in places], np.float32)
    towards = np.tile(np.array([0, -1, 0], np.float32), (4, 1))
    return MeshData(corners, towards, np.array([[0, 1, 2], [0, 2, 3]], np.int32))


@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_colours_are_those_of_the_desktop_from_the_same_place(
    sight: Callable[[Quality], Sight], quality: Quality
) -> None:
    there = sight(quality)
    ball = there.add(_ball(0.12), (0.0, 0.5, 0.0), glowing=False)
    ball.set_color_scale(0.8, 0.35, 0.2, 1.0)
    left, right = there.look(eyes_at(Pose()))
    colours = []
    for picture, column in ((left, seen_at(eyes_at(Pose())[0], (0.0, 0.5, 0.0), SIZE)[0]), (right, 0.0)):
        column = column or seen_at(eyes_at(Pose())[1], (0.0, 0.5, 0.0), SIZE)[0]
        row = seen_at(eyes_at(Pose())[0], (0.0, 0.5, 0.0), SIZE)[1]
        colours.append(_around(picture, column, row))
    there.window.camera.set_pos_hpr(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    there.look(eyes_at(Pose()))
    desktop = _around(picture_of(there.window), 160.0, 100.0)
    assert desktop.max() > 60.0
    for colour in colours:
        assert colour == pytest.approx(desktop, abs=6.0)


def _around(picture: Picture, column: float, row: float) -> np.ndarray:
    """Mean colour of 5 x 5 pixels."""
    x, y = int(column), int(row)
    mean: np.ndarray = picture[y - 2 : y + 3, x - 2 : x + 3, :3].reshape(-1, 3).mean(axis=0)
    return mean


@pytest.mark.parametrize("quality", MEASURED)
def test_every_pixel_is_opaque_and_both_eyes_are_lit_alike(sight: Callable[[Quality], Sight], quality: Quality) -> None:
    there = sight(quality)
    there.add(_ball(0.3), (0.0, 1.5, 0.0), glowing=False)
    seen_through = there.add(_ball(0.1), (0.0, 1.0, 0.0), glowing=False)
    seen_through.set_transparency(True)
    seen_through.set_alpha_scale(0.3)
    left, right = there.look(eyes_at(Pose()))
    assert left[..., 3].min() == right[..., 3].min() == 255
    assert left[..., :3].std() > 3.0
    assert left[..., :3].mean() == pytest.approx(right[..., :3].mean(), rel=0.03)


@pytest.mark.parametrize(("quality", "depth"), [(Quality.LOW, Depth.FLOAT_32), (Quality.MEDIUM, Depth.FLOAT_32)])
def test_depth_says_how_far_away_things_are(sight: Callable[[Quality], Sight], quality: Quality, depth: Depth) -> None:
    there = sight(quality)
    there.add(_ball(0.02 * NEAR[1]), NEAR)
    eyes = eyes_at(HEAD)
    there.look(eyes)
    state = there.window.output.get_gsg()
    there.window.base.graphics_engine.extract_texture_data(there.eyes.depth, state)
    kept = np.frombuffer(bytes(there.eyes.depth.get_ram_image()), np.float32)
    kept = kept.reshape(SIZE[1], 2 * SIZE[0])[::-1]
    near_m, far_m = there.eyes.near_far
    away_m = far_m * near_m / (far_m - kept * (far_m - near_m))
    for number, eye in enumerate(eyes):
        column, row = seen_at(eye, NEAR, SIZE)
        expected_m = eye.pose.inverse().apply(NEAR)[1] - 0.02 * NEAR[1]
        assert away_m[int(row), int(column) + number * SIZE[0]] == pytest.approx(expected_m, abs=0.003)
    assert kept[0, 0] == kept[-1, -1] == 1.0


@pytest.mark.parametrize("depth", list(Depth))
def test_the_driver_has_names_for_both_pictures_whatever_the_depth_format(
    sight: Callable[..., Sight], depth: Depth
) -> None:
    there = sight(Quality.LOW, depth)
    there.look(eyes_at(HEAD))
    assert there.eyes.colour_id > 0
    assert there.eyes.depth_id > 0
    assert there.eyes.colour_id != there.eyes.depth_id


def test_sizes_follow_the_quality_and_never_exceed_what_the_headset_allows() -> None:
    assert eye_size((1832, 1920), (4096, 4096), Quality.LOW) == (1284, 1344)
    assert eye_size((1832, 1920), (4096, 4096), Quality.HIGH) == (1832, 1920)
    assert eye_size((321, 241), (321, 241), Quality.MEDIUM) == (320, 240)
    assert eye_size((2000, 2000), (1001, 999), Quality.MEDIUM) == (1000, 996)


def test_the_pictures_can_be_kept(sight: Callable[[Quality], Sight], tmp_path: Path) -> None:
    there = sight(Quality.LOW)
    there.look(eyes_at(HEAD))
    assert there.eyes.screenshot(tmp_path / "kept" / "eyes.png").stat().st_size > 100
    with pytest.raises(DisplayError, match="cannot be written"):
        there.eyes.screenshot(tmp_path / "eyes.unknown")
