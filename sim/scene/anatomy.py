"""The broken bone: two fragments made of chunks, each drawn anew only when an instrument changed it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from panda3d.core import Geom, GeomNode, NodePath

from assets.mesh import MeshData

from ..core.model import Fracture
from ..core.pose import Pose
from ..core.timing import StageTimer, timed
from ..tissue.anatomy import fracture_normal
from ..tissue.surface import CHUNKS_A_FRAME, Chunk, ChunkedSurface, ChunkKey
from .bone_colour import stained
from .meshes import Rewritable, vertex_rows
from .poses import place
from .surfaces import Surfaces, plain_material
from .thinning import thinned

FRAGMENTS = 2
TILE_ROUND = 4
"""Texture tiles around the shaft: a whole number, so that the seam closes."""
TILE_ALONG_M = 0.022
IVORY = (0.96, 0.86, 0.72, 1.0)
"""Tints the chunks' own colours: tone mapping bleaches them."""
ROUGHNESS = 0.30

SliceKey = tuple[int, int]
"""Fragment (0 proximal, 1 distal) and the chunks' place along x."""


class Anatomy:
    """The fragments of a bone under a node of the scene.

    Chunks side by side across the shaft are drawn as one slice: hundreds of small meshes would cost more to hand to
    the driver than the triangles in them.
    """

    def __init__(
        self,
        parent: NodePath,
        surface: ChunkedSurface,
        fracture: Fracture,
        surfaces: Surfaces,
        timer: StageTimer | None = None,
    ) -> None:
        """``timer`` counts meshing under ``remesh``."""
        self._cell_m = surfaces.settings.bone_cell_m
        self._fracture_normal = fracture_normal(fracture)
        self._timer = timer
        self.root = parent.attach_new_node("bone")
        self._surface = surface
        self._slices: dict[SliceKey, _Slice] = {}
        self.fragments = tuple(self.root.attach_new_node(f"fragment_{number}") for number in range(FRAGMENTS))
        surfaces.dress(self.root, "bone")
        self.root.set_material(plain_material("bone", IVORY, 0.0, ROUGHNESS), 1)
        self._poses: list[Pose | None] = [None] * FRAGMENTS
        self._draw(surface.build_all(), worked_on=False)
        self._revision = -1

    def update(self, poses: tuple[Pose, ...], revision: int) -> tuple[SliceKey, ...]:
        """Put the fragments where they are and draw what changed; the keys of the slices drawn anew."""
        for number, pose in enumerate(poses):
            if pose != self._poses[number]:
                place(self.fragments[number], pose)
                self._poses[number] = pose
        if revision == self._revision and not self._surface.waiting:
            return ()
        self._revision = revision
        with timed(self._timer, "remesh"):
            changed = self._surface.update(CHUNKS_A_FRAME)
        return self._draw(changed)

    def geometry(self, key: SliceKey) -> Geom | None:
        """What is drawn of a slice, None when it has never had a surface."""
        drawn = self._slices.get(key)
        return drawn.node.get_geom(0) if drawn is not None and drawn.node.get_num_geoms() else None

    def _draw(self, chunks: list[Chunk], worked_on: bool = True) -> tuple[SliceKey, ...]:
        changed: dict[SliceKey, None] = {}
        for chunk in chunks:
            key = chunk.key[:2]
            if key not in self._slices:
                self._slices[key] = _Slice(self.fragments[chunk.fragment])
            self._slices[key].keep(chunk, stained(chunk.colours, chunk.vertices, self._fracture_normal))
            changed[key] = None
        for key in changed:
            self._slices[key].draw(0.0 if worked_on or self._at_fracture(key) else self._cell_m)
        return tuple(changed)

    def _at_fracture(self, key: SliceKey) -> bool:
        return (1 - key[0], key[1]) in self._slices


class _Slice:
    """The chunks of one fragment at one place along the shaft, as one mesh."""

    def __init__(self, parent: NodePath) -> None:
        self.node = GeomNode("slice")
        parent.attach_new_node(self.node)
        self._drawn: Rewritable | None = None
        self._chunks: dict[ChunkKey, tuple[NDArray[np.void], NDArray[np.int32]]] = {}

    def keep(self, chunk: Chunk, colours: NDArray[np.float32]) -> None:
        """Take over a chunk's newest shape."""
        mesh = MeshData(chunk.vertices, chunk.normals, chunk.faces, _texture_places(chunk), colours)
        self._chunks[chunk.key] = (vertex_rows(mesh, _tangents(chunk)), chunk.faces)

    def draw(self, cell_m: float) -> None:
        """Hand the slice to the driver, thinned to cells of a size, or whole for 0."""
        rows = [chunk_rows for chunk_rows, _ in self._chunks.values()]
        starts = np.cumsum([0] + [len(each) for each in rows])
        if not starts[-1]:
            self.node.remove_all_geoms()
            self._drawn = None
            return
        faces = np.concatenate([each + start for (_, each), start in zip(self._chunks.values(), starts, strict=False)])
        vertices = np.concatenate(rows)
        if cell_m:
            vertices, faces = thinned(vertices, faces, cell_m)
        if self._drawn is None:
            self._drawn = Rewritable(self.node, vertices, faces)
        else:
            self._drawn.write(vertices, faces)


def _texture_places(chunk: Chunk) -> NDArray[np.float32]:
    """(n, 2) along the shaft and around it."""
    x, y, z = chunk.vertices.T
    places = np.empty((len(x), 2), np.float32)
    places[:, 0] = x / TILE_ALONG_M
    places[:, 1] = np.arctan2(y, z) * (TILE_ROUND / (2.0 * math.pi))
    return places


def _tangents(chunk: Chunk) -> NDArray[np.float32]:
    """(n, 4) unit vectors along the shaft on the surface, and on which side of it the azimuth grows."""
    normal = chunk.normals
    result = np.empty((len(normal), 4), np.float32)
    result[:, :3] = -normal * normal[:, :1]
    result[:, 0] += 1.0
    length = np.sqrt(np.sum(result[:, :3] ** 2, axis=1))
    result[length < 1e-3, :3] = (0.0, 0.0, 1.0)
    result[:, :3] /= np.where(length < 1e-3, 1.0, length)[:, None]
    outwards = np.sum(normal[:, 1:] * chunk.vertices[:, 1:], axis=1)
    result[:, 3] = np.where(outwards < 0.0, -1.0, 1.0)
    return result
