"""Cards in the air keep their own colours, whatever the light of the room does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from panda3d.core import Texture

from sim.core.headset import Eye, Fov
from sim.core.pose import Pose
from sim.scene.eyes import Eyes
from sim.scene.panels.flat import dot, picture_card
from sim.scene.pipeline import Pipeline
from sim.scene.quality import Quality
from sim.scene.window import Window

pytestmark = pytest.mark.render

COLOUR = (0.20, 0.55, 0.83)
EYE = Eye(Pose(), Fov(-0.3, 0.3, 0.3, -0.3))


def plain_texture(colour: tuple[float, float, float]) -> Texture:
    texture = Texture("plain")
    texture.setup_2d_texture(4, 4, Texture.T_unsigned_byte, Texture.F_rgba)
    blue, green, red = (round(255 * channel) for channel in colour[::-1])
    texture.set_ram_image(bytes((blue, green, red, 255)) * 16)
    return texture


def seen(window: Window, pipeline: Pipeline) -> np.ndarray:
    """(height, width, 3) of the left eye's picture, 0 to 1, row 0 at the bottom."""
    eyes = Eyes(window, (64, 64))
    eyes.look((EYE, EYE))
    for _ in range(2):
        pipeline.before_frame()
        window.draw()
    texture = eyes.output.get_screenshot()
    pixels = np.frombuffer(bytes(texture.get_ram_image_as("RGB")), np.uint8)
    eyes.close()
    return pixels.reshape(texture.get_y_size(), texture.get_x_size(), 3)[:, :64] / 255.0


@pytest.mark.parametrize("quality", [Quality.LOW, Quality.MEDIUM])
def test_a_panel_and_a_dot_before_it_have_their_own_colours(open_window: Callable[[Quality], Window], quality: Quality):
    window = open_window(quality)
    pipeline = Pipeline(window)
    panel = picture_card(window.render, (0.5, 0.5), plain_texture(COLOUR), 0)
    panel.set_y(1.0)
    mark = dot(window.render, (0.95, 0.90, 0.20, 1.0), 1)
    mark.set_scale(0.06)
    mark.set_pos(0.1, 0.99, 0.0)
    picture = seen(window, pipeline)
    assert picture[32, 16] == pytest.approx(COLOUR, abs=0.02)
    assert picture[32, 42] == pytest.approx((0.95, 0.90, 0.20), abs=0.02)
    assert picture[32, 2] != pytest.approx(COLOUR, abs=0.1)
