"""One panel in the air: a picture, where it hangs and how large it is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from panda3d.core import NodePath

from ...core.pose import IDENTITY, Pose, Vec3
from ...panels.air import Sheet, Stand
from ...panels.pointing import Area, Target
from ..glow import EYE_CAMERAS, LAYER_CAMERAS
from ..poses import place
from ..window import Window
from .canvas import Canvas
from .flat import picture_card
from .font import Fonts
from .look import AIR
from .offscreen import Offscreen
from .theme import MARGIN

TEXELS = 2.0
"""In a design pixel: 22 a degree, as many as today's headsets show."""


@dataclass(frozen=True, slots=True)
class AirLayer:
    """A panel for a compositor that shows flat pictures by itself."""

    id: str
    texture: int
    """OpenGL's name. Colours are sRGB, times their opacity."""
    pixels: tuple[int, int]
    pose: Pose
    """world_from_panel: x right, z up, -y towards the reader."""
    size_m: tuple[float, float]
    revision: int
    """Grows whenever the picture has changed."""


class AirSurface:
    """Draws one sheet and hangs it into the scene below ``parent``."""

    def __init__(self, window: Window, parent: NodePath, sheet: Sheet, fonts: Fonts, order: int) -> None:
        self.sheet = sheet
        self._window = window
        size = (sheet.width, sheet.height)
        self.picture = Offscreen(window, sheet.name, size, TEXELS, look=AIR, fonts=fonts)
        self.card = picture_card(parent, sheet.size_m, self.picture.texture, order)
        self.card.hide()
        self.hide_from_eyes(False)
        self.pose = IDENTITY
        self.height = 0.0
        """Of what is drawn, margins and all; design pixels."""
        self._drawn: Hashable = None

    @property
    def canvas(self) -> Canvas:
        """Where its pieces are drawn, from the top left corner."""
        return self.picture.canvas

    @property
    def visible(self) -> bool:
        """Whether there is anything on it."""
        return self.height > 0.0

    def show(self, height: float, content: Hashable) -> None:
        """Say how high its pieces are together (0 hides it) and what they show: another content is drawn anew."""
        if not height:
            self.height = 0.0
            self._drawn = None
            self.card.hide()
        elif content != self._drawn:
            self._drawn, self.height = content, min(self.sheet.height, height + 2 * MARGIN)
            self.canvas.root.set_z(-self.canvas.fonts.snapped(self._down))
            self.picture.redraw()
            self.card.show()

    def hang(self, eyes: Vec3, wound: Vec3) -> None:
        """Hang it where eyes at this place read it."""
        self.pose = self.sheet.pose(eyes, wound)
        place(self.card, self.pose)

    def hide_from_eyes(self, hidden: bool) -> None:
        """Draw it only for other cameras, where the headset itself shows it."""
        if hidden:
            self.card.hide(EYE_CAMERAS)
            self.card.show(LAYER_CAMERAS)
        else:
            self.card.show(EYE_CAMERAS)
            self.card.hide(LAYER_CAMERAS)

    def target(self, demands: bool) -> Target:
        """What is drawn, for pointing at it; places are those of the canvas in metres."""
        pixel = self.sheet.pixel_m
        middle = (self.sheet.height / 2.0 - self._down - self.height / 2.0) * pixel
        areas = tuple(_area(touchable.area, pixel) for touchable in self.canvas.touchables)
        pose = self.pose @ Pose((0.0, 0.0, middle))
        return Target(self.sheet.name, pose, self.sheet.width * pixel, self.height * pixel, areas, demands)

    def layer(self) -> AirLayer:
        """For a compositor; after the first frame."""
        state = self._window.output.get_gsg()
        context = self.picture.texture.prepare_now(0, state.get_prepared_objects(), state)
        return AirLayer(
            id=self.sheet.name,
            texture=int(context.get_native_id()),
            pixels=self.picture.pixels,
            pose=self.pose,
            size_m=self.sheet.size_m,
            revision=self.picture.revision,
        )

    def close(self) -> None:
        """Give everything back."""
        self.card.remove_node()
        self.picture.close()

    @property
    def _down(self) -> float:
        """From the sheet's upper edge to what is drawn."""
        free = self.sheet.height - self.height
        return free if self.sheet.stand is Stand.BOTTOM else free / 2.0


def _area(area: tuple[float, float, float, float], pixel_m: float) -> Area:
    x, y, width, height = (length * pixel_m for length in area)
    return Area(x, y, x + width, y + height)
