"""The theatre's lamps: two heads over the wound that cast shadows, and a pool of light that fades into the room."""

from __future__ import annotations

from dataclasses import dataclass

from panda3d.core import (
    DirectionalLight,
    LColor,
    LPoint3,
    LVector3,
    NodePath,
    OrthographicLens,
    PointLight,
)

from assets.room.layout import LAMP_HEADS, WOUND

from .glow import SHADOW_CAMERAS
from .quality import Settings

Rgb = tuple[float, float, float]

WARM: Rgb = (1.0, 0.965, 0.90)
COOL: Rgb = (0.95, 0.98, 1.0)

SHADOW_FIELD_M = 2.2
"""Edge of the square around the wound in which things cast shadows."""
SHADOW_NEAR_M = 0.05
SHADOW_FAR_M = 3.4


@dataclass(frozen=True, slots=True)
class Lamp:
    """One lamp head; ``power`` is its light at the wound."""

    position: Rgb
    colour: Rgb
    power: float

    @property
    def light(self) -> Rgb:
        """Linear colour at the wound."""
        red, green, blue = (part * self.power for part in self.colour)
        return (red, green, blue)


LAMPS = (Lamp(LAMP_HEADS[0], WARM, 1.7), Lamp(LAMP_HEADS[1], COOL, 0.6))
POOL = Lamp((0.05, 0.15, 2.15), WARM, 1.0)
"""Light without shadow that falls off with distance: the wound is the brightest place in the room."""
LIGHTS = len(LAMPS) + 1


def light_room(render: NodePath, settings: Settings) -> None:
    """Hang the lamps; each casts a shadow where the quality allows it."""
    for lamp in LAMPS:
        _hang(render, lamp, settings.shadow_size)
    _pool(render, POOL)


def _hang(render: NodePath, lamp: Lamp, shadow_size: int) -> None:
    light = DirectionalLight("lamp")
    lens = OrthographicLens()
    lens.set_film_size(SHADOW_FIELD_M, SHADOW_FIELD_M)
    lens.set_near_far(SHADOW_NEAR_M, SHADOW_FAR_M)
    light.set_lens(lens)
    light.set_color(LColor(*lamp.light, 1.0))
    if shadow_size:
        light.set_shadow_caster(True, shadow_size, shadow_size)
    light.set_camera_mask(SHADOW_CAMERAS)
    node = render.attach_new_node(light)
    node.set_pos(LPoint3(*lamp.position))
    node.look_at(render, LPoint3(*WOUND))
    render.set_light(node)


def _pool(render: NodePath, lamp: Lamp) -> None:
    away = LPoint3(*lamp.position) - LPoint3(*WOUND)
    light = PointLight("pool")
    light.set_color(LColor(*lamp.light, 1.0) * away.length_squared())
    light.set_attenuation(LVector3(0.0, 0.0, 1.0))
    node = render.attach_new_node(light)
    node.set_pos(LPoint3(*lamp.position))
    render.set_light(node)
