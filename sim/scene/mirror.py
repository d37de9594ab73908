"""The desktop window of a headset's picture, for the people in the room.

An eye is shown as it was drawn for the headset, cropped to the window, with what the headset lays over it; the
spectator's view is drawn for the window.
The window is drawn at a rate of its own, so that it takes little from the headset.
"""

from __future__ import annotations

from enum import StrEnum

from panda3d.core import LVecBase4

from ..core.headset import Eye, Fov
from ..core.pose import Pose
from .buffers import Pass
from .eyes import Eyes
from .frustum import Tangents, tangents
from .mirror_layers import MirrorLayers
from .poses import place
from .spectator import Spectator
from .window import Window

RATE_HZ = 30.0
OVER_SCENE = 5
"""Order of drawing in the window: after the scene, before what is flat."""
SPECTATOR_FIELD_DEG = 50.0

FRAGMENT = """#version 330
uniform sampler2D picture;
uniform vec4 part;
in vec2 place;
out vec4 result;
void main() {
    result = vec4(texture(picture, mix(part.xz, part.yw, place)).rgb, 1.0);
}
"""
DARK = """#version 330
out vec4 result;
void main() {
    result = vec4(0.035, 0.055, 0.065, 1.0);
}
"""


class MirrorView(StrEnum):
    """What the window shows."""

    LEFT = "left"
    RIGHT = "right"
    SPECTATOR = "spectator"
    OFF = "off"


def cropped(fov: Fov, aspect: float) -> Tangents:
    """The part of an eye's picture that fills a window of an aspect, as shares of its width and height.

    As much as there is without distortion, with what is straight ahead as near the middle as that allows.
    """
    edges = tangents(fov)
    width, height = min(edges.width, edges.height * aspect), min(edges.height, edges.width / aspect)
    left = (_start(edges.left, edges.right, width) - edges.left) / edges.width
    down = (_start(edges.down, edges.up, height) - edges.down) / edges.height
    return Tangents(left, left + width / edges.width, down, down + height / edges.height)


def _start(low: float, high: float, length: float) -> float:
    """Where a piece of a length begins that lies about zero as evenly as it can between two bounds."""
    return min(max(-length / 2.0, low), high - length)


class Mirror:
    """Shows one of the views in the window; ``rate_hz`` is how often it is drawn at most."""

    def __init__(
        self, window: Window, eyes: Eyes, view: MirrorView = MirrorView.LEFT, rate_hz: float = RATE_HZ
    ) -> None:
        self.rate_hz = rate_hz
        self.view = view
        self._window = window
        self._spectator = Spectator()
        self._card = Pass(window.output, "mirror", FRAGMENT, OVER_SCENE)
        self._card.quad.set_shader_input("picture", eyes.colour)
        self._cover = Pass(window.output, "mirror-off", DARK, OVER_SCENE)
        self._layers = MirrorLayers(window, OVER_SCENE + 1)
        self._part: Tangents | None = None
        self._since_s = 1.0 / rate_hz
        self._drawn: MirrorView | None = None
        camera = window.camera.node()
        camera.get_lens().set_min_fov(SPECTATOR_FIELD_DEG)
        self._stages = [region.get_window() for region in camera.get_display_regions()]

    def follow(self, head: Pose, eyes: tuple[Eye, Eye], seconds: float) -> None:
        """Take over where the head and the eyes are, and say whether this picture is one for the window too."""
        world_from_camera = self._spectator.follow(head, seconds)
        self._since_s += seconds
        due = self._since_s >= 0.999 / self.rate_hz
        if due:
            self._since_s = min(self._since_s - 1.0 / self.rate_hz, 1.0 / self.rate_hz)
        due = due and not (self.view is self._drawn is MirrorView.OFF)
        if due:
            self._draw(world_from_camera, eyes)
        scene = due and self.view is MirrorView.SPECTATOR
        self._window.camera.node().set_active(scene)
        for stage in self._stages:
            stage.set_active(scene)
        self._window.output.set_active(due)

    def _draw(self, world_from_camera: Pose, eyes: tuple[Eye, Eye]) -> None:
        self._drawn = self.view
        for region in (self._card.region, self._layers.region):
            region.set_active(self.view in (MirrorView.LEFT, MirrorView.RIGHT))
        self._cover.region.set_active(self.view is MirrorView.OFF)
        self._window.region.set_active(self.view is MirrorView.SPECTATOR)
        if self.view is MirrorView.SPECTATOR:
            place(self._window.camera, world_from_camera)
        elif self.view is not MirrorView.OFF:
            self._crop(1 if self.view is MirrorView.RIGHT else 0, eyes)

    def _crop(self, side: int, eyes: tuple[Eye, Eye]) -> None:
        part = cropped(eyes[side].fov, self._window.aspect_ratio)
        self._layers.look(eyes[side], part)
        half = Tangents((part.left + side) / 2.0, (part.right + side) / 2.0, part.down, part.up)
        if half != self._part:
            self._part = half
            self._card.quad.set_shader_input("part", LVecBase4(half.left, half.right, half.down, half.up))
