"""What a person does at the window: keys, mouse and gamepad, handed on by Panda3D's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from panda3d.core import GraphicsWindow, InputDevice

from .pointer import Pointer
from .window import Window

_DOWN, _UP, _WINDOW = "proctor-button-down", "proctor-button-up", "window-event"
_WHEEL = {"wheel_up": 1.0, "wheel_down": -1.0}
_SAME_KEY = {"lcontrol": "control", "rcontrol": "control", "lshift": "shift", "rshift": "shift", "lalt": "alt"}
"""Panda3D names both keys of a pair, and the pair: the pair is enough."""


class Desk(Protocol):
    """Who is told."""

    @property
    def leads_by_mouse(self) -> bool:
        """Whether the mouse moves a hand now; otherwise its pointer is free to click."""

    def key(self, name: str, down: bool) -> None:
        """A key or button went down or up."""

    def wheel(self, notches: float) -> None:
        """The wheel turned, away from the person positive."""

    def mouse_moved(self, dx: float, dy: float) -> None:
        """The mouse moved by pixels, right and down positive."""

    def gamepad(self, axes: Mapping[str, float], buttons: frozenset[str]) -> None:
        """State of the gamepad now."""

    def release_all(self) -> None:
        """The window lost the keyboard."""


class DeskEvents:
    """Feeds a desk from a window. The pointer is captured while the mouse moves a hand and the window has the focus."""

    def __init__(self, window: Window, desk: Desk) -> None:
        self._window = window
        self._desk = desk
        self._pointer = Pointer(window.output)
        self._focused = not isinstance(window.output, GraphicsWindow) or window.output.get_properties().foreground
        self._pad: Any = None
        for thrower in window.base.buttonThrowers or ():
            thrower.node().set_button_down_event(_DOWN)
            thrower.node().set_button_up_event(_UP)
        window.on(_DOWN, self._button_down)
        window.on(_UP, self._button_up)
        window.on(_WINDOW, self._window_changed)
        window.on("connect-device", self._connect)
        window.on("disconnect-device", self._disconnect)
        for device in window.base.devices.get_devices(InputDevice.DeviceClass.gamepad):
            self._connect(device)

    def poll(self) -> None:
        """Look at the pointer and the gamepad; call it once a picture."""
        if self._window.closed:
            return
        self._pointer.capture(self._focused and self._desk.leads_by_mouse)
        right, down = self._pointer.moved()
        if right or down:
            self._desk.mouse_moved(right, down)
        if self._pad is not None:
            self._follow_pad()

    def _button_down(self, name: str) -> None:
        if name in _WHEEL:
            self._desk.wheel(_WHEEL[name])
        elif name not in _SAME_KEY and not (name.startswith("mouse") and self._over_panel()):
            self._desk.key(name, True)

    def _button_up(self, name: str) -> None:
        if name not in _SAME_KEY and name not in _WHEEL:
            self._desk.key(name, False)

    def _over_panel(self) -> bool:
        """Whether the pointer is free and over something to click."""
        watcher = self._window.base.mouseWatcherNode
        return watcher is not None and not self._pointer.captured and bool(watcher.is_over_region())

    def _window_changed(self, output: Any) -> None:
        if output != self._window.output:
            return
        if output.is_closed():
            self._window.closed = True
            return
        before, self._focused = self._focused, output.get_properties().foreground
        if before and not self._focused:
            self._desk.release_all()

    def _follow_pad(self) -> None:
        axes = {axis.axis.name: float(axis.value) for axis in self._pad.axes}
        pressed = frozenset(button.handle.name for button in self._pad.buttons if button.pressed)
        self._desk.gamepad(axes, pressed)

    def _connect(self, device: Any) -> None:
        if self._pad is None and device.device_class == InputDevice.DeviceClass.gamepad:
            self._pad = device
            self._window.base.attach_input_device(device, prefix="pad")

    def _disconnect(self, device: Any) -> None:
        if device == self._pad:
            self._window.base.detach_input_device(device)
            self._pad = None
            self._desk.gamepad({}, frozenset())
