"""Says what `sim.xr.actions` makes of both hands, without drawing anything. Arguments: OpenXR 1.1 or 1.0, extensions.

Lines in: ``look`` (both hands as JSON), ``unfocused`` (the same without focus), ``shake`` (both hands, then still),
``measure`` (microseconds of a synchronisation and of reading both hands), ``end``.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from dataclasses import asdict
from statistics import median
from typing import Any

import xr

from sim.core.intents import Hand
from sim.core.ports import Pulse
from sim.xr.actions import Actions
from sim.xr.vibration import Vibration

STEREO = xr.ViewConfigurationType.PRIMARY_STEREO


class _Clock(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class Watcher:
    """A session without pictures, in which hands are read."""

    def __init__(self, api_1_1: bool, extensions: tuple[str, ...]) -> None:
        about = xr.ApplicationInfo("actions", 1, "none", 1, xr.Version(1, 1 if api_1_1 else 0, 0))
        names = ["XR_MND_headless", "XR_KHR_convert_timespec_time", *extensions]
        self.instance = xr.create_instance(xr.InstanceCreateInfo(application_info=about, enabled_extension_names=names))
        system = xr.get_system(self.instance, xr.SystemGetInfo(xr.FormFactor.HEAD_MOUNTED_DISPLAY))
        self.session = xr.create_session(self.instance, xr.SessionCreateInfo(system_id=system))
        self.actions = Actions(
            self.instance, self.session, api_1_1=api_1_1, extensions=frozenset(extensions), log=print
        )
        self.space = xr.create_reference_space(
            self.session, xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType.STAGE, xr.Posef())
        )
        self.focused = self.ended = False
        self.profiles_came = False
        convert = xr.get_instance_proc_addr(self.instance, "xrConvertTimespecTimeToTimeKHR")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, xr.Instance, ctypes.POINTER(_Clock), ctypes.POINTER(ctypes.c_int64))
        self._convert = ctypes.cast(convert, kind)

    def now(self) -> int:
        clock, found = _Clock(*divmod(time.clock_gettime_ns(time.CLOCK_MONOTONIC), 10**9)), ctypes.c_int64()
        assert self._convert(self.instance, ctypes.byref(clock), ctypes.byref(found)) == 0
        return found.value

    def poll(self) -> None:
        while True:
            try:
                event = xr.poll_event(self.instance)
            except xr.EventUnavailable:
                return
            kind = xr.StructureType(event.type)
            if kind is xr.StructureType.EVENT_DATA_INTERACTION_PROFILE_CHANGED:
                self.actions.profile_changed()
                self.profiles_came = True
            elif kind is xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED:
                changed = ctypes.cast(ctypes.byref(event), ctypes.POINTER(xr.EventDataSessionStateChanged)).contents
                self._enter(xr.SessionState(changed.state))

    def _enter(self, state: xr.SessionState) -> None:
        self.focused = state is xr.SessionState.FOCUSED
        self.ended = state is xr.SessionState.EXITING
        if state is xr.SessionState.READY:
            xr.begin_session(self.session, xr.SessionBeginInfo(STEREO))
        elif state is xr.SessionState.STOPPING:
            xr.end_session(self.session)

    def settle(self) -> None:
        """Go on until the session has the focus and the runtime has said which controllers there are, or will not."""
        until = time.monotonic() + 1.0
        while not self.focused or (not self.profiles_came and time.monotonic() < until):
            self.poll()
            if self.focused:
                self.actions.sync(True)
            time.sleep(0.005)

    def look(self, focused: bool = True) -> dict[str, Any]:
        self.poll()
        self.actions.sync(focused)
        hands = {hand.value: asdict(self.actions.hand(hand, self.space, self.now())) for hand in Hand}
        return {name: {**told, "buttons": sorted(told["buttons"])} for name, told in hands.items()}

    def measure(self, pictures: int = 300) -> dict[str, float]:
        synced, read = [], []
        for _ in range(pictures):
            moment = self.now()
            begun = time.perf_counter()
            self.actions.sync(True)
            between = time.perf_counter()
            for hand in Hand:
                self.actions.hand(hand, self.space, moment)
            synced.append(between - begun)
            read.append(time.perf_counter() - between)
            time.sleep(0.002)
        return {"sync_us": median(synced) * 1e6, "hands_us": median(read) * 1e6}

    def shake(self) -> None:
        vibration = Vibration(self.actions)
        for hand in Hand:
            vibration.play(Pulse(hand, 0.5, 160.0, 0.1))
        vibration.stop()

    def close(self) -> None:
        xr.request_exit_session(self.session)
        while not self.ended:
            self.poll()
            time.sleep(0.005)
        self.actions.close()
        xr.destroy_session(self.session)
        xr.destroy_instance(self.instance)


def main() -> None:
    version, *extensions = sys.argv[1:]
    watcher = Watcher(version == "1.1", tuple(extensions))
    watcher.settle()
    print("watching", flush=True)
    words = {
        "look": watcher.look,
        "unfocused": lambda: watcher.look(focused=False),
        "shake": watcher.shake,
        "measure": watcher.measure,
        "end": watcher.close,
    }
    for number, line in enumerate(sys.stdin, start=1):
        print(json.dumps(words[line.strip()]()))
        print(f"told {number}", flush=True)
        if line.strip() == "end":
            return


main()
