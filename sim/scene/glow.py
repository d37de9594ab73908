"""The looks that are not of this world: ghosts of a goal, outlines of what can be taken, marks on the bone."""

from __future__ import annotations

import math
from collections.abc import Iterable

from panda3d.core import (
    BitMask32,
    ColorWriteAttrib,
    CullFaceAttrib,
    DepthTestAttrib,
    GeomNode,
    LVecBase3,
    NodePath,
    RenderAttrib,
    Shader,
    TransparencyAttrib,
)

from assets.mesh import Part

from .meshes import geometry
from .surfaces import plain_material
from .tone import UNTONED

MAIN_CAMERA = BitMask32.bit(0)
SHADOW_CAMERAS = BitMask32.bit(1)
EYE_CAMERAS = BitMask32.bit(2)
"""Of a headset: what its compositor shows as a layer of its own is hidden from these."""
LAYER_CAMERAS = BitMask32.bit(3)
"""Of a mirror: only what is hidden from a headset's eyes is shown to these, laid over what the eyes see."""

Rgb = tuple[float, float, float]

TEAL: Rgb = (0.03, 0.60, 0.61)
MINT: Rgb = (0.52, 1.00, 0.93)
WHITE: Rgb = (0.93, 1.0, 0.99)
"""Colours of ghosts and marks as they are seen (sRGB)."""

PULSE_HZ = 0.7
"""Slower than the 3 Hz at which light may disturb (WCAG 2.3.1)."""
OVERRIDE = 10
RIM = "rim"
OUTLINE_M = 0.0009
DEPTH_FIRST, THEN_COLOUR = 9, 10
"""Order of drawing after everything solid."""

VERTEX = """#version 330
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 p3d_ModelMatrix;
uniform mat4 p3d_ModelMatrixInverseTranspose;
in vec4 p3d_Vertex;
in vec3 p3d_Normal;
out vec3 world_position;
out vec3 world_normal;
void main() {
    world_position = (p3d_ModelMatrix * p3d_Vertex).xyz;
    world_normal = mat3(p3d_ModelMatrixInverseTranspose) * p3d_Normal;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}
"""

FRAGMENT = f"""#version 330
{UNTONED}
uniform vec4 p3d_ColorScale;
uniform vec3 eye;
uniform vec3 glow_colour;
uniform float glow_body;
uniform float tone_mapped;
in vec3 world_position;
in vec3 world_normal;
out vec4 result;
void main() {{
    vec3 n = normalize(world_normal);
    float facing = abs(dot(n, normalize(eye - world_position)));
    float edge = (1.0 - facing) * (1.0 - facing);
    vec3 colour = glow_colour * (0.80 + 0.20 * n.z);
    colour = mix(colour, vec3(1.0), 0.25 * edge);
    float alpha = p3d_ColorScale.a * mix(glow_body, 1.0, edge);
    result = vec4(tone_mapped > 0.0 ? untoned(colour) : colour, alpha);
}}
"""


def pulse(time_s: float, low: float, high: float) -> float:
    """A value that swings softly between two bounds."""
    return low + (high - low) * (0.5 - 0.5 * math.cos(2.0 * math.pi * PULSE_HZ * time_s))


def make_ghost(node: NodePath, colour: Rgb = MINT, body: float = 0.62) -> None:
    """Let a node glow and be looked through; its alpha scale says how much.

    ``body`` is how much of the light behind it a surface that faces the eye keeps back; its edges keep back all.
    """
    node.set_shader(Shader.make(Shader.SL_GLSL, VERTEX, FRAGMENT), OVERRIDE)
    node.set_shader_input("glow_colour", LVecBase3(*colour))
    node.set_shader_input("glow_body", body)
    node.set_texture_off(OVERRIDE)
    node.hide(SHADOW_CAMERAS)
    outlines = [(path, path.get_parent()) for path in node.find_all_matches("**/" + RIM)]
    for outline, _ in outlines:
        outline.detach_node()
    _hide_inside(node)
    for outline, parent in outlines:
        outline.reparent_to(parent)
        _light_up(outline)
    node.set_transparency(TransparencyAttrib.M_alpha, OVERRIDE)
    node.set_attrib(DepthTestAttrib.make(RenderAttrib.M_less_equal))
    node.set_depth_write(False, OVERRIDE)
    node.set_bin("fixed", THEN_COLOUR)


def _light_up(outline: NodePath) -> None:
    """Let a ghost's rim stand out crisply around its body, also before a white wall."""
    outline.set_shader_input("glow_colour", LVecBase3(*TEAL), OVERRIDE)
    outline.set_shader_input("glow_body", 1.0, OVERRIDE)
    outline.show()


def _hide_inside(node: NodePath) -> None:
    """Let only the surface nearest to the eye be seen: parts behind would show through and muddle the shape."""
    children = node.get_children()
    depth = node.attach_new_node("depth")
    for child in children:
        child.copy_to(depth)
    depth.set_transparency(TransparencyAttrib.M_none, OVERRIDE + 1)
    depth.set_attrib(ColorWriteAttrib.make(ColorWriteAttrib.C_off), OVERRIDE)
    depth.set_depth_write(True, OVERRIDE + 1)
    depth.set_bin("fixed", DEPTH_FIRST)


def rim(parent: NodePath, parts: Iterable[Part]) -> NodePath:
    """A thin glowing rim of parts that `meshes.shell` made, hidden at first; a child of ``parent``."""
    node = GeomNode(RIM)
    for part in parts:
        node.add_geom(geometry(part.mesh))
    path = parent.attach_new_node(node)
    path.set_attrib(CullFaceAttrib.make(CullFaceAttrib.M_cull_counter_clockwise))
    path.set_material(plain_material("rim", (0.0, 0.0, 0.0, 1.0), 0.0, 1.0, (0.10, 0.95, 0.85)), OVERRIDE)
    path.set_texture_off(OVERRIDE)
    path.hide(SHADOW_CAMERAS)
    path.hide()
    return path
