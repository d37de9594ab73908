"""What one hand holds down, action by action. Structures are made once and filled again."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

import xr

from ..core.controllers import Control
from ..core.headset import Button
from .calls import checked, function
from .side import NO_BUTTONS, Held

_BUTTONS = {
    Control.SELECT: Button.SELECT,
    Control.IRRIGATE: Button.IRRIGATE,
    Control.NEXT_VIEW: Button.NEXT_VIEW,
    Control.HELP: Button.HELP,
    Control.MENU: Button.MENU,
}


class HandControls:
    """One hand."""

    def __init__(self, session: xr.Session, actions: Mapping[str, xr.Action], user: xr.Path) -> None:
        self._session = session
        self._float = function(
            "xrGetActionStateFloat",
            xr.Session,
            ctypes.POINTER(xr.ActionStateGetInfo),
            ctypes.POINTER(xr.ActionStateFloat),
        )
        self._boolean = function(
            "xrGetActionStateBoolean",
            xr.Session,
            ctypes.POINTER(xr.ActionStateGetInfo),
            ctypes.POINTER(xr.ActionStateBoolean),
        )
        self._asks = {name: xr.ActionStateGetInfo(action, user) for name, action in actions.items()}
        self._amount = xr.ActionStateFloat()
        self._state = xr.ActionStateBoolean()

    def read(self) -> Held:
        """As of the last synchronisation. What the controller does not have is not pressed."""
        down = [button for control, button in _BUTTONS.items() if self._is_down(control)]
        return Held(
            self._read(Control.GRASP),
            self._read(Control.TOOL),
            self._read(Control.TURN),
            frozenset(down) if down else NO_BUTTONS,
        )

    def _read(self, control: Control) -> float:
        checked(self._float(self._session, self._asks[control], self._amount))
        return float(self._amount.current_state)

    def _is_down(self, control: Control) -> bool:
        checked(self._boolean(self._session, self._asks[control], self._state))
        return bool(self._state.current_state)
