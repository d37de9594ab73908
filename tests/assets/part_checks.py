"""What every generated part must fulfil."""

import numpy as np

from assets.materials import MATERIALS
from assets.mesh import Part, as_trimesh, merge


def check_parts(parts: tuple[Part, ...]) -> None:
    assert len({part.name for part in parts}) == len(parts)
    for part in parts:
        mesh = part.mesh
        assert part.material in MATERIALS, part
        assert mesh.vertices.dtype == np.float32
        assert mesh.normals.dtype == np.float32
        assert mesh.faces.dtype == np.int32
        assert mesh.vertices.shape == mesh.normals.shape
        assert np.isfinite(mesh.vertices).all(), part.name
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-4), part.name
        assert mesh.faces.min() >= 0
        assert mesh.faces.max() < len(mesh.vertices)


def check_closed(part: Part) -> None:
    """Every edge is run through as often one way as the other: no hole, no face turned round."""
    solid = as_trimesh(part.mesh)
    forth, forth_count = np.unique(solid.edges, axis=0, return_counts=True)
    back, back_count = np.unique(solid.edges[:, ::-1], axis=0, return_counts=True)
    assert np.array_equal(forth, back), part.name
    assert np.array_equal(forth_count, back_count), part.name
    assert solid.volume > 0.0, part.name


def named(parts: tuple[Part, ...], name: str) -> Part:
    return next(part for part in parts if part.name == name)


def extent(parts: tuple[Part, ...]) -> tuple[np.ndarray, np.ndarray]:
    vertices = merge(part.mesh for part in parts).vertices
    return vertices.min(axis=0), vertices.max(axis=0)


def radius(part: Part, low: float = -np.inf, high: float = np.inf) -> float:
    """Largest distance from z of the part's vertices between two heights."""
    vertices = part.mesh.vertices
    inside = vertices[(vertices[:, 2] >= low) & (vertices[:, 2] <= high)]
    return float(np.hypot(inside[:, 0], inside[:, 1]).max())
