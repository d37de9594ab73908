"""A mesh that is bent: every vertex follows several bones, each by a share of its own.

Linear blend skinning on the processor: the meshes are small, and the driver gets new vertices for the same buffer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath, OmniBoundingVolume

from assets.mesh import MeshData

from .meshes import Rewritable, tangents, vertex_rows

Array = NDArray[np.float32]


class Skin:
    """A mesh under a node. ``shares`` (n, bones) say how much of each bone a vertex follows; rows sum to one."""

    def __init__(self, parent: NodePath, name: str, mesh: MeshData, shares: Array) -> None:
        self._vertices = mesh.vertices.astype(np.float32)
        self._normals = mesh.normals.astype(np.float32)
        self._shares = shares.astype(np.float32)
        self._rows = vertex_rows(mesh, tangents(mesh))
        node = GeomNode(name)
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        self._drawn = Rewritable(node, self._rows, mesh.faces)
        self.path: NodePath = parent.attach_new_node(node)

    def bend(self, bones: Array) -> None:
        """Move the vertices with matrices (bones, 3, 4) from where each bone was made to where it is."""
        moves = (self._shares @ bones.reshape(len(bones), 12).astype(np.float32)).reshape(-1, 3, 4)
        turns = moves[:, :, :3]
        self._rows["vertex"] = np.einsum("nij,nj->ni", turns, self._vertices) + moves[:, :, 3]
        self._rows["normal"] = np.einsum("nij,nj->ni", turns, self._normals)
        self._drawn.write(self._rows)
