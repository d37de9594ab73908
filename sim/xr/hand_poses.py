"""Where both hands are: their grips and aims at a moment, located together."""

from __future__ import annotations

import contextlib
import ctypes
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import xr

from ..core.intents import Hand
from ..core.pose import Pose
from .axes import gripped, posed
from .calls import checked, function

_MEASURED = int(
    xr.SpaceLocationFlags.ORIENTATION_VALID_BIT
    | xr.SpaceLocationFlags.POSITION_VALID_BIT
    | xr.SpaceLocationFlags.POSITION_TRACKED_BIT
)
"""A position that is only guessed (the hand is behind the back) is none to operate with."""

_DATA = struct.Struct("<Q7f4x")
"""XrSpaceLocationData: flags, orientation x y z w, position x y z."""
_LOCATION = struct.Struct("<16xQ7f4x")
"""XrSpaceLocation: type and next, then the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hand."""

    grip: Pose | None = None
    """base_from_hand; None where it is not measured now."""
    aim: Pose | None = None
    """base_from_aim, likewise."""
    there: bool = False
    """Whether there is a controller at all, seen or not."""


class HandPoses:
    """The spaces of grip and aim of both hands."""

    def __init__(
        self,
        session: xr.Session,
        grip: xr.Action,
        aim: xr.Action,
        users: Mapping[Hand, xr.Path],
        api_1_1: bool,
    ) -> None:
        self._spaces = [
            xr.create_action_space(session, xr.ActionSpaceCreateInfo(action, users[hand], xr.Posef()))
            for hand in Hand
            for action in (grip, aim)
        ]
        self._at: tuple[int, int] | None = None
        self._found: dict[Hand, Found] = dict.fromkeys(Hand, Found())
        self._together = _Together(session, self._spaces) if api_1_1 else None
        self._location = xr.SpaceLocation()
        self._locate = function("xrLocateSpace", xr.Space, xr.Space, ctypes.c_int64, ctypes.POINTER(xr.SpaceLocation))

    def at(self, hand: Hand, base_space: xr.Space, time: int) -> Found:
        """A hand at ``time`` (nanoseconds). Both hands are located with the first that is asked for."""
        now = (ctypes.cast(base_space, ctypes.c_void_p).value or 0, time)
        if now != self._at:
            numbers = self._together.locate(base_space, time) if self._together else self._one_by_one(base_space, time)
            self._found = {each: _found(*numbers[2 * n : 2 * n + 2]) for n, each in enumerate(Hand)}
            self._at = now
        return self._found[hand]

    def forget(self) -> None:
        """What was located counts no longer: actions have been synchronised since."""
        self._at = None

    def _one_by_one(self, base_space: xr.Space, time: int) -> list[tuple[float, ...]]:
        numbers = []
        for space in self._spaces:
            checked(self._locate(space, base_space, time, self._location))
            numbers.append(_LOCATION.unpack_from(self._location))
        return numbers

    def close(self) -> None:
        """Give the spaces back."""
        for space in self._spaces:
            with contextlib.suppress(xr.XrException):
                xr.destroy_space(space)


class _Together:
    """All spaces with one call, as OpenXR 1.1 can."""

    def __init__(self, session: xr.Session, spaces: list[xr.Space]) -> None:
        self._session = session
        self._data = (xr.SpaceLocationData * len(spaces))()
        self._info = xr.SpacesLocateInfo(spaces=spaces)
        self._locations = xr.SpaceLocations(locations=self._data)
        self._locate = function(
            "xrLocateSpaces", xr.Session, ctypes.POINTER(xr.SpacesLocateInfo), ctypes.POINTER(xr.SpaceLocations)
        )

    def locate(self, base_space: xr.Space, time: int) -> list[tuple[float, ...]]:
        self._info.base_space = base_space
        self._info.time = time
        checked(self._locate(self._session, self._info, self._locations))
        return list(_DATA.iter_unpack(self._data))


def _found(grip: tuple[float, ...], aim: tuple[float, ...]) -> Found:
    return Found(
        gripped(grip[5:8], grip[1:5]) if _measured(grip) else None,
        posed(aim[5:8], aim[1:5]) if _measured(aim) else None,
        there=grip[0] != 0,  # a controller out of sight still knows how it is turned
    )


def _measured(location: tuple[float, ...]) -> bool:
    return int(location[0]) & _MEASURED == _MEASURED
