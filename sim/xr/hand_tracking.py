"""The joints of both hands by XR_EXT_hand_tracking, as our poses."""

from __future__ import annotations

import contextlib
import ctypes
import struct

import xr

from ..core.intents import Hand
from ..core.pose import Pose
from .axes import posed
from .calls import checked
from .gestures import JOINTS
from .instance import Log

EXTENSION = "XR_EXT_hand_tracking"

_JOINT = struct.Struct("<Q4f3ff")
"""XrHandJointLocationEXT: flags, orientation x y z w, position x y z, radius."""

_SIDES = {Hand.LEFT: xr.HandEXT.LEFT, Hand.RIGHT: xr.HandEXT.RIGHT}


class HandTracker:
    """One hand. Its structures are made once and filled again."""

    def __init__(self, instance: xr.Instance, session: xr.Session, hand: Hand) -> None:
        """Raises pyopenxr's exceptions where the headset sees no hands."""
        self._handle = xr.create_hand_tracker_ext(session, xr.HandTrackerCreateInfoEXT(_SIDES[hand]))
        self._joints = (xr.HandJointLocationEXT * JOINTS)()
        self._locations = xr.HandJointLocationsEXT(joint_locations=self._joints)
        self._info = xr.HandJointsLocateInfoEXT()
        function = xr.get_instance_proc_addr(instance, "xrLocateHandJointsEXT")
        self._locate = ctypes.cast(function, xr.PFN_xrLocateHandJointsEXT)

    def fingers(self, base_space: xr.Space, time: int) -> tuple[Pose, ...]:
        """base_from_joint of all joints at ``time`` (nanoseconds); empty while the hand is not seen."""
        self._info.base_space = base_space
        self._info.time = time
        checked(self._locate(self._handle, ctypes.byref(self._info), ctypes.byref(self._locations)))
        if not self._locations.is_active:
            return ()
        return tuple(posed(joint[5:8], joint[1:5]) for joint in _JOINT.iter_unpack(self._joints))

    def close(self) -> None:
        """Give the tracker back."""
        with contextlib.suppress(xr.XrException):
            xr.destroy_hand_tracker_ext(self._handle)


def open_trackers(
    instance: xr.Instance, session: xr.Session, extensions: frozenset[str], log: Log
) -> dict[Hand, HandTracker]:
    """A tracker for each hand; none where the runtime or the headset has no hand tracking."""
    if EXTENSION not in extensions:
        return {}
    trackers = {}
    for hand in Hand:
        try:
            trackers[hand] = HandTracker(instance, session, hand)
        except xr.FeatureUnsupportedError:
            log("hands: the headset sees none")
            return {}
    return trackers
