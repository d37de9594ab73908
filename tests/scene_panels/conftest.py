import pytest

from sim.scene.quality import Quality
from sim.scene.window import Window


@pytest.fixture(scope="module")
def window():
    opened = Window((640, 400), offscreen=True, quality=Quality.LOW)
    yield opened
    opened.close()
