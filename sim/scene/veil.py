"""Darkness before both eyes: over everything, or at the edges only, in the same directions for either eye."""

from __future__ import annotations

from panda3d.core import LMatrix4, LQuaternion, LVecBase4, TransparencyAttrib

from ..core.headset import Eye
from .buffers import Pass
from .eyes import Eyes
from .frustum import between, tangents

LAST = 100
"""After everything else in the eyes' pictures."""

FRAGMENT = """#version 330
uniform vec4 left_edges;
uniform vec4 right_edges;
uniform mat4 left_turn;
uniform mat4 right_turn;
uniform float dark;
uniform float narrowed;
in vec2 place;
out vec4 result;
const vec3 CALM = vec3(0.035, 0.055, 0.065);
const float OPEN = 1.05;
const float NARROW = 0.42;
const float SOFT = 0.22;
void main() {
    bool first = place.x < 0.5;
    vec4 edges = first ? left_edges : right_edges;
    vec2 at = mix(edges.xz, edges.yw, vec2(fract(place.x * 2.0), place.y));
    vec3 towards = normalize(mat3(first ? left_turn : right_turn) * vec3(at.x, 1.0, at.y));
    float aside = acos(clamp(towards.y, -1.0, 1.0));
    float clear = mix(OPEN, NARROW, narrowed);
    float cover = smoothstep(clear - SOFT, clear + SOFT, aside) * smoothstep(0.0, 0.3, narrowed);
    result = vec4(CALM, max(dark, cover));
}
"""
"""``OPEN`` and ``NARROW`` are half the width of the clear view in radians, without and with all of the vignette."""


class Veil:
    """Drawn over the eyes' pictures while there is anything to cover; costs nothing else."""

    def __init__(self, eyes: Eyes) -> None:
        covering = Pass(eyes.output, "veil", FRAGMENT, LAST)
        self._quad, self._region = covering.quad, covering.region
        self._quad.set_transparency(TransparencyAttrib.M_alpha)
        self._looking: tuple[object, ...] | None = None
        self._shown: tuple[float, float] | None = None
        self.show(0.0, 0.0)

    def show(self, dark: float, narrowed: float) -> None:
        """Cover everything by a share, and the edges by a share."""
        if (dark, narrowed) == self._shown:
            return
        self._shown = (dark, narrowed)
        self._quad.set_shader_input("dark", dark)
        self._quad.set_shader_input("narrowed", narrowed)
        self._region.set_active(max(dark, narrowed) > 0.0)

    def look(self, eyes: tuple[Eye, Eye]) -> None:
        """Follow the eyes' fields of view."""
        middle_from_world = between(eyes).inverse()
        turns = [(middle_from_world @ eye.pose).rotation for eye in eyes]
        looking = tuple(
            (eye.fov, tuple(round(part, 4) for part in turn)) for eye, turn in zip(eyes, turns, strict=True)
        )
        if looking == self._looking:
            return
        self._looking = looking
        for name, eye, (x, y, z, w) in zip(("left", "right"), eyes, turns, strict=True):
            edges = tangents(eye.fov)
            self._quad.set_shader_input(f"{name}_edges", LVecBase4(edges.left, edges.right, edges.down, edges.up))
            turn = LMatrix4()
            LQuaternion(w, x, y, z).extract_to_matrix(turn)
            self._quad.set_shader_input(f"{name}_turn", turn)
