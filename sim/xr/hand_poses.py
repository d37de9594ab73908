"""Where both hands are: their grips and aims at a moment."""

from __future__ import annotations

import contextlib
import ctypes
import struct
from collections.abc import Iterable, Mapping

import xr

from ..core.intents import Hand
from ..core.pose import Quat, Vec3
from .axes import gripped, posed
from .calls import checked, function
from .side import Found

_MEASURED = int(
    xr.SpaceLocationFlags.ORIENTATION_VALID_BIT
    | xr.SpaceLocationFlags.POSITION_VALID_BIT
    | xr.SpaceLocationFlags.POSITION_TRACKED_BIT
)
"""A position that is only guessed (the hand is behind the back) is none to operate with."""

_LOCATION = struct.Struct("<16xQ7f4x")
"""XrSpaceLocation: type and next, then flags, orientation x y z w, position x y z."""


class HandPoses:
    """The spaces of grip and aim of both hands."""

    def __init__(self, session: xr.Session, actions: Iterable[xr.Action], users: Mapping[Hand, xr.Path]) -> None:
        """``actions`` are those of grip and aim."""
        self._spaces = {
            hand: [
                xr.create_action_space(session, xr.ActionSpaceCreateInfo(action, users[hand], xr.Posef()))
                for action in actions
            ]
            for hand in Hand
        }
        self._location = xr.SpaceLocation()
        self._locate = function("xrLocateSpace", xr.Space, xr.Space, ctypes.c_int64, ctypes.POINTER(xr.SpaceLocation))

    def at(self, hand: Hand, base_space: xr.Space, time: int) -> Found:
        """A hand at ``time`` (nanoseconds).

        One call for each space: Monado takes no less time for all of them at once (xrLocateSpaces of OpenXR 1.1).
        """
        grip, aim = (self._numbers(space, base_space, time) for space in self._spaces[hand])
        return Found(
            gripped(*_placed(grip)) if _measured(grip) else None,
            posed(*_placed(aim)) if _measured(aim) else None,
            there=grip[0] != 0,  # a controller out of sight still knows how it is turned
        )

    def _numbers(self, space: xr.Space, base_space: xr.Space, time: int) -> tuple[float, ...]:
        checked(self._locate(space, base_space, time, self._location))
        return _LOCATION.unpack_from(self._location)

    def close(self) -> None:
        """Give the spaces back."""
        for space in (space for spaces in self._spaces.values() for space in spaces):
            with contextlib.suppress(xr.XrException):
                xr.destroy_space(space)


def _placed(location: tuple[float, ...]) -> tuple[Vec3, Quat]:
    _, x, y, z, w, *position = location
    return (position[0], position[1], position[2]), (x, y, z, w)


def _measured(location: tuple[float, ...]) -> bool:
    return int(location[0]) & _MEASURED == _MEASURED
