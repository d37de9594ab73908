"""Run under an X server: a real window whose pointer is pushed about and whose focus is taken away.

Prints what a desk was told.
"""

from __future__ import annotations

import ctypes
import json
import time

from panda3d.core import WindowProperties

from sim.scene.desk import DeskEvents
from sim.scene.quality import Quality
from sim.scene.window import Window

x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x11.XOpenDisplay(None))
NOBODY = 0


class Told:
    """A desk that only writes down."""

    def __init__(self) -> None:
        self.leads_by_mouse = True
        self.right = self.down = 0.0
        self.largest = 0.0
        self.released = 0

    def mouse_moved(self, dx: float, dy: float) -> None:
        self.right, self.down = self.right + dx, self.down + dy
        self.largest = max(self.largest, abs(dx), abs(dy))

    def key(self, name: str, down: bool) -> None: ...

    def wheel(self, notches: float) -> None: ...

    def gamepad(self, axes: object, buttons: object) -> None: ...

    def release_all(self) -> None:
        self.released += 1


def push(right: int, down: int) -> None:
    x11.XWarpPointer(display, 0, 0, 0, 0, 0, 0, right, down)
    x11.XSync(display, 0)


def frames(count: int) -> None:
    for _ in range(count):
        window.draw()
        events.poll()
        time.sleep(0.01)


def hidden() -> bool:
    return bool(window.output.get_properties().cursor_hidden)


window = Window((640, 400), quality=Quality.LOW)
window.output.set_clear_color((1.0, 0.0, 0.0, 1.0))
window.draw()
told = Told()
events = DeskEvents(window, told)
frames(10)
result: dict[str, object] = {"double_buffered": bool(window.output.get_fb_properties().get_back_buffers())}
result["captured"] = hidden()
for _ in range(60):
    push(25, -10)
    frames(2)
result["moved"] = (told.right, told.down, told.largest)
told.leads_by_mouse = False
frames(3)
result["freed"] = (not hidden(), window.output.get_properties().get_mouse_mode() == WindowProperties.M_absolute)
told.leads_by_mouse = True
frames(3)
result["released_before"] = told.released
x11.XSetInputFocus(display, NOBODY, 0, 0)
x11.XSync(display, 0)
frames(5)
result["unfocused"] = (told.released, not hidden())
window.close()
print(json.dumps(result))
