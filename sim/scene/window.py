"""A window, or a picture in memory, that can be drawn into.

This is the only file that knows `ShowBase`. Everything else gets its nodes, camera and task manager from a `Window`.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase
from panda3d.core import (
    Camera,
    FrameBufferProperties,
    GraphicsPipe,
    GraphicsPipeSelection,
    GraphicsWindow,
    NodePath,
    PerspectiveLens,
    PNMImage,
    Texture,
    WindowProperties,
    load_prc_file_data,
)

from ..core.errors import DisplayError
from .quality import Quality

Size = tuple[int, int]

CLOSE_EVENT = "proctor-close-window"
OLDEST_MESA = 23
"""llvmpipe of Mesa 22 (Debian 12 as shipped) crashes in the shaders; 25.0 was measured to work."""

NEAR_M = 0.03
FAR_M = 14.0
VERTICAL_FIELD_DEG = 36.0

_SETTINGS = """
gl-version 3 2
print-pipe-types false
textures-power-2 none
window-title Proctor
notify-level-display fatal
notify-level-egldisplay fatal
notify-level-glxdisplay fatal
notify-level-x11display fatal
notify-level-glgsg error
notify-level-device fatal
notify-level-audio fatal
notify-level-windisplay error
"""

_SYNC = "sync-video {}"
_SOUND = "audio-library-name p3openal_audio"
_NO_SOUND = "audio-library-name null"

_MESA_REMEDY = (
    "Install a newer Mesa; on Debian 12: "
    "apt-get install -t bookworm-backports libgl1-mesa-dri libegl-mesa0 libglx-mesa0 libgbm1."
)
_DRIVER_REMEDY = (
    "Install an OpenGL 3.3 driver; on Debian: apt-get install libgl1 libegl1 libgl1-mesa-dri libegl-mesa0 libglx-mesa0."
)
_DISPLAY_REMEDY = "Start it from a desktop session, set DISPLAY, or run it with --headless."


class Window:
    """An open window (or, offscreen, a buffer) with its scene graph and camera."""

    def __init__(
        self,
        size: Size = (1280, 800),
        offscreen: bool = False,
        quality: Quality = Quality.HIGH,
        waits_for_screen: bool = True,
    ) -> None:
        """Open it; DisplayError when the machine cannot.

        A window that ``waits_for_screen`` shows whole pictures at the screen's rate; one beside a headset must not,
        because the headset has its own rate.
        """
        self.quality = quality
        self.offscreen = offscreen
        self.closed = False
        self._listener = DirectObject()
        self._base = _open(size, offscreen, waits_for_screen)
        try:
            self._refuse_old_mesa()
        except DisplayError:
            self.close()
            raise
        self._prepare_camera()
        if not offscreen:
            self._base.win.set_close_request_event(CLOSE_EVENT)
            self.on(CLOSE_EVENT, self._note_closed)

    @property
    def base(self) -> Any:
        """Panda3D's own window object, for mouse and keyboard events."""
        return self._base

    @property
    def output(self) -> Any:
        """The graphics output that is drawn into."""
        return self._base.win

    @property
    def render(self) -> NodePath:
        """Root of the three-dimensional scene, in room coordinates (metres, z up)."""
        return self._base.render

    @property
    def aspect2d(self) -> NodePath:
        """Root of flat things: z from -1 to 1, x from minus to plus the aspect ratio."""
        return self._base.aspect2d

    @property
    def render2d(self) -> NodePath:
        """Root of flat things: x and z from -1 to 1."""
        return self._base.render2d

    @property
    def camera(self) -> NodePath:
        """The camera; looks along its own +y, z up."""
        return self._base.cam

    @property
    def region(self) -> Any:
        """The part of the output that shows the camera's picture."""
        return self._region

    @property
    def task_manager(self) -> Any:
        """What runs Panda3D's tasks when a frame is drawn."""
        return self._base.task_mgr

    @property
    def sound_manager(self) -> Any:
        """Panda3D's sound manager; `is_valid()` is False where there is no device."""
        return self._base.sfxManagerList[0]

    @property
    def driver(self) -> str:
        """The graphics driver's own name and version."""
        state = self._base.win.gsg
        return f"{state.driver_renderer}, {state.driver_version}"

    @property
    def aspect_ratio(self) -> float:
        """Width over height."""
        return float(self._base.get_aspect_ratio())

    def draw(self) -> None:
        """Run Panda3D's tasks, which ends in drawing one frame."""
        self._base.task_mgr.step()

    def on(self, event: str, call: Callable[..., None]) -> None:
        """Call ``call`` whenever Panda3D's event of that name comes; one call for each event."""
        self._listener.accept(event, call)

    def screenshot(self, path: Path) -> Path:
        """Write what was drawn last as a picture; DisplayError when there is no picture or no place for it."""
        texture: Texture | None = self._base.win.get_screenshot()
        image = PNMImage()
        if texture is None or not texture.store(image):
            raise DisplayError("The graphics driver gave no picture.", remedy=_DRIVER_REMEDY)
        image.remove_alpha()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not image.write(str(path)):
            raise DisplayError(f"The picture {path} cannot be written.", remedy="Choose another folder.")
        return path

    def close(self) -> None:
        """Give the window and its graphics memory back; closing twice is harmless."""
        self._listener.ignore_all()
        base, self._base = self._base, None
        self.closed = True
        if base is not None:
            base.destroy()

    def _note_closed(self) -> None:
        self.closed = True

    def _prepare_camera(self) -> None:
        camera: Camera = self._base.camNode
        self._region = camera.get_display_region(0)
        lens = PerspectiveLens()
        lens.set_near_far(NEAR_M, FAR_M)
        lens.set_min_fov(VERTICAL_FIELD_DEG)
        lens.set_aspect_ratio(self.aspect_ratio)
        camera.set_lens(lens)
        self._base.camLens = lens
        self._base.disable_mouse()

    def _refuse_old_mesa(self) -> None:
        found = re.search(r"Mesa (\d+)\.(\d+)", self._base.win.gsg.driver_version)
        software = "llvmpipe" in self._base.win.gsg.driver_renderer
        if software and found and int(found[1]) < OLDEST_MESA:
            raise DisplayError(f"Mesa {found[1]}.{found[2]} is too old to draw without a GPU.", remedy=_MESA_REMEDY)


def _open(size: Size, offscreen: bool, waits_for_screen: bool) -> Any:
    """A ShowBase with an open main window."""
    if not offscreen and sys.platform == "linux" and not os.environ.get("DISPLAY"):
        raise DisplayError("There is no display to open a window on.", remedy=_DISPLAY_REMEDY)
    if hasattr(builtins, "base"):
        raise DisplayError("There is a window open already.", remedy="Close it before opening another.")
    load_prc_file_data("proctor", _SETTINGS)
    load_prc_file_data("proctor", _SYNC.format(int(waits_for_screen)))
    load_prc_file_data("proctor", _NO_SOUND if offscreen else _SOUND)
    with _quiet():
        pipe = _pipe(offscreen)
        base = ShowBase(windowType="none")
    properties = WindowProperties()
    properties.set_size(*size)
    kind = "offscreen" if offscreen else "onscreen"
    opened = base.open_main_window(
        props=properties, fbprops=_frame_buffer(offscreen), pipe=pipe, type=kind, requireWindow=False
    )
    if not opened or base.win is None or base.win.gsg is None:
        base.destroy()
        remedy = _DRIVER_REMEDY if offscreen else f"{_DISPLAY_REMEDY} {_DRIVER_REMEDY}"
        raise DisplayError("No OpenGL 3.3 window could be opened.", remedy=remedy)
    if isinstance(base.win, GraphicsWindow):
        base.win.set_clear_color((0.05, 0.07, 0.08, 1.0))
    return base


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Swallow what sound and display libraries print by themselves: we say what is wrong in our own words."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def _pipe(offscreen: bool) -> GraphicsPipe:
    """Where pictures go: a display, or for pictures in memory a driver that needs no display."""
    modules = ("p3headlessgl", "pandagl") if offscreen and sys.platform == "linux" else ("pandagl",)
    selection = GraphicsPipeSelection.get_global_ptr()
    for module in modules:
        pipe = selection.make_module_pipe(module)
        if pipe is not None and pipe.is_valid():
            return pipe
    remedy = _DRIVER_REMEDY if offscreen else f"{_DISPLAY_REMEDY} {_DRIVER_REMEDY}"
    raise DisplayError("The machine's OpenGL driver could not be started.", remedy=remedy)


def _frame_buffer(offscreen: bool) -> FrameBufferProperties:
    """The window's own buffer; on medium and high the pipeline smooths edges in a buffer of its own.

    A window draws into its back buffer: what is drawn straight to the front flickers, and llvmpipe never shows it.
    """
    properties = FrameBufferProperties()
    properties.set_rgba_bits(8, 8, 8, 8)
    properties.set_depth_bits(24)
    properties.set_back_buffers(0 if offscreen else 1)
    return properties
