"""The monitor in the room, which shows whatever picture it is given in that picture's own colours."""

from __future__ import annotations

from panda3d.core import NodePath, Shader, Texture

from .tone import UNTONED

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

FRAGMENT = f"""#version 330
{UNTONED}
uniform sampler2D picture;
uniform float tone_mapped;
in vec2 place;
out vec4 result;
void main() {{
    vec3 colour = texture(picture, place).rgb;
    result = vec4(tone_mapped > 0.0 ? untoned(colour) : colour, 1.0);
}}
"""


class Screen:
    """The monitor's picture; the monitor stays dark until it gets one."""

    def __init__(self, node: NodePath) -> None:
        self._node = node

    def set_texture(self, texture: Texture) -> None:
        """Show a picture; its lower left is texture place (0, 0)."""
        self._node.set_shader(Shader.make(Shader.SL_GLSL, VERTEX, FRAGMENT))
        self._node.set_shader_input("picture", texture)
