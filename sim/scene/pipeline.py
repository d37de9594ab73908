"""How a frame is drawn at each quality: simplepbr on medium and high, a light shader of our own on low."""

from __future__ import annotations

import simplepbr
from panda3d.core import Material, NodePath

from ..core.errors import DisplayError
from . import plain_shader
from .environment import theatre
from .glow import MAIN_CAMERA
from .lights import LAMPS, LIGHTS, POOL, light_room
from .quality import LADDER, Settings
from .window import Window

EXPOSURE = -0.8
"""In powers of two."""
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

    @property
    def tone_mapped_exposure(self) -> float:
        """The factor that is applied to finished colours before tone mapping; 0 when there is none of it."""
        return float(2.0**EXPOSURE) if self.settings.physically_based else 0.0

    def simplify(self, node: NodePath) -> None:
        """Shade what is matt and finely meshed below a node more cheaply, where the quality asks for it."""
        if not self.settings.physically_based:
            plain_shader.light_by_vertex(node, 2.0**EXPOSURE)

    def before_frame(self) -> None:
        """Tell the light shader where the camera is; simplepbr finds out by itself."""
        if not self.settings.physically_based:
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
            exposure=EXPOSURE,
            use_330=True,
            enable_hardware_skinning=False,
            env_map=theatre(),
        )
    except RuntimeError as error:
        raise DisplayError("The graphics driver refused a drawing buffer.", remedy="Try --quality low.") from error


def _start_plain(window: Window) -> None:
    plain_shader.apply(window.render, 2.0**EXPOSURE, LAMPS[0], POOL)
