"""Many small copies of one mesh that fly, fall and lie: bone chips, slurry and drops.

All copies share one mesh whose vertices are written anew while any of them moves; nothing is made per frame.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath, OmniBoundingVolume

from assets.mesh import MeshData

from .meshes import Rewritable, tangents, vertex_rows

Array = NDArray[np.float32]

GRAVITY_M_S2 = 9.81
FADING = 0.15
"""Share of its life in which a copy shrinks away."""
DRAG_PER_S = 3.0
"""Air and wet surroundings slow a chip (ours)."""


class Swarm:
    """A fixed number of copies of a mesh; the oldest is used again when all are in use.

    ``gravity_m_s2`` pulls them down (negative: they rise, 0: they stay where they are). ``ground`` gives the heights
    (n,) at which copies at places (n, 3) come to rest.
    """

    def __init__(
        self,
        parent: NodePath,
        name: str,
        mesh: MeshData,
        count: int,
        life_s: float,
        gravity_m_s2: float = GRAVITY_M_S2,
    ) -> None:
        self.ground: Callable[[Array], Array] | None = None
        self._gravity_m_s2 = gravity_m_s2
        self._mesh = mesh
        self._count = count
        self._life_s = life_s
        self._next = 0
        self._position = np.zeros((count, 3), np.float32)
        self._velocity = np.zeros((count, 3), np.float32)
        self._resting = np.zeros(count, np.bool_)
        self._scale = np.zeros(count, np.float32)
        self._age = np.full(count, np.inf, np.float32)
        self._shapes = np.zeros((count, *mesh.vertices.shape), np.float32)
        self._changed = False
        self._rows = self._all_rows()
        faces = (mesh.faces[None] + (np.arange(count) * len(mesh.vertices))[:, None, None]).reshape(-1, 3)
        node = GeomNode(name)
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        self._drawn = Rewritable(node, self._rows.ravel(), faces.astype(np.int32))
        self.path = parent.attach_new_node(node)
        self.path.hide()

    @property
    def alive(self) -> int:
        """How many copies can be seen."""
        return int(np.count_nonzero(self._age < self._life_s))

    def emit(self, positions: Array, velocities: Array, turns: Array, scales: Array) -> None:
        """Start n copies at (n, 3) places with (n, 3) speeds, (n, 3, 3) attitudes and (n,) sizes."""
        count = min(len(positions), self._count)
        slots = (self._next + np.arange(count)) % self._count
        self._next = int((self._next + count) % self._count)
        self._position[slots] = positions[:count]
        self._velocity[slots] = velocities[:count]
        self._shapes[slots] = _turned(turns[:count], self._mesh.vertices)
        self._rows["normal"][slots] = _turned(turns[:count], self._mesh.normals)
        self._scale[slots] = scales[:count]
        self._resting[slots] = self._gravity_m_s2 == 0.0
        self._age[slots] = 0.0
        self._changed = True

    def wash(self, seconds: float, factor: float) -> None:
        """Age everything ``factor`` times faster: water carries it away."""
        self._age += np.float32(seconds * factor)

    def advance(self, seconds: float) -> None:
        """Fly and fall for a time, then hand the new places to the driver."""
        seen = self._age < self._life_s
        if not seen.any():
            self.path.hide()
            return
        self._age += np.float32(seconds)
        flying = seen & ~self._resting
        if flying.any():
            self._fly(flying, seconds)
        shrinking = self._age > (1.0 - FADING) * self._life_s
        if self._changed or flying.any() or (seen & shrinking).any():
            self._write()
            self._changed = False
        self.path.show()

    def _fly(self, flying: NDArray[np.bool_], seconds: float) -> None:
        velocity = self._velocity[flying] * np.float32(max(0.0, 1.0 - DRAG_PER_S * seconds))
        velocity[:, 2] -= np.float32(self._gravity_m_s2 * seconds)
        position = self._position[flying] + velocity * np.float32(seconds)
        if self.ground is not None:
            height = self.ground(position)
            self._resting[flying] = position[:, 2] <= height
            position[:, 2] = np.maximum(position[:, 2], height)
        self._velocity[flying] = velocity
        self._position[flying] = position

    def clear(self) -> None:
        """Let everything vanish."""
        self._age[:] = np.inf
        self.path.hide()

    def _all_rows(self) -> NDArray[np.void]:
        rows = vertex_rows(self._mesh, tangents(self._mesh))
        return np.tile(rows, (self._count, 1))

    def _write(self) -> None:
        fading = np.clip((self._life_s - self._age) / (FADING * self._life_s), 0.0, 1.0)
        size = np.where(np.isfinite(self._age), self._scale * fading, 0.0).astype(np.float32)
        self._rows["vertex"] = self._shapes * size[:, None, None] + self._position[:, None, :]
        self._drawn.write(self._rows.reshape(-1))


def _turned(turns: Array, vectors: Array) -> Array:
    """(n, v, 3) vectors (v, 3) under each of (n, 3, 3) rotations."""
    flat = turns.reshape(-1, 3) @ vectors.T
    return flat.reshape(len(turns), 3, len(vectors)).transpose(0, 2, 1)


def random_turns(random: np.random.Generator, count: int) -> Array:
    """(count, 3, 3) rotations spread evenly (from normalised random quaternions)."""
    quaternion = random.normal(size=(count, 4))
    quaternion /= np.linalg.norm(quaternion, axis=1, keepdims=True)
    x, y, z, w = quaternion.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.moveaxis(np.array(rows, np.float32), 2, 0)
