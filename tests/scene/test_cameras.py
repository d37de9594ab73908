from __future__ import annotations

import pytest
from panda3d.core import NodePath, PerspectiveLens, Point2, Point3

from assets.room import monitor
from assets.room.layout import MONITOR_CENTRE, SURGEON_EYES, TRAY_CENTRE
from sim.core.pose import Pose, distance
from sim.core.views import STANDING_EYES_M, TRAY_MIDDLE
from sim.scene.cameras import TRAVEL_S, VIEW_NAMES, Cameras, views
from sim.scene.poses import pose_of
from sim.scene.window import VERTICAL_FIELD_DEG

WOUND = Pose((0.0, 0.0, 1.0))


def test_the_views_a_scenario_may_ask_for_are_there() -> None:
    assert {"surgeon", "bone_side", "bone_end", "tray", "assistant"} <= set(VIEW_NAMES)


@pytest.mark.parametrize("name", VIEW_NAMES)
def test_a_view_has_what_it_looks_at_in_the_middle_of_the_picture(name: str) -> None:
    camera = NodePath("camera")
    cameras = Cameras(camera, WOUND)
    cameras.jump(name)
    seen = camera.get_relative_point(NodePath(camera.get_top()), Point3(*views(WOUND)[name].middle))
    lens = PerspectiveLens()
    place = Point2()
    world = NodePath("world")
    camera.reparent_to(world)
    seen = camera.get_relative_point(world, Point3(*views(WOUND)[name].middle))
    assert lens.project(seen, place)
    assert (place.x, place.y) == pytest.approx((0.0, 0.0), abs=1e-4)


def test_the_side_view_is_level_with_the_bone_and_the_end_view_runs_along_it() -> None:
    found = views(WOUND)
    assert abs(found["bone_side"].eye[2] - 1.0) < 0.08
    assert abs(found["bone_side"].eye[0]) < 1e-6
    assert abs(found["bone_end"].eye[1]) < 1e-6


def test_the_camera_travels_instead_of_jumping() -> None:
    camera = NodePath("camera")
    world = NodePath("world")
    camera.reparent_to(world)
    cameras = Cameras(camera, WOUND)
    start = pose_of(camera, world).position
    goal = views(WOUND)["assistant"].eye
    cameras.go("assistant")
    cameras.advance(TRAVEL_S / 2.0)
    middle = pose_of(camera, world).position
    assert distance(middle, start) > 0.1
    assert distance(middle, goal) > 0.1
    cameras.advance(TRAVEL_S)
    assert distance(pose_of(camera, world).position, goal) < 1e-6


def test_next_walks_through_all_views() -> None:
    cameras = Cameras(NodePath("camera"), WOUND)
    seen = [cameras.next() for _ in VIEW_NAMES]
    assert sorted(seen) == sorted(VIEW_NAMES)
    assert seen[-1] == VIEW_NAMES[0]


def test_the_overview_shows_the_monitor_between_the_panels_and_the_field_below_them() -> None:
    """Panels cover the upper left 400 and the upper right 450 of 1280 x 800 pixels, down to row 350 at most."""
    world = NodePath("world")
    camera = world.attach_new_node("camera")
    Cameras(camera, WOUND).jump("overview")
    lens = PerspectiveLens()
    lens.set_aspect_ratio(1.6)
    lens.set_min_fov(VERTICAL_FIELD_DEG)

    def pixel(point: tuple[float, float, float]) -> tuple[float, float]:
        place = Point2()
        assert lens.project(camera.get_relative_point(world, Point3(*point)), place)
        return 640.0 * (1.0 + place.x), 400.0 * (1.0 - place.y)

    screen = next(part for part in monitor() if part.name == "screen").mesh.vertices
    columns, rows = zip(*(pixel(tuple(map(float, corner))) for corner in screen), strict=True)
    assert min(columns) > 400.0
    assert max(columns) < 830.0
    assert min(rows) > 20.0
    assert pixel(MONITOR_CENTRE)[1] < 200.0
    for point in (WOUND.position, TRAY_CENTRE):
        column, row = pixel(point)
        assert 350.0 < row < 700.0
        assert 200.0 < column < 1000.0


def test_the_tray_that_is_looked_at_stands_where_the_room_has_it() -> None:
    assert TRAY_MIDDLE == TRAY_CENTRE
    assert SURGEON_EYES[2] == STANDING_EYES_M
