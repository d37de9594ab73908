from collections.abc import Callable

import numpy as np
import pytest

import assets.room as room_parts
from assets.materials import MATERIALS
from assets.mesh import Part, face_count
from assets.room import layout

OBJECTS: tuple[Callable[[], tuple[Part, ...]], ...] = (
    room_parts.floor_and_walls,
    room_parts.operating_table,
    room_parts.mayo_stand,
    room_parts.tray,
    room_parts.surgical_lamp,
    room_parts.monitor,
    room_parts.instrument_table,
    room_parts.cabinet,
    room_parts.infusion_stand,
    room_parts.anaesthesia_drape,
    room_parts.anaesthesia_machine,
    room_parts.stool,
)


def bounds(parts: tuple[Part, ...]) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate([part.mesh.vertices for part in parts])
    return points.min(axis=0), points.max(axis=0)


def named(parts: tuple[Part, ...], name: str) -> Part:
    return next(part for part in parts if part.name == name)


@pytest.mark.parametrize("make", OBJECTS, ids=lambda make: make.__name__)
def test_an_object_is_sound_geometry_inside_the_room(make: Callable[[], tuple[Part, ...]]) -> None:
    for part in make():
        mesh = part.mesh
        assert part.material in MATERIALS
        assert np.isfinite(mesh.vertices).all()
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-3)
        assert mesh.faces.min() >= 0
        assert mesh.faces.max() < len(mesh.vertices)
        if MATERIALS[part.material].texture:
            assert mesh.uv is not None
    low, high = bounds(make())
    assert low[2] >= -0.01
    assert high[2] <= layout.CEILING_Z + 0.05
    assert low[0] >= layout.ROOM_X[0] - 0.05
    assert high[0] <= layout.ROOM_X[1] + 0.05


@pytest.mark.parametrize("make", OBJECTS, ids=lambda make: make.__name__)
def test_faces_run_the_way_their_normals_point(make: Callable[[], tuple[Part, ...]]) -> None:
    for part in make():
        a, b, c = (part.mesh.vertices[part.mesh.faces[:, corner]].astype(float) for corner in range(3))
        face = np.cross(b - a, c - a)
        normal = part.mesh.normals[part.mesh.faces].mean(axis=1)
        assert (np.einsum("ij,ij->i", face, normal) >= -1e-9).mean() > 0.97, part.name


def test_the_room_keeps_to_its_budget_and_names_every_part_once() -> None:
    parts = room_parts.room()
    assert face_count(parts) <= 60_000
    names = [part.name for part in parts]
    assert len(set(names)) == len(names)


def test_the_tray_lies_where_the_layout_says() -> None:
    liner = named(room_parts.tray(), "tray_liner").mesh.vertices
    assert liner[:, 2].max() == pytest.approx(layout.TRAY_SURFACE_Z, abs=1e-5)
    middle = (liner.min(axis=0) + liner.max(axis=0)) / 2.0
    assert middle[:2] == pytest.approx(layout.TRAY_CENTRE[:2], abs=1e-4)
    size = np.ptp(liner, axis=0)
    assert size[:2] == pytest.approx(layout.TRAY_SIZE, abs=0.004)
    rim = named(room_parts.tray(), "tray").mesh.vertices
    assert rim[:, 2].max() == pytest.approx(layout.TRAY_SURFACE_Z + layout.TRAY_RIM_HEIGHT, abs=1e-4)


def test_the_tray_is_within_reach_of_the_surgeon() -> None:
    shoulder = np.array([0.18, -0.65, 1.40])
    for dx in (-0.5, 0.5):
        for dy in (-0.5, 0.5):
            offset = np.array([dx * layout.TRAY_SIZE[0], dy * layout.TRAY_SIZE[1], 0.0])
            corner = np.array(layout.TRAY_CENTRE) + offset
            assert np.linalg.norm(corner - shoulder) < 0.88


def test_the_screen_faces_the_surgeon_and_carries_a_whole_picture() -> None:
    screen = named(room_parts.monitor(), "screen").mesh
    assert screen.uv is not None
    assert screen.vertices.mean(axis=0) == pytest.approx(layout.MONITOR_CENTRE, abs=1e-5)
    to_eyes = np.array(layout.SURGEON_EYES) - np.array(layout.MONITOR_CENTRE)
    assert screen.normals[0] @ to_eyes / np.linalg.norm(to_eyes) == pytest.approx(1.0, abs=1e-5)
    lower_left = screen.vertices[np.argmin(screen.uv.sum(axis=1))]
    assert lower_left[0] == pytest.approx(-layout.MONITOR_SIZE[0] / 2.0, abs=1e-5)
    assert lower_left[2] < layout.MONITOR_CENTRE[2]
    assert screen.uv.min() == 0.0
    assert screen.uv.max() == 1.0


def test_nothing_stands_between_the_surgeons_eyes_and_the_screen() -> None:
    eyes, parts = np.array(layout.SURGEON_EYES), room_parts.room()
    half = np.array(layout.MONITOR_SIZE) / 2.0
    points = np.concatenate([part.mesh.vertices for part in parts if not part.name.startswith(("monitor", "screen"))])
    ahead = points[(points[:, 1] > -0.5) & (points[:, 1] < 0.95)]
    share = (ahead[:, 1] - eyes[1]) / (layout.MONITOR_CENTRE[1] - eyes[1])
    seen_x = ahead[:, 0] / share
    seen_z = eyes[2] + (ahead[:, 2] - eyes[2]) / share
    blocks = (np.abs(seen_x) < half[0]) & (np.abs(seen_z - layout.MONITOR_CENTRE[2]) < half[1])
    assert not blocks.any()


def test_both_lamps_glow_towards_the_wound() -> None:
    parts = room_parts.surgical_lamp()
    for number, head in enumerate(layout.LAMP_HEADS):
        lenses = named(parts, f"lamp_lenses_{number}").mesh
        aim = np.array(layout.WOUND) - np.array(head)
        aim /= np.linalg.norm(aim)
        assert np.linalg.norm(lenses.vertices.mean(axis=0) - np.array(head)) < 0.03
        assert (lenses.normals @ aim).max() == pytest.approx(1.0, abs=1e-3)
