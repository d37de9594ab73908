"""The cordless surgical drill: pistol body, quick coupling, bit."""

from __future__ import annotations

import numpy as np
from manifold3d import Manifold

from assets.instruments.twist_bit import twist_bit
from assets.mesh import MeshData, Part, transform
from assets.sdf import Field, Floats, moved, round_box, round_cylinder, smooth_union, surface
from assets.shapes import METRES_PER_MILLIMETRE, box, cylinder, knurl, lathe, loft, part, superellipse, union

Point = tuple[float, float, float]

HANDLE_HEIGHT = 76.0
"""From the coupling's upper end to the handle's axis, mm."""

NOSE = 15.0
"""How far the coupling's slender nose reaches down over the bit, mm."""


def drill(bit_diameter_m: float, bit_length_m: float) -> tuple[Part, ...]:
    """Drill with its bit; ``bit_length_m`` is from the point to where the coupling's collar begins.

    Its handle leaves towards -y. Bit and coupling turn (their names begin with ``rotor``).
    """
    diameter, length = bit_diameter_m / METRES_PER_MILLIMETRE, bit_length_m / METRES_PER_MILLIMETRE
    return (*twist_bit(diameter, length), *_raised(_coupling(diameter), length), *_raised(_body(), length))


def _raised(parts: tuple[Part, ...], height: float) -> tuple[Part, ...]:
    matrix = np.eye(4)
    matrix[2, 3] = height * METRES_PER_MILLIMETRE
    return tuple(Part(piece.name, transform(piece.mesh, matrix), piece.material) for piece in parts)


def _coupling(diameter: float) -> tuple[Part, ...]:
    nose_radius = max(4.6, diameter / 2.0 + 1.8)
    nose = lathe(
        [(nose_radius - 1.2, -NOSE), (nose_radius, -NOSE + 1.4), (nose_radius, -5.0), (9.6, 0.0), (9.6, 3.0)], 22
    ) - cylinder(diameter / 2.0 + 0.1, -NOSE - 1.0, -NOSE + 6.0, 0.0, 14)
    collar = union(
        [
            knurl(11.6, 0.55, 3.0, 13.0, 28, 4),
            lathe([(9.0, 12.5), (11.2, 13.0), (11.2, 15.5), (13.0, 17.0), (13.0, 20.5)], 32),
        ]
    )
    return (part("rotor_nose", nose, "steel_polished"), part("rotor_collar", collar, "steel_satin"))


def _barrel() -> Manifold:
    """Housing of the gear and, wider, of the motor."""
    return lathe(
        [
            (19.5, 19.0),
            (21.3, 20.5),
            (21.5, 24.0),
            (21.5, 109.0),
            (22.4, 112.0),
            (23.0, 117.0),
            (23.0, 144.0),
            (22.4, 151.0),
            (20.6, 156.0),
            (18.0, 159.0),
        ],
        32,
    )


def _saddle() -> Field:
    """Handle that flows into a saddle around the barrel's back."""
    barrel = round_cylinder(-20.0, 200.0, 21.5, 2.0)
    handle = moved(round_box((0.0, -64.0, 0.0), (14.5, 52.0, 20.0), 13.0), _at_handle())
    flowing = smooth_union(18.0, barrel, handle)
    return _raised_within(flowing, 1.2, (-40.0, -124.0, HANDLE_HEIGHT - 36.0), (40.0, -4.0, HANDLE_HEIGHT + 29.0), 14.0)


def _at_handle() -> Floats:
    matrix = np.eye(4)
    matrix[2, 3] = HANDLE_HEIGHT
    return matrix


def _raised_within(field: Field, height: float, low: Point, high: Point, edge: float) -> Field:
    """The field ``height`` proud inside a round box, sinking below its surface with a bevel outside."""
    low_corner, high_corner = np.array(low), np.array(high)
    window = round_box((low_corner + high_corner) / 2.0, (high_corner - low_corner) / 2.0, edge)

    def distance(points: Floats) -> Floats:
        outside = window(points)
        result: Floats = np.maximum(field(points) - np.clip(-outside, -1.2, height), outside - 1.2)
        return result

    return distance


def _soft(name: str, field: Field, low: Point, high: Point, material: str) -> Part:
    mesh: MeshData = surface(field, low, high, 1.8, 0.2)
    matrix = np.diag([METRES_PER_MILLIMETRE] * 3 + [1.0])
    return Part(name, transform(mesh, matrix), material)


def _body() -> tuple[Part, ...]:
    saddle = _saddle()
    axis = HANDLE_HEIGHT
    grip = _raised_within(saddle, 0.9, (-30.0, -107.0, axis - 6.0), (30.0, -34.0, axis + 40.0), 6.0)
    return (
        part("body", _barrel(), "plastic_light"),
        _soft("handle", saddle, (-44.0, -128.0, axis - 40.0), (44.0, 2.0, axis + 40.0), "plastic_light"),
        _soft("grip", grip, (-28.0, -114.0, axis - 14.0), (28.0, -26.0, axis + 46.0), "rubber_black"),
        part("battery", _battery(axis), "plastic_dark"),
        part("front_ring", cylinder(21.9, 20.2, 25.0, 0.8, 32), "plastic_blue"),
        part("rear_cap", _rear_cap(), "plastic_dark"),
        part("triggers", _triggers(axis), "plastic_blue"),
        part("latch", box((17.0, 6.0, 3.0), (0.0, -130.0, axis + 38.8), 1.0), "plastic_blue"),
        part("marks", _marks(), "engraving_black"),
        part("light", cylinder(1.7, 0.0, 1.0, 0.0, 10).rotate((90, 0, 0)).translate((0, -22.5, 136.0)), "led_green"),
    )


def _battery(axis: float) -> Manifold:
    """Block with round corners below a shoulder that slides onto the handle."""
    rounds = superellipse(5.0, 28)

    def level(y: float, half_x: float, half_z: float) -> Floats:
        return np.column_stack([rounds[:, 0] * half_x, np.full(len(rounds), y), axis + 2.0 - rounds[:, 1] * half_z])

    levels = [(-146.0, 17.0, 33.0), (-144.5, 19.6, 35.6), (-142.0, 21.0, 37.0), (-120.0, 21.0, 37.0)]
    return loft([level(*size) for size in (*levels, (-117.0, 19.5, 35.0), (-115.0, 16.5, 27.0), (-110.0, 16.5, 26.0))])


def _rear_cap() -> Manifold:
    cap = lathe([(17.0, 156.0), (19.0, 158.0), (19.0, 163.0), (16.0, 167.0), (4.5, 168.5)], 24)
    return cap - cylinder(2.6, 150.0, 180.0, 0.0, 14)


def _triggers(axis: float) -> Manifold:
    """Forward and reverse, one below the other on the handle's front."""
    return union([_trigger(-33.0, axis), _trigger(-55.0, axis)])


def _trigger(across: float, axis: float) -> Manifold:
    button = box((12.5, 17.0, 17.0), (0.0, across, axis - 21.0), 2.8)
    return button - cylinder(11.0, -10.0, 10.0, 0.0, 32).rotate((0, 90, 0)).translate((0, across, axis - 38.5))


def _marks() -> Manifold:
    """Seam between gear and motor."""
    return cylinder(21.75, 107.6, 108.4, 0.0, 32)
