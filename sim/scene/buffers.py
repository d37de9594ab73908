"""Pictures in graphics memory, and shaders that pass over a whole picture."""

from __future__ import annotations

from typing import Any

from panda3d.core import (
    Camera,
    CardMaker,
    FrameBufferProperties,
    GraphicsPipe,
    NodePath,
    OrthographicLens,
    SamplerState,
    Shader,
    Texture,
    WindowProperties,
)

from ..core.errors import DisplayError
from .window import Size, Window

PASS_VERTEX = """#version 330
in vec4 p3d_Vertex;
out vec2 place;
void main() {
    place = p3d_Vertex.xz * 0.5 + 0.5;
    gl_Position = vec4(p3d_Vertex.xz, 0.0, 1.0);
}
"""
"""``place`` is (0, 0) at the lower left and (1, 1) at the upper right."""


def open_buffer(window: Window, name: str, size: Size, sort: int, properties: FrameBufferProperties) -> Any:
    """A picture in graphics memory, drawn in the window's own context; DisplayError when the driver refuses.

    Without back buffers it is a frame buffer object, so that any format shares the context, on GLX too.
    """
    properties.set_back_buffers(0)
    buffer = window.base.graphics_engine.make_output(
        window.output.get_pipe(),
        name,
        sort,
        properties,
        WindowProperties(size=size),
        GraphicsPipe.BF_refuse_window,
        window.output.get_gsg(),
        window.output,
    )
    if buffer is None:
        raise DisplayError(f"The graphics driver gave no buffer for {name}.", remedy="Try --quality low.")
    return buffer


def picture(name: str, texture_format: Any, component: Any) -> Texture:
    """A texture to draw into, never repeated at its edges."""
    texture = Texture(name)
    texture.set_format(texture_format)
    texture.set_component_type(component)
    texture.set_minfilter(SamplerState.FT_linear)
    texture.set_magfilter(SamplerState.FT_linear)
    texture.set_wrap_u(SamplerState.WM_clamp)
    texture.set_wrap_v(SamplerState.WM_clamp)
    return texture


class Pass:
    """A shader that is run once for every pixel of an output, after everything that was drawn before it."""

    def __init__(self, output: Any, name: str, fragment: str, sort: int = 0) -> None:
        card = CardMaker(name)
        card.set_frame_fullscreen_quad()
        self.quad = NodePath(card.generate())
        self.quad.set_shader(Shader.make(Shader.SL_GLSL, PASS_VERTEX, fragment))
        self.quad.set_depth_test(False)
        self.quad.set_depth_write(False)
        lens = OrthographicLens()
        lens.set_film_size(2.0, 2.0)
        lens.set_near_far(-1.0, 1.0)
        camera = self.quad.attach_new_node(Camera(name, lens))
        self.region = output.make_display_region()
        self.region.set_sort(sort)
        self.region.set_camera(camera)
