"""How a frame is drawn at each quality: simplepbr on medium and high, a light shader of our own on low."""

from __future__ import annotations

import simplepbr
from panda3d.core import Material, NodePath

from ..core.errors import DisplayError
from . import plain_shader, tone
from .environment import theatre
from .glow import MAIN_CAMERA
from .lights import LAMPS, LIGHTS, POOL, light_room
from .quality import LADDER, Settings
from .window import Window

SHADOW_BIAS = 0.0012


class Pipeline:
    """The lit scene of a window. Everything under `Window.render` is drawn with it."""

    def __init__(self, window: Window) -> None:
        """Set up shaders and lamps; DisplayError when the driver refuses the shaders' buffers."""
        self.settings: Settings = LADDER[window.quality]
        self._window = window
        window.render.set_material(Material("plain"))
        window.camera.node().set_camera_mask(MAIN_CAMERA)
        if self.settings.physically_based:
            light_room(window.render, self.settings)
            _start_simplepbr(window, self.settings)
        else:
            _start_plain(window)
        window.render.set_shader_input("tone_mapped", float(self.settings.physically_based))

    def simplify(self, node: NodePath) -> None:
        """Shade what is matt and finely meshed below a node more cheaply, where the quality asks for it."""
        if not self.settings.physically_based:
            plain_shader.light_by_vertex(node)

    def before_frame(self) -> None:
        """Tell our shaders where the camera is; simplepbr finds out by itself."""
        self._window.render.set_shader_input("eye", self._window.camera.get_pos(self._window.render))


def _start_simplepbr(window: Window, settings: Settings) -> None:
    try:
        simplepbr.Pipeline(
            render_node=window.render,
            window=window.output,
            camera_node=window.camera,
            taskmgr=window.task_manager,
            msaa_samples=settings.multisamples,
            max_lights=LIGHTS,
            use_normal_maps=settings.normal_maps,
            enable_shadows=settings.shadow_size > 0,
            shadow_bias=SHADOW_BIAS,
            exposure=tone.EXPOSURE + tone.TABLE_STOPS,
            sdr_lut=tone.table(),
            use_330=True,
            enable_hardware_skinning=False,
            env_map=theatre(),
        )
    except RuntimeError as error:
        raise DisplayError("The graphics driver refused a drawing buffer.", remedy="Try --quality low.") from error


def _start_plain(window: Window) -> None:
    plain_shader.apply(window.render, LAMPS, POOL)
