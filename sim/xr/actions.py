"""Both hands of a session: where each is, what it holds down, with a controller or without, and how to shake it."""

from __future__ import annotations

import ctypes

import xr

from ..core.headset import HeadsetHand
from ..core.intents import Hand
from ..language import Translator
from .action_set import ActionSet
from .calls import checked, function
from .hand_controls import HandControls
from .hand_poses import HandPoses
from .hand_tracking import open_trackers
from .instance import Log
from .profiles import AIM_POSE, GRIP_POSE, VIBRATION, usable_profiles
from .side import Side


class Actions:
    """The hands of one session. Any call may raise pyopenxr's SessionLostError or InstanceLostError."""

    def __init__(
        self,
        instance: xr.Instance,
        session: xr.Session,
        *,
        api_1_1: bool,
        extensions: frozenset[str],
        log: Log,
        translator: Translator | None = None,
    ) -> None:
        """``extensions`` are those switched on; ``translator`` names the actions in the runtime's own settings."""
        self._instance, self._session, self._log = instance, session, log
        profiles = usable_profiles(api_1_1, extensions)
        self._set = ActionSet(instance, session, profiles, translator or Translator("en"), log)
        actions, users = self._set.actions, self._set.users
        self._poses = HandPoses(session, (actions[GRIP_POSE], actions[AIM_POSE]), users)
        self._trackers = open_trackers(instance, session, extensions, log)
        self._controls = {hand: HandControls(session, actions, users[hand]) for hand in Hand}
        self._sides = {hand: Side(hand) for hand in Hand}
        self._shakes = {hand: xr.HapticActionInfo(actions[VIBRATION], users[hand]) for hand in Hand}
        self._pulse = xr.HapticVibration()
        self._active = xr.ActionsSyncInfo(active_action_sets=[xr.ActiveActionSet(self._set.handle, xr.NULL_PATH)])
        self._sync = function("xrSyncActions", xr.Session, ctypes.POINTER(xr.ActionsSyncInfo))
        shake = (xr.Session, ctypes.POINTER(xr.HapticActionInfo))
        self._apply = function("xrApplyHapticFeedback", *shake, ctypes.POINTER(xr.HapticVibration))
        self._stop = function("xrStopHapticFeedback", *shake)
        self._focused = False

    # --- every picture ---

    def sync(self, session_focused: bool) -> None:
        """Take over what the controllers say now. Without the focus they say nothing."""
        result = checked(self._sync(self._session, self._active))
        self._focused = session_focused and result != xr.Result.SESSION_NOT_FOCUSED

    def hand(self, hand: Hand, base_space: xr.Space, time: int) -> HeadsetHand:
        """A hand as it will be at ``time`` (nanoseconds of the runtime's clock), its poses in ``base_space``."""
        side = self._sides[hand]
        if not self._focused:
            return side.away()
        fingers = self._trackers[hand].fingers(base_space, time) if hand in self._trackers else ()
        return side.read(self._poses.at(hand, base_space, time), self._controls[hand].read(), fingers)

    # --- now and then ---

    def profile_changed(self) -> None:
        """A hand has taken up another controller, or none."""
        for hand, side in self._sides.items():
            state = xr.get_current_interaction_profile(self._session, self._set.users[hand])
            path = int(state.interaction_profile)
            profile = xr.path_to_string(self._instance, path) if path != xr.NULL_PATH else ""
            if side.take_up(profile):
                self._log(f"{hand.value} hand: {profile or 'no controller'}")

    def vibrate(self, hand: Hand, amplitude: float, frequency_hz: float, duration_s: float) -> None:
        """Shake a hand: amplitude 0 to 1. The newest replaces the one before; amplitude 0 ends it."""
        if amplitude <= 0.0:
            checked(self._stop(self._session, self._shakes[hand]))
            return
        self._pulse.amplitude = min(1.0, amplitude)
        self._pulse.frequency = frequency_hz
        self._pulse.duration = round(duration_s * 1e9)
        checked(self._apply(self._session, self._shakes[hand], self._pulse))

    def close(self) -> None:
        """Give everything back; what is lost already is none the worse."""
        for tracker in self._trackers.values():
            tracker.close()
        self._poses.close()
        self._set.close()
