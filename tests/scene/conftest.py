from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pytest

from sim.core.model import BoneQuality, Fracture
from sim.scene.quality import Quality
from sim.scene.window import Window
from sim.tissue.anatomy import build_bone
from sim.tissue.bone import Bone

SIZE = (320, 200)


@pytest.fixture
def open_window() -> Iterator[Callable[[Quality], Window]]:
    windows: list[Window] = []

    def open_one(quality: Quality = Quality.LOW) -> Window:
        windows.append(Window(SIZE, offscreen=True, quality=quality))
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture
def tibia() -> Bone:
    return build_bone("tibia_shaft", BoneQuality.NORMAL, Fracture(math.radians(30.0), math.radians(-40.0)))
