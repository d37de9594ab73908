"""The cordless surgical drill: pistol body, quick coupling, bit."""

from __future__ import annotations

import numpy as np
from manifold3d import Manifold

from assets.instruments.twist_bit import twist_bit
from assets.mesh import MeshData, Part, transform
from assets.sdf import Field, Floats, moved, round_box, round_cylinder, smooth_union, surface
from assets.shapes import METRES_PER_MILLIMETRE, box, cylinder, knurl, lathe, part, union

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
        [(nose_radius - 1.2, -NOSE), (nose_radius, -NOSE + 1.4), (nose_radius, -5.0), (9.6, 0.0), (9.6, 3.0)], 28
    ) - cylinder(diameter / 2.0 + 0.1, -NOSE - 1.0, -NOSE + 6.0, 0.0, 20)
    collar = union(
        [
            knurl(11.6, 0.55, 3.0, 13.0, 36, 5),
            lathe([(9.0, 12.5), (11.2, 13.0), (11.2, 15.5), (13.0, 17.0), (13.0, 20.5)], 32),
        ]
    )
    return (part("rotor_nose", nose, "steel_polished"), part("rotor_collar", collar, "steel_satin"))


def _shell() -> Field:
    barrel = round_cylinder(20.0, 158.0, 21.5, 7.0)
    motor = round_cylinder(70.0, 150.0, 23.0, 9.0)
    handle = moved(round_box((0.0, -58.0, 0.0), (14.5, 58.0, 20.0), 13.0), _at_handle())
    return smooth_union(16.0, smooth_union(10.0, barrel, motor), handle)


def _at_handle() -> Floats:
    matrix = np.eye(4)
    matrix[2, 3] = HANDLE_HEIGHT
    return matrix


def _within(shell: Field, thickness: float, low: tuple[float, float, float], high: tuple[float, float, float]) -> Field:
    """What lies in a box and at most ``thickness`` proud of the shell, with soft edges."""
    low_corner, high_corner = np.array(low), np.array(high)
    window = round_box((low_corner + high_corner) / 2.0, (high_corner - low_corner) / 2.0, 4.0)

    def distance(points: Floats) -> Floats:
        result: Floats = np.maximum(shell(points) - thickness, window(points))
        return result

    return distance


def _soft(name: str, field: Field, low: tuple[float, ...], high: tuple[float, ...], material: str) -> Part:
    mesh: MeshData = surface(field, low, high, 1.7, 0.4)
    matrix = np.diag([METRES_PER_MILLIMETRE] * 3 + [1.0])
    return Part(name, transform(mesh, matrix), material)


def _body() -> tuple[Part, ...]:
    shell = _shell()
    axis = HANDLE_HEIGHT
    grip = _within(shell, 0.9, (-30.0, -104.0, axis - 6.0), (30.0, -27.0, axis + 40.0))
    battery = moved(
        smooth_union(
            4.0,
            round_box((0.0, -128.0, 2.0), (21.0, 15.0, 37.0), 7.0),
            round_box((0.0, -116.0, 2.0), (18.0, 8.0, 28.0), 5.0),
        ),
        _at_handle(),
    )
    return (
        _soft("body", shell, (-28.0, -122.0, 14.0), (28.0, 28.0, 164.0), "plastic_light"),
        _soft("grip", grip, (-28.0, -110.0, axis - 12.0), (28.0, -20.0, axis + 40.0), "rubber_black"),
        _soft("battery", battery, (-26.0, -148.0, axis - 42.0), (26.0, -100.0, axis + 46.0), "plastic_dark"),
        part("front_ring", cylinder(21.9, 20.2, 25.0, 0.8, 36), "plastic_blue"),
        part("rear_cap", _rear_cap(), "plastic_dark"),
        part("triggers", _triggers(axis), "plastic_blue"),
        part("latch", box((17.0, 6.0, 3.0), (0.0, -127.0, axis + 38.8), 1.0), "plastic_blue"),
        part("marks", _marks(axis), "engraving_black"),
        part("light", cylinder(1.7, 0.0, 1.0, 0.3, 14).rotate((90, 0, 0)).translate((0, 23.6, 112.0)), "led_green"),
    )


def _rear_cap() -> Manifold:
    cap = lathe([(17.0, 156.0), (19.0, 158.0), (19.0, 163.0), (16.0, 167.0), (4.5, 168.5)], 32)
    return cap - cylinder(2.6, 150.0, 180.0, 0.0, 20)


def _triggers(axis: float) -> Manifold:
    """Forward and reverse, one below the other on the handle's front."""
    return union([_trigger(-33.0, axis), _trigger(-55.0, axis)])


def _trigger(across: float, axis: float) -> Manifold:
    button = box((12.5, 17.0, 17.0), (0.0, across, axis - 21.0), 2.8)
    return button - cylinder(11.0, -10.0, 10.0, 0.0, 32).rotate((0, 90, 0)).translate((0, across, axis - 38.5))


def _marks(axis: float) -> Manifold:
    """Seam of the two halves, and the screws' sockets, as dark inlays."""
    seam = cylinder(23.12, 100.2, 101.0, 0.0, 48)
    sockets = [
        cylinder(1.9, -0.3, 0.3, 0.0, 14).rotate((0, 90, 0)).translate((side * x, y, axis + z))
        for side in (-1, 1)
        for x, y, z in ((14.4, -108.0, 8.0), (14.4, -108.0, -8.0))
    ]
    return union([seam, *sockets])
