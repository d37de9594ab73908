"""Solids to build instruments from. Generators draw in millimetres, as a workshop does; `part` turns them to metres.

Every function returns a closed `manifold3d.Manifold`, so pieces can be united, cut and intersected freely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import manifold3d
import numpy as np
import trimesh
from manifold3d import CrossSection, Manifold
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator

from assets.mesh import CREASE_RAD, Part, from_trimesh, manifold_of, trimesh_of

Floats = NDArray[np.float64]

METRES_PER_MILLIMETRE = 0.001
SLIVER = 0.0005
"""Edges that leave the surface by less than this, mm, are taken away: booleans leave such slivers."""

ROUND = 32
"""Sides of a circle where nothing else is asked."""


def part(name: str, solid: Manifold, material: str, smooth_angle_rad: float = CREASE_RAD) -> Part:
    """A drawn solid (mm) as a part (m)."""
    mesh = trimesh_of(solid.simplify(SLIVER))
    mesh.apply_scale(METRES_PER_MILLIMETRE)
    return Part(name, from_trimesh(mesh, smooth_angle_rad), material)


def union(solids: Iterable[Manifold]) -> Manifold:
    """All solids as one."""
    return Manifold.batch_boolean(list(solids), manifold3d.OpType.Add)


def lathe(profile: Sequence[tuple[float, float]], sides: int = ROUND) -> Manifold:
    """Body of revolution about z from (radius, height) corners, lower end first; it closes along the axis."""
    corners = [(0.0, profile[0][1]), *profile, (0.0, profile[-1][1])]
    outline = [corner for i, corner in enumerate(corners) if i == 0 or corner != corners[i - 1]]
    return CrossSection([outline], manifold3d.FillRule.NonZero).revolve(sides)


def cylinder(radius: float, low: float, high: float, chamfer: float = 0.0, sides: int = ROUND) -> Manifold:
    """Upright cylinder, both rims broken by ``chamfer``."""
    if chamfer <= 0.0:
        return lathe([(radius, low), (radius, high)], sides)
    inner = radius - chamfer
    return lathe([(inner, low), (radius, low + chamfer), (radius, high - chamfer), (inner, high)], sides)


def ring(outer: float, inner: float, low: float, high: float, chamfer: float = 0.0, sides: int = ROUND) -> Manifold:
    """Upright tube."""
    return cylinder(outer, low, high, chamfer, sides) - cylinder(inner, low - 1.0, high + 1.0, 0.0, sides)


def box(size: ArrayLike, centre: ArrayLike = (0.0, 0.0, 0.0), chamfer: float = 0.0) -> Manifold:
    """Block with all twelve edges broken by ``chamfer``."""
    half = np.asarray(size, dtype=float) / 2.0
    if chamfer <= 0.0:
        return Manifold.cube(2.0 * half, True).translate(centre)
    corners = []
    for axis in range(3):
        reach = half - chamfer
        reach[axis] = half[axis]
        corners.append(_SIGNS * reach)
    return Manifold.hull_points(np.concatenate(corners)).translate(centre)


def prism(outline: ArrayLike, low: float, high: float, chamfer: float = 0.0) -> Manifold:
    """Upright prism over a counter-clockwise (n, 2) outline, upper and lower edges broken by ``chamfer``."""
    points = np.asarray(outline, dtype=float)
    if chamfer <= 0.0:
        return CrossSection([points]).extrude(high - low).translate((0.0, 0.0, low))
    small = inset(points, chamfer)
    heights = ((small, low), (points, low + chamfer), (points, high - chamfer), (small, high))
    return loft([np.column_stack([corners, np.full(len(corners), z)]) for corners, z in heights])


def inset(outline: Floats, distance: float) -> Floats:
    """Counter-clockwise (n, 2) outline moved inwards by ``distance``, corner by corner."""
    edges = np.roll(outline, -1, axis=0) - outline
    normals = np.column_stack([-edges[:, 1], edges[:, 0]]) / np.linalg.norm(edges, axis=1, keepdims=True)
    before = np.roll(normals, 1, axis=0)
    bisector = normals + before
    moved: Floats = outline + distance * 2.0 * bisector / np.sum(bisector**2, axis=1, keepdims=True)
    return moved


def loft(rings: Sequence[ArrayLike], alternating: bool = False) -> Manifold:
    """Skin over (n, 3) rings of equal length, each counter-clockwise seen from the next; both ends are closed.

    ``alternating`` lets the diagonals of neighbouring quads lean against each other.
    """
    stack = np.asarray(rings, dtype=float)
    count, sides = stack.shape[:2]
    here = np.arange(sides)
    there = (here + 1) % sides
    faces = []
    for k in range(count - 1):
        a, b, c, d = k * sides + here, k * sides + there, (k + 1) * sides + there, (k + 1) * sides + here
        leaning = ((here + k) % 2 == 1)[:, None] & alternating
        faces.append(np.where(leaning, np.column_stack([a, b, d]), np.column_stack([a, b, c])))
        faces.append(np.where(leaning, np.column_stack([b, c, d]), np.column_stack([a, c, d])))
    faces.append(_cap(stack[0])[:, ::-1])
    faces.append(_cap(stack[-1]) + (count - 1) * sides)
    mesh = trimesh.Trimesh(stack.reshape(-1, 3), np.concatenate(faces), process=False)
    if mesh.volume < 0.0:
        mesh.invert()
    return manifold_of(mesh)


def sweep(
    path: ArrayLike,
    half_width: ArrayLike,
    half_depth: ArrayLike,
    across: ArrayLike = (1.0, 0.0, 0.0),
    sides: int = 16,
    squareness: float = 2.0,
) -> Manifold:
    """Bar along a (k, 3) path: ``half_width`` along ``across``, ``half_depth`` square to it.

    Its section is a superellipse of exponent ``squareness``: 2 is an ellipse, 4 a rounded rectangle.
    """
    points = np.asarray(path, dtype=float)
    widths = np.broadcast_to(np.asarray(half_width, dtype=float), len(points))
    depths = np.broadcast_to(np.asarray(half_depth, dtype=float), len(points))
    section = superellipse(squareness, sides)
    tangents = np.gradient(points, axis=0)
    rings = []
    for point, tangent, width, depth in zip(points, tangents, widths, depths, strict=True):
        along = tangent / np.linalg.norm(tangent)
        wide = np.asarray(across, dtype=float) - along * float(np.dot(across, along))
        wide /= np.linalg.norm(wide)
        deep = np.cross(along, wide)
        rings.append(point + section[:, :1] * width * wide + section[:, 1:] * depth * deep)
    return loft(rings)


def superellipse(squareness: float, sides: int) -> Floats:
    """Counter-clockwise (sides, 2) outline of |x|^s + |y|^s = 1."""
    angle = 2.0 * math.pi * (np.arange(sides) + 0.5) / sides
    cosine, sine = np.cos(angle), np.sin(angle)
    power = 2.0 / squareness
    return np.column_stack([np.sign(cosine) * np.abs(cosine) ** power, np.sign(sine) * np.abs(sine) ** power])


def spline(points: ArrayLike, count: int) -> Floats:
    """(count, 3) points evenly spread along a smooth curve through ``points``."""
    knots = np.asarray(points, dtype=float)
    chord = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    curve: Floats = CubicSpline(chord, knots)(np.linspace(0.0, chord[-1], count))
    return curve


def taper(values: Sequence[float], count: int) -> Floats:
    """``count`` numbers that run smoothly through ``values`` without overshoot."""
    smooth: Floats = PchipInterpolator(np.linspace(0.0, 1.0, len(values)), values)(np.linspace(0.0, 1.0, count))
    return smooth


def torus(major: float, minor: float, sides: int = 28, section: int = 10) -> Manifold:
    """Ring of round wire in the plane of x and y."""
    circle = CrossSection.circle(minor, section).translate((major, 0.0))
    return circle.revolve(sides)


def ball(radius: float, centre: ArrayLike = (0.0, 0.0, 0.0), sides: int = 20) -> Manifold:
    """Sphere."""
    return Manifold.sphere(radius, sides).translate(centre)


def polygon(corners: int, radius: float, turn_rad: float = 0.0) -> Floats:
    """Regular counter-clockwise (corners, 2) outline; ``radius`` is to the corners."""
    angle = 2.0 * math.pi * np.arange(corners) / corners + turn_rad
    return np.column_stack([np.cos(angle), np.sin(angle)]) * radius


def hexagon(across_flats: float) -> Floats:
    """(6, 2) outline of a hexagon."""
    return polygon(6, across_flats / math.sqrt(3.0), math.pi / 6.0)


def knurl(radius: float, depth: float, low: float, high: float, count: int = 36, rows: int = 18) -> Manifold:
    """Cylinder with a diamond knurl: ``count`` points round it, ``rows`` along it; ends are plain."""
    rings = []
    for row in range(rows + 1):
        plain = row in (0, rows)
        crest = (np.arange(count) + row) % 2 == 0
        radii = np.where(crest & (not plain), radius, radius - depth)
        angle = 2.0 * math.pi * np.arange(count) / count
        z = low + (high - low) * row / rows
        rings.append(np.column_stack([radii * np.cos(angle), radii * np.sin(angle), np.full(count, z)]))
    return loft(rings, alternating=True)


def grooved(profile: Sequence[tuple[float, float]], grooves: int, depth: float, sides: int = 48) -> Manifold:
    """Handle of revolution whose surface is ``depth`` lower in ``grooves`` soft lengthwise grooves."""
    angle = 2.0 * math.pi * np.arange(sides) / sides
    wave = (0.5 + 0.5 * np.cos(grooves * angle)) ** 2
    largest = max(radius for radius, _ in profile)
    rings = []
    for radius, z in profile:
        radii = radius - depth * wave * (radius / largest) ** 6
        rings.append(np.column_stack([radii * np.cos(angle), radii * np.sin(angle), np.full(sides, z)]))
    return loft(rings)


def _cap(corners: Floats) -> NDArray[np.int64]:
    """(m, 3) triangles over a flat ring, in the ring's own sense."""
    after = np.roll(corners, -1, axis=0)
    normal = np.sum(np.cross(corners, after), axis=0)
    length = float(np.linalg.norm(normal))
    along = corners[1] - corners[0]
    if length < 1e-9 or float(np.linalg.norm(along)) < 1e-12:
        return _fan(len(corners))
    up = normal / length
    x = along / np.linalg.norm(along)
    flat = np.column_stack([corners @ x, corners @ np.cross(up, x)])
    triangles: NDArray[np.int64] = np.asarray(manifold3d.triangulate([flat]), dtype=np.int64)
    return triangles


def _fan(count: int) -> NDArray[np.int64]:
    here = np.arange(1, count - 1)
    return np.column_stack([np.zeros_like(here), here, here + 1])


_SIGNS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
