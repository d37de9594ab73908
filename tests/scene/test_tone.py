from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from panda3d.core import GeomNode
from scene_pictures import picture_of

from assets.mesh import MeshData
from sim.scene.glow import TEAL, make_ghost
from sim.scene.meshes import geometry
from sim.scene.pipeline import Pipeline
from sim.scene.quality import Quality
from sim.scene.tone import TABLE_SIZE, TABLE_STOPS, table, toned
from sim.scene.window import Window


def _hejl(light: float) -> float:
    x = max(0.0, light - 0.004)
    return x * (6.2 * x + 0.5) / (x * (6.2 * x + 1.7) + 0.06)


def test_more_light_never_shows_darker_and_middle_grey_shows_as_middle_grey() -> None:
    shown = toned(np.linspace(0.0, 4.0, 400))
    assert shown[0] == 0.0
    assert (np.diff(shown) >= 0.0).all()
    assert shown[-1] <= 1.0
    assert toned(np.array([0.18]))[0] == pytest.approx(0.46, abs=0.03)


@pytest.mark.parametrize("light", [0.005, 0.02, 0.1, 0.5, 1.0, 2.0])
def test_the_table_turns_the_curve_of_simplepbr_into_ours(light: float) -> None:
    image = np.frombuffer(bytes(table().get_ram_image()), np.uint8).reshape(*[TABLE_SIZE] * 3, 3)
    diagonal = image[np.arange(TABLE_SIZE), np.arange(TABLE_SIZE), np.arange(TABLE_SIZE), 1] / 255.0
    place = _hejl(light * 2.0**TABLE_STOPS) * (TABLE_SIZE - 1)
    assert np.interp(place, np.arange(TABLE_SIZE), diagonal) == pytest.approx(toned(np.array([light]))[0], abs=0.02)


@pytest.mark.render
@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_a_ghost_has_its_own_colour_at_every_quality(
    open_window: Callable[[Quality], Window], quality: Quality
) -> None:
    window = open_window(quality)
    pipeline = Pipeline(window)
    node = GeomNode("card")
    node.add_geom(geometry(_card()))
    card = window.render.attach_new_node(node)
    make_ghost(card, TEAL, body=1.0)
    window.camera.set_pos(0.0, 0.0, 1.0)
    window.camera.look_at(0.0, 0.0, 0.0)
    for _ in range(2):
        pipeline.before_frame()
        window.draw()
    middle = picture_of(window)[100, 160] / 255.0
    assert tuple(middle) == pytest.approx(TEAL, abs=0.02)


def _card() -> MeshData:
    """A level square that faces up."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32)
    up = np.tile(np.array([0, 0, 1], np.float32), (4, 1))
    return MeshData(corners, up, np.array([[0, 1, 2], [0, 2, 3]], np.int32))
