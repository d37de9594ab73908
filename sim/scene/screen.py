"""The monitor in the room, which shows whatever picture it is given in that picture's own colours."""

from __future__ import annotations

from panda3d.core import NodePath, Shader, Texture

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

FRAGMENT = """#version 330
uniform sampler2D picture;
uniform float exposure;
in vec2 place;
out vec4 result;
void main() {
    vec3 y = min(texture(picture, place).rgb, vec3(0.985));
    if (exposure > 0.0) {
        // What the tone curve x (6.2 x + 0.5) / (x (6.2 x + 1.7) + 0.06) turns into y.
        vec3 a = 6.2 * (1.0 - y), b = 0.5 - 1.7 * y, c = -0.06 * y;
        y = ((sqrt(b * b - 4.0 * a * c) - b) / (2.0 * a) + 0.004) / exposure;
    }
    result = vec4(y, 1.0);
}
"""


class Screen:
    """The monitor's picture; the monitor stays dark until it gets one.

    ``exposure`` is the factor that the pipeline's tone mapping applies, 0 when it applies none to this node.
    """

    def __init__(self, node: NodePath, exposure: float) -> None:
        self._node = node
        self._exposure = exposure

    def set_texture(self, texture: Texture) -> None:
        """Show a picture; its lower left is texture place (0, 0)."""
        self._node.set_shader(Shader.make(Shader.SL_GLSL, VERTEX, FRAGMENT))
        self._node.set_shader_input("picture", texture)
        self._node.set_shader_input("exposure", self._exposure)
