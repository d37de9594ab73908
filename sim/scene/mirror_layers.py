"""What a headset lays over the eyes' pictures by itself, laid over the mirror's picture of an eye too."""

from __future__ import annotations

from panda3d.core import Camera, LVecBase4, MatrixLens, NodePath, RenderState, ShaderAttrib, ShaderInput

from ..core.headset import Eye
from .frustum import Tangents, projection, tangents
from .glow import LAYER_CAMERAS
from .poses import place
from .window import FAR_M, NEAR_M, Window

TOLD_FIRST = 1
"""Before what the scene tells its shaders."""


class MirrorLayers:
    """Looks from an eye at nothing but layers, into the window, in colours as a screen wants them."""

    def __init__(self, window: Window, sort: int) -> None:
        self._lens = MatrixLens()
        self._lens.set_film_size(2.0, 2.0)
        camera = Camera("layers", self._lens)
        camera.set_camera_mask(LAYER_CAMERAS)
        camera.set_initial_state(
            RenderState.make(
                ShaderAttrib.make().set_shader_input(ShaderInput("tone_mapped", LVecBase4(0.0), TOLD_FIRST))
            )
        )
        self._path: NodePath = window.render.attach_new_node(camera)
        self.region = window.output.make_display_region()
        self.region.set_sort(sort)
        self.region.set_clear_depth_active(True)
        self.region.set_camera(self._path)

    def look(self, eye: Eye, part: Tangents) -> None:
        """Look from an eye (world_from_eye) through a part (shares) of its picture."""
        place(self._path, eye.pose)
        edges = tangents(eye.fov)
        seen = Tangents(
            edges.left + part.left * edges.width,
            edges.left + part.right * edges.width,
            edges.down + part.down * edges.height,
            edges.down + part.up * edges.height,
        )
        self._lens.set_user_mat(projection(seen, NEAR_M, FAR_M))
