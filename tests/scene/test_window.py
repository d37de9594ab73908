from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.core.errors import DisplayError
from sim.scene.quality import Quality
from sim.scene.window import FAR_M, NEAR_M, Window

pytestmark = pytest.mark.render


def test_an_offscreen_window_opens_and_its_picture_can_be_kept(
    open_window: Callable[[Quality], Window], tmp_path: Path
) -> None:
    window = open_window(Quality.LOW)
    window.draw()
    path = window.screenshot(tmp_path / "pictures" / "first.png")
    assert path.stat().st_size > 100
    assert window.aspect_ratio == pytest.approx(1.6)


def test_both_planes_of_the_lens_are_set(open_window: Callable[[Quality], Window]) -> None:
    lens = open_window(Quality.LOW).camera.node().get_lens()
    assert (lens.get_near(), lens.get_far()) == pytest.approx((NEAR_M, FAR_M))


def test_closing_twice_is_harmless_and_the_next_window_opens() -> None:
    for _ in range(2):
        window = Window((64, 40), offscreen=True, quality=Quality.LOW)
        window.close()
        window.close()
        assert window.closed


def test_a_second_window_at_the_same_time_is_refused(open_window: Callable[[Quality], Window]) -> None:
    open_window(Quality.LOW)
    with pytest.raises(DisplayError, match="open already"):
        Window((64, 40), offscreen=True, quality=Quality.LOW)


def test_a_picture_that_cannot_be_written_is_reported(open_window: Callable[[Quality], Window], tmp_path: Path) -> None:
    window = open_window(Quality.LOW)
    window.draw()
    with pytest.raises(DisplayError, match="cannot be written"):
        window.screenshot(tmp_path / "picture.unknown")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks for DISPLAY")
def test_a_missing_display_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(DisplayError, match="no display") as caught:
        Window((64, 40))
    assert "--headless" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="EGL is how Linux draws without a display")
def test_a_missing_driver_names_the_packages() -> None:
    # nor is there an X server, though another test may have one at :0, where Panda3D looks unasked
    environment = {**os.environ, "__EGL_VENDOR_LIBRARY_FILENAMES": "/nowhere.json", "DISPLAY": ":9999"}
    program = (
        "from sim.core.errors import DisplayError\n"
        "from sim.scene.window import Window\n"
        "try:\n"
        "    Window((64, 40), offscreen=True)\n"
        "except DisplayError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0
    assert "apt-get install" in done.stdout
    assert done.stderr == ""
