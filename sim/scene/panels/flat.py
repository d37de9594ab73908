"""How flat things that shine by themselves are drawn among the things of the room, in their own colours."""

from __future__ import annotations

from panda3d.core import (
    CardMaker,
    ColorBlendAttrib,
    LVecBase4,
    NodePath,
    Shader,
    Texture,
    TransparencyAttrib,
)

from ..glow import SHADOW_CAMERAS
from ..tone import UNTONED
from .theme import Colour

FIRST_ORDER = 20
"""Panels are drawn after everything else, farther ones before nearer ones."""

VERTEX = """#version 330
uniform mat4 p3d_ModelViewProjectionMatrix;
in vec4 p3d_Vertex;
in vec2 p3d_MultiTexCoord0;
out vec2 place;
void main() {
    place = p3d_MultiTexCoord0;
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}
"""

PICTURE = f"""#version 330
{UNTONED}
uniform sampler2D picture;
uniform float tone_mapped;
in vec2 place;
out vec4 result;
void main() {{
    vec4 seen = texture(picture, place);
    if (seen.a < 0.004) discard;
    vec3 colour = seen.rgb / seen.a;
    result = vec4((tone_mapped > 0.0 ? untoned(colour) : colour) * seen.a, seen.a);
}}
"""

DOT = f"""#version 330
{UNTONED}
uniform vec4 tint;
uniform float hollow;
uniform float tone_mapped;
in vec2 place;
out vec4 result;
void main() {{
    float out_from_middle = length(place * 2.0 - 1.0);
    float rim = 1.0 - smoothstep(0.84, 1.0, out_from_middle);
    float alpha = tint.a * rim * mix(1.0, smoothstep(hollow - 0.12, hollow, out_from_middle), step(0.01, hollow));
    if (alpha < 0.004) discard;
    result = vec4((tone_mapped > 0.0 ? untoned(tint.rgb) : tint.rgb) * alpha, alpha);
}}
"""

BEAM = f"""#version 330
{UNTONED}
uniform vec4 tint;
uniform float tone_mapped;
in vec2 place;
out vec4 result;
void main() {{
    float alpha = tint.a * smoothstep(0.0, 0.9, place.y) * (1.0 - smoothstep(0.2, 0.5, abs(place.x - 0.5)));
    if (alpha < 0.004) discard;
    result = vec4((tone_mapped > 0.0 ? untoned(tint.rgb) : tint.rgb) * alpha, alpha);
}}
"""


def picture_card(parent: NodePath, size_m: tuple[float, float], texture: Texture, order: int) -> NodePath:
    """A card about its middle, x to the right and z up, seen from -y."""
    card = _card("panel", size_m)
    node = _shine(parent.attach_new_node(card.generate()), PICTURE, order)
    node.set_shader_input("picture", texture)
    node.set_depth_write(True)
    return node


def dot(parent: NodePath, colour: Colour, order: int) -> NodePath:
    """A soft disc with a radius of one."""
    node = _shine(parent.attach_new_node(_card("dot", (2.0, 2.0)).generate()), DOT, order)
    node.set_shader_input("tint", LVecBase4(*colour))
    node.set_shader_input("hollow", 0.0)
    return node


def beam(parent: NodePath, colour: Colour, width_m: float, order: int) -> NodePath:
    """A thin ray of length one along +y, that begins softly."""
    node = parent.attach_new_node("beam")
    card = CardMaker("strip")
    card.set_frame(-width_m / 2.0, width_m / 2.0, 0.0, 1.0)
    for roll in (0.0, 90.0):
        laid = node.attach_new_node("laid")
        laid.set_p(-90.0)
        strip = laid.attach_new_node(card.generate())
        strip.set_h(roll)
        strip.set_two_sided(True)
    node.flatten_light()
    node.set_shader_input("tint", LVecBase4(*colour))
    return _shine(node, BEAM, order)


def _card(name: str, size: tuple[float, float]) -> CardMaker:
    card = CardMaker(name)
    width, height = size
    card.set_frame(-width / 2.0, width / 2.0, -height / 2.0, height / 2.0)
    return card


def _shine(node: NodePath, fragment: str, order: int) -> NodePath:
    node.set_shader(Shader.make(Shader.SL_GLSL, VERTEX, fragment))
    node.set_transparency(TransparencyAttrib.M_alpha)
    one, rest = ColorBlendAttrib.O_one, ColorBlendAttrib.O_one_minus_incoming_alpha
    node.set_attrib(ColorBlendAttrib.make(ColorBlendAttrib.M_add, one, rest))
    node.set_bin("fixed", FIRST_ORDER + order)
    node.set_depth_write(False)
    node.hide(SHADOW_CAMERAS)
    return node
