"""Two eyes' pictures side by side in graphics memory: the left half is the left eye's.

Whatever takes pictures to a headset copies the halves out of the textures. Colours are encoded (sRGB) like a desktop
picture's. The scene is culled once, for both eyes together, and drawn twice.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from panda3d.core import (
    Camera,
    FrameBufferProperties,
    GraphicsOutput,
    Lens,
    LVecBase3,
    MatrixLens,
    NodePath,
    PNMImage,
    PTA_LVecBase3f,
    RenderState,
    ShaderAttrib,
    ShaderInput,
    Texture,
)

from ..core.errors import DisplayError
from ..core.headset import Eye
from .buffers import Pass, open_buffer, picture
from .frustum import between, seen_by_either, seen_from
from .glow import EYE_CAMERAS
from .poses import place
from .quality import LADDER, Quality, Settings
from .tone import TONED
from .window import FAR_M, NEAR_M, Size, Window

SCENE_SORT, EYES_SORT = -8, -7
"""After shadows (-10) and before the window, which may show what was drawn."""
MULTIPLE = 4
"""Pixels along an edge are a multiple of this."""

BACKGROUND = (0.05, 0.07, 0.08, 1.0)

HALVES = ((0.0, 0.5, 0.0, 1.0), (0.5, 1.0, 0.0, 1.0))
CHANNELS = (Lens.SC_left, Lens.SC_right)

_TONE_PASS = f"""#version 330
{TONED}
uniform sampler2D light;
out vec4 result;
void main() {{
    result = vec4(toned(texelFetch(light, ivec2(gl_FragCoord.xy), 0).rgb), 1.0);
}}
"""


class Depth(StrEnum):
    """How the depth picture is kept."""

    FIXED_24 = "24"
    FLOAT_32 = "32f"
    FIXED_24_STENCIL_8 = "24s8"


_DEPTH_FORMATS = {
    Depth.FIXED_24: (Texture.F_depth_component24, Texture.T_float),
    Depth.FLOAT_32: (Texture.F_depth_component32, Texture.T_float),
    Depth.FIXED_24_STENCIL_8: (Texture.F_depth_stencil, Texture.T_unsigned_int_24_8),
}


def eye_size(recommended: Size, maximum: Size, quality: Quality) -> Size:
    """Width and height of one eye's picture at a quality, for a headset that recommends and allows these."""
    share = LADDER[quality].eye_scale
    width, height = (_pixels(share * edge, most) for edge, most in zip(recommended, maximum, strict=True))
    return width, height


def _pixels(wanted: float, most: int) -> int:
    return max(MULTIPLE, min(MULTIPLE * round(wanted / MULTIPLE), MULTIPLE * (most // MULTIPLE)))


class Eyes:
    """The pictures of both eyes. Everything under `Window.render` is in them.

    ``size`` is one eye's; ``depth`` the format of the depth picture.
    """

    near_far = (NEAR_M, FAR_M)
    """Distances of nothing and of everything in the depth picture (metres)."""

    def __init__(self, window: Window, size: Size, depth: Depth = Depth.FIXED_24) -> None:
        self.size = size
        self._window = window
        self._settings = LADDER[window.quality]
        self.colour = picture("eyes", Texture.F_rgba8, Texture.T_unsigned_byte)
        self.depth = picture("eyes-depth", *_DEPTH_FORMATS[depth])
        self.head: NodePath = window.render.attach_new_node("head")
        """Midway between the eyes, in room coordinates; x right, y ahead, z up."""
        self._lens = MatrixLens()
        self._lens.set_film_size(2.0, 2.0)
        self._place = PTA_LVecBase3f.empty_array(1)
        camera = self.head.attach_new_node(self._camera())
        both = (2 * size[0], size[1])
        self.output = self._open("eyes", both, EYES_SORT, self.colour, _encoded(depth))
        self._scene = self.output
        if self._settings.physically_based:
            light = picture("eyes-light", Texture.F_rgba16, Texture.T_float)
            self._scene = self._open("eyes-scene", both, SCENE_SORT, light, _linear(self._settings, depth))
            Pass(self.output, "tone", _TONE_PASS).quad.set_shader_input("light", light)
        self._keep_depth(depth)
        for half, channel in zip(HALVES, CHANNELS, strict=True):
            region = self._scene.make_display_region(*half)
            region.set_stereo_channel(channel)
            region.set_scissor_enabled(False)  # it would stay on when samples are resolved: half a picture
            region.set_camera(camera)

    def look(self, eyes: tuple[Eye, Eye]) -> None:
        """Put the eyes where their poses (world_from_eye) say: left, right."""
        middle = between(eyes)
        place(self.head, middle)
        self._place.set_element(0, LVecBase3(*middle.position))
        middle_from_eyes = [(middle.inverse() @ eye.pose, eye.fov) for eye in eyes]
        self._lens.set_user_mat(seen_by_either(tuple(middle_from_eyes), *self.near_far))
        self._lens.set_left_eye_mat(seen_from(*middle_from_eyes[0], *self.near_far))
        self._lens.set_right_eye_mat(seen_from(*middle_from_eyes[1], *self.near_far))

    @property
    def scene(self) -> Any:
        """The output that the scene is drawn into, before its tones are mapped."""
        return self._scene

    @property
    def colour_id(self) -> int:
        """OpenGL's name of the colour texture (RGBA8), both eyes side by side; after the first picture."""
        return self._native_id(self.colour)

    @property
    def depth_id(self) -> int:
        """OpenGL's name of the depth texture, both eyes side by side; after the first picture."""
        return self._native_id(self.depth)

    def screenshot(self, path: Path) -> Path:
        """Write both eyes' pictures side by side; DisplayError when there are none or no place for them."""
        texture: Texture | None = self.output.get_screenshot()
        image = PNMImage()
        if texture is None or not texture.store(image):
            raise DisplayError("The graphics driver gave no picture of the eyes.", remedy="Draw one first.")
        image.remove_alpha()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not image.write(str(path)):
            raise DisplayError(f"The picture {path} cannot be written.", remedy="Choose another folder.")
        return path

    def close(self) -> None:
        """Give the graphics memory back."""
        engine = self._window.base.graphics_engine
        for output in {self._scene, self.output}:
            output.clear_render_textures()
            engine.remove_window(output)
        self.head.remove_node()

    def _camera(self) -> Camera:
        """A camera that tells every shader where it is, without a new state for every picture."""
        camera = Camera("eyes", self._lens)
        camera.set_camera_mask(EYE_CAMERAS)
        told = ShaderAttrib.make()
        for name in ("eye", "camera_world_position"):
            told = told.set_shader_input(ShaderInput(name, self._place, 1))
        camera.set_initial_state(RenderState.make(told))
        return camera

    def _open(self, name: str, size: Size, sort: int, texture: Texture, properties: FrameBufferProperties) -> Any:
        output = open_buffer(self._window, name, size, sort, properties)
        output.add_render_texture(texture, GraphicsOutput.RTM_bind_or_copy)
        output.set_clear_color(BACKGROUND)
        output.set_clear_color_active(True)
        output.set_clear_depth_active(True)
        return output

    def _keep_depth(self, depth: Depth) -> None:
        plane = GraphicsOutput.RTP_depth_stencil if depth is Depth.FIXED_24_STENCIL_8 else GraphicsOutput.RTP_depth
        self._scene.add_render_texture(self.depth, GraphicsOutput.RTM_bind_or_copy, plane)

    def _native_id(self, texture: Texture) -> int:
        state = self._window.output.get_gsg()
        return int(texture.prepare_now(0, state.get_prepared_objects(), state).get_native_id())


def _encoded(depth: Depth) -> FrameBufferProperties:
    """Colours as a screen wants them."""
    properties = FrameBufferProperties()
    properties.set_rgba_bits(8, 8, 8, 8)
    _ask_for(properties, depth)
    return properties


def _linear(settings: Settings, depth: Depth) -> FrameBufferProperties:
    """Light before it is shown, with smoothed edges."""
    properties = FrameBufferProperties()
    properties.set_float_color(True)
    properties.set_rgba_bits(16, 16, 16, 16)
    properties.set_multisamples(settings.multisamples)
    _ask_for(properties, depth)
    return properties


def _ask_for(properties: FrameBufferProperties, depth: Depth) -> None:
    properties.set_depth_bits(32 if depth is Depth.FLOAT_32 else 24)
    properties.set_float_depth(depth is Depth.FLOAT_32)
    properties.set_stencil_bits(8 if depth is Depth.FIXED_24_STENCIL_8 else 0)
