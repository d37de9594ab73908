"""The looks that are not of this world: ghosts of a goal, outlines of what can be taken, marks on the bone."""

from __future__ import annotations

import math
from collections.abc import Iterable

from panda3d.core import BitMask32, CullFaceAttrib, GeomNode, NodePath, TransparencyAttrib

from assets.mesh import Part

from .meshes import geometry
from .surfaces import plain_material

MAIN_CAMERA = BitMask32.bit(0)
SHADOW_CAMERAS = BitMask32.bit(1)

Rgb = tuple[float, float, float]

TEAL: Rgb = (0.02, 0.52, 0.47)
WHITE: Rgb = (0.75, 0.95, 0.92)
AMBER: Rgb = (0.85, 0.42, 0.05)

PULSE_HZ = 0.7
"""Slower than the 3 Hz at which light may disturb (WCAG 2.3.1)."""
OVERRIDE = 10
OUTLINE_M = 0.0009


def pulse(time_s: float, low: float, high: float) -> float:
    """A value that swings softly between two bounds."""
    return low + (high - low) * (0.5 - 0.5 * math.cos(2.0 * math.pi * PULSE_HZ * time_s))


def make_ghost(node: NodePath, colour: Rgb = TEAL, emission: float = 0.7) -> None:
    """Let a node glow and be looked through; its alpha scale says how much."""
    red, green, blue = (part * emission for part in colour)
    node.set_material(plain_material("ghost", (*colour, 1.0), 0.0, 0.7, (red, green, blue)), OVERRIDE)
    node.set_texture_off(OVERRIDE)
    node.set_transparency(TransparencyAttrib.M_alpha, OVERRIDE)
    node.set_depth_write(False, OVERRIDE)
    node.set_bin("fixed", 10)
    node.hide(SHADOW_CAMERAS)


def rim(parent: NodePath, parts: Iterable[Part]) -> NodePath:
    """A thin glowing rim of parts that `meshes.shell` made, hidden at first; a child of ``parent``."""
    node = GeomNode("rim")
    for part in parts:
        node.add_geom(geometry(part.mesh))
    path = parent.attach_new_node(node)
    path.set_attrib(CullFaceAttrib.make(CullFaceAttrib.M_cull_counter_clockwise))
    path.set_material(plain_material("rim", (0.0, 0.0, 0.0, 1.0), 0.0, 1.0, (0.10, 0.95, 0.85)), OVERRIDE)
    path.set_texture_off(OVERRIDE)
    path.hide(SHADOW_CAMERAS)
    path.hide()
    return path
