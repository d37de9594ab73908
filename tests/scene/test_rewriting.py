"""Geometry that is written anew looks like geometry that was made so, and is the same to the driver."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import trimesh
from panda3d.core import GeomNode
from scene_pictures import Picture, picture_of

from assets.mesh import MeshData, from_trimesh
from sim.scene.meshes import Rewritable, geometry, tangents, vertex_rows
from sim.scene.pipeline import Pipeline
from sim.scene.quality import Quality
from sim.scene.window import Window

pytestmark = pytest.mark.render

SMALL = from_trimesh(trimesh.creation.box((0.2, 0.2, 0.2)))
LARGE = from_trimesh(trimesh.creation.icosphere(3, 0.45))
NOWHERE = MeshData(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32))


class Stage:
    """Something before a camera."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pipeline = Pipeline(window)
        window.camera.set_pos(0.3, -2.0, 0.4)
        window.camera.look_at(0.0, 0.0, 0.0)
        self.picture()  # the first one also makes room for shadows

    def picture(self) -> Picture:
        for _ in range(2):
            self.pipeline.before_frame()
            self.window.draw()
        return picture_of(self.window)


def _write(drawn: Rewritable, mesh: MeshData) -> None:
    drawn.write(vertex_rows(mesh, tangents(mesh)), mesh.faces)


@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_it_looks_as_if_it_had_been_made_so(open_window: Callable[[Quality], Window], quality: Quality) -> None:
    stage = Stage(open_window(quality))
    empty = stage.picture()
    node = GeomNode("written")
    drawn = Rewritable(node, vertex_rows(SMALL, tangents(SMALL)), SMALL.faces)
    path = stage.window.render.attach_new_node(node)
    made = {}
    for name, mesh in (("small", SMALL), ("large", LARGE)):
        path.hide()
        fresh = GeomNode("fresh")
        fresh.add_geom(geometry(mesh))
        beside = stage.window.render.attach_new_node(fresh)
        made[name] = stage.picture()
        beside.remove_node()
        path.show()
    assert _alike(stage.picture(), made["small"])
    _write(drawn, LARGE)
    assert _alike(stage.picture(), made["large"])
    _write(drawn, NOWHERE)
    assert _alike(stage.picture(), empty)
    _write(drawn, SMALL)
    assert _alike(stage.picture(), made["small"])
    assert not _alike(made["small"], made["large"])


def _alike(a: Picture, b: Picture) -> bool:
    return int(np.abs(a.astype(int) - b.astype(int)).max()) <= 2


def test_the_driver_keeps_its_buffers(open_window: Callable[[Quality], Window]) -> None:
    stage = Stage(open_window(Quality.LOW))
    node = GeomNode("written")
    drawn = Rewritable(node, vertex_rows(SMALL, tangents(SMALL)), SMALL.faces)
    stage.window.render.attach_new_node(node)
    stage.picture()
    objects = stage.window.output.get_gsg().get_prepared_objects()
    vertices = node.get_geom(0).get_vertex_data().get_array(0)
    triangles = node.get_geom(0).get_primitive(0)
    before = objects.get_num_prepared_vertex_buffers(), objects.get_num_prepared_index_buffers()
    for mesh in (LARGE, SMALL, LARGE):
        _write(drawn, mesh)
        stage.picture()
        assert vertices.is_prepared(objects)
        assert node.get_geom(0).get_primitive(0) == triangles
        assert node.get_geom(0).get_vertex_data().get_array(0) == vertices
        now = objects.get_num_prepared_vertex_buffers(), objects.get_num_prepared_index_buffers()
        assert now == before
