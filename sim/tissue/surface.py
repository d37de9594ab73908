"""The bone's surface as triangles, chunk by chunk, so that a drilled hole remeshes only where it was cut.

Each fragment is meshed by itself (naive surface nets, Gibson 1998: one vertex in every cell the surface passes, at the
mean of the places where it crosses the cell's edges). A cell is eight neighbouring voxel centres. Chunks work out the
cells of one shared layer alike and every face belongs to one chunk only, so there are no cracks and no double faces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bone import CHUNK, Bone, Index
from .surface_nets import BEFORE, REGION, mesh_region

ChunkKey = tuple[int, int, int, int]
"""Fragment (0 proximal, 1 distal) and the chunk's place along x, y, z."""


CHUNKS_A_FRAME = 5
"""As many chunks as one frame can mesh within 1.5 ms on two plain cores; the rest wait for the next."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Triangles of one fragment in one chunk, in the bone frame; no triangles when the surface left the chunk."""

    key: ChunkKey
    fragment: int
    vertices: NDArray[np.float32]
    """(n, 3) metres."""
    normals: NDArray[np.float32]
    """(n, 3) outward unit vectors."""
    colours: NDArray[np.float32]
    """(n, 4) linear red, green, blue, alpha in 0..1."""
    faces: NDArray[np.int32]
    """(m, 3) vertex numbers, counterclockwise from outside."""


class ChunkedSurface:
    """Keeps the mesh of a bone up to date. One per bone: it takes the bone's list of changes."""

    def __init__(self, bone: Bone) -> None:
        self._bone = bone
        self._waiting: dict[Index, None] = {}
        self._shown: set[ChunkKey] = set()
        self._sides = {chunk: _fragments_near(bone, chunk) for chunk in np.ndindex(bone.chunk_grid)}

    @property
    def waiting(self) -> int:
        """Changed chunks that are not remeshed yet (of those known at the last `update`)."""
        return len(self._waiting)

    def build_all(self) -> list[Chunk]:
        """Every chunk with a surface in it."""
        self._bone.take_changed()
        self._waiting.clear()
        return self._mesh(self._sides)

    def update(self, max_chunks: int | None = None) -> list[Chunk]:
        """Chunks that changed since they were last given out, longest waiting first, at most ``max_chunks`` places."""
        for index in self._bone.take_changed():
            self._waiting.setdefault(index)
        due = list(self._waiting)[:max_chunks]
        for index in due:
            del self._waiting[index]
        return self._mesh(due)

    def _mesh(self, places: Iterable[Index]) -> list[Chunk]:
        chunks = (self._chunk(place, fragment) for place in places for fragment in self._sides[place])
        return [chunk for chunk in chunks if self._is_news(chunk)]

    def _is_news(self, chunk: Chunk) -> bool:
        """Whether the chunk has triangles, or had some before."""
        if len(chunk.faces):
            self._shown.add(chunk.key)
            return True
        was_shown = chunk.key in self._shown
        self._shown.discard(chunk.key)
        return was_shown

    def _chunk(self, place: Index, fragment: int) -> Chunk:
        bone = self._bone
        vertices, normals, colours, faces = mesh_region(
            bone.fill, bone.distal_share, bone.intact_fill, bone.density, fragment, *(CHUNK * part for part in place)
        )
        vertices *= bone.voxel_m
        vertices += bone.origin_m
        return Chunk((fragment, *place), fragment, vertices.astype(np.float32), normals, colours, faces)


def _fragments_near(bone: Bone, place: Index) -> tuple[int, ...]:
    """Fragments that have voxels in or beside a chunk."""
    box = tuple(slice(max(0, CHUNK * part - BEFORE), CHUNK * part - BEFORE + REGION) for part in place)
    share = bone.distal_share[box][bone.intact_fill[box] > 0]
    if share.size == 0:
        return ()
    return tuple(side for side, there in enumerate((share.min() < 255, share.max() > 0)) if there)
