"""A canvas in graphics memory: its picture is drawn again only when that is asked for."""

from __future__ import annotations

from panda3d.core import (
    Camera,
    ColorBlendAttrib,
    FrameBufferProperties,
    GraphicsOutput,
    NodePath,
    OrthographicLens,
    SamplerState,
    Texture,
)

from ..buffers import open_buffer
from ..window import Window
from .canvas import Canvas
from .font import Fonts
from .look import DESK, Look
from .theme import Colour

SORT = -20
"""Before everything that may show the picture."""
CLEAR: Colour = (0.0, 0.0, 0.0, 0.0)
ANISOTROPY = 4


class Offscreen:
    """What is drawn on `canvas` becomes `texture`: colours as a screen wants them (sRGB), times their opacity.

    ``size`` is in design pixels, ``scale`` texels in one of them. `revision` grows whenever the picture changes.
    """

    def __init__(
        self,
        window: Window,
        name: str,
        size: tuple[float, float],
        scale: float = 1.0,
        background: Colour = CLEAR,
        look: Look = DESK,
        fonts: Fonts | None = None,
    ) -> None:
        """``fonts`` may be shared by canvases of one scale."""
        self.pixels = (round(size[0] * scale), round(size[1] * scale))
        self.revision = 0
        self.texture = Texture(name)
        self._root = NodePath(name)
        self._root.set_attrib(_over())
        self._buffer = self._open(window, name, size, background)
        self.canvas = Canvas(self._root, size, scale, (1.0, 1.0), (0.0, 0.0), look, fonts)
        self.redraw()

    def redraw(self) -> None:
        """Let the next frame draw it."""
        self.revision += 1
        self._buffer.set_one_shot(True)

    def close(self) -> None:
        """Give the buffer back."""
        self._buffer.clear_render_textures()
        self._buffer.get_engine().remove_window(self._buffer)
        self._root.remove_node()

    def _open(self, window: Window, name: str, size: tuple[float, float], background: Colour) -> GraphicsOutput:
        properties = FrameBufferProperties()
        properties.set_rgba_bits(8, 8, 8, 8)
        buffer = open_buffer(window, name, self.pixels, SORT, properties)
        self.texture.set_minfilter(SamplerState.FT_linear_mipmap_linear)
        self.texture.set_magfilter(SamplerState.FT_linear)
        self.texture.set_anisotropic_degree(ANISOTROPY)
        self.texture.set_wrap_u(SamplerState.WM_clamp)
        self.texture.set_wrap_v(SamplerState.WM_clamp)
        buffer.add_render_texture(self.texture, GraphicsOutput.RTM_bind_or_copy)
        buffer.set_clear_color(background)
        buffer.set_clear_color_active(True)
        lens = OrthographicLens()
        lens.set_film_size(*size)
        lens.set_film_offset(size[0] / 2.0, -size[1] / 2.0)
        lens.set_near_far(-10.0, 10.0)
        camera = self._root.attach_new_node(Camera(name, lens))
        buffer.make_display_region().set_camera(camera)
        return buffer


def _over() -> ColorBlendAttrib:
    """One thing over another, so that opacity adds up as well as colour does."""
    add, incoming = ColorBlendAttrib.M_add, ColorBlendAttrib.O_incoming_alpha
    rest, one = ColorBlendAttrib.O_one_minus_incoming_alpha, ColorBlendAttrib.O_one
    return ColorBlendAttrib.make(add, incoming, rest, add, one, rest)
