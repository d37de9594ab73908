"""Pictures as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.scene.window import Window

Picture = NDArray[np.uint8]


def picture_of(window: Window) -> Picture:
    """(height, width, 3) sRGB bytes of what was drawn last, row 0 at the top."""
    texture = window.output.get_screenshot()
    pixels = np.frombuffer(bytes(texture.get_ram_image_as("RGB")), np.uint8)
    return pixels.reshape(texture.get_y_size(), texture.get_x_size(), 3)[::-1]
