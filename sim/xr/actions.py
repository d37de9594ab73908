"""Both hands of a session: where each is, what it holds down, with a controller or without, and how to shake it."""

from __future__ import annotations

import ctypes

import xr

from ..core.controllers import BARE_HAND, Turning, style_of
from ..core.headset import Button, HeadsetHand
from ..core.intents import Hand
from ..core.pose import IDENTITY, Pose
from ..language import Translator
from .action_set import ActionSet
from .calls import checked, function
from .gestures import BareHand, Gesture, aim_from_joints, hand_from_joints
from .hand_controls import NO_BUTTONS, HandControls, Held
from .hand_poses import HandPoses
from .hand_tracking import open_trackers
from .instance import Log
from .profiles import AIM_POSE, GRIP_POSE, VIBRATION, usable_profiles
from .wrist import WristTurn

_SELECTS = frozenset({Button.SELECT})


class _Side:
    """What is remembered of one hand."""

    def __init__(self, controls: HandControls) -> None:
        self.controls = controls
        self.gestures = BareHand()
        self.wrist = WristTurn()
        self.profile = ""
        self.held = 0.0
        """How far it was closed as a bare hand."""
        self.grip: Pose = IDENTITY
        self.aim: Pose = IDENTITY


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
        self._poses = HandPoses(session, actions[GRIP_POSE], actions[AIM_POSE], users, api_1_1)
        self._trackers = open_trackers(instance, session, extensions, log)
        self._sides = {hand: _Side(HandControls(session, actions, users[hand])) for hand in Hand}
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
        """A hand as it will be at ``time`` (nanoseconds of the runtime's clock), its poses in ``base_space``.

        A hand that is not seen keeps its last poses. Its controller is still heard; bare, it keeps holding what it
        held, because it is out of sight and not open.
        """
        side = self._sides[hand]
        if not self._focused:
            return HeadsetHand(grip=side.grip, aim=side.aim, profile=side.profile)
        found = self._poses.at(hand, base_space, time)
        grip, aim = found.grip, found.aim
        fingers = self._trackers[hand].fingers(base_space, time) if hand in self._trackers else ()
        profile, held = side.profile, side.controls.read()
        bare = profile in ("", BARE_HAND) or not found.there
        if bare and fingers:
            profile, held = BARE_HAND, _meant(side.gestures.read(fingers))
            grip = grip or hand_from_joints(fingers, hand)
            aim = aim or aim_from_joints(fingers)
        elif bare and grip is None:
            held = Held(grasp=side.held)
        tracked = grip is not None
        side.held = held.grasp if bare else 0.0
        side.grip, side.aim = grip or side.grip, aim or side.aim
        return HeadsetHand(
            tracked=tracked,
            grip=side.grip,
            aim=side.aim,
            squeeze=held.grasp,
            trigger=held.tool,
            turn=self._turn(side, profile, held, tracked),
            buttons=held.buttons,
            fingers=fingers,
            profile=profile,
        )

    def _turn(self, side: _Side, profile: str, held: Held, tracked: bool) -> float:
        style = style_of(profile)
        if style.turning is Turning.WRIST:
            return side.wrist.read(side.grip, held.tool, tracked)
        beyond = (abs(held.turn) - style.rest) / (1.0 - style.rest)
        return 0.0 if beyond <= 0.0 else min(1.0, beyond) * (1.0 if held.turn > 0.0 else -1.0)

    # --- now and then ---

    def profile_changed(self) -> None:
        """A hand has taken up another controller, or none."""
        for hand, side in self._sides.items():
            state = xr.get_current_interaction_profile(self._session, self._set.users[hand])
            path = int(state.interaction_profile)
            profile = xr.path_to_string(self._instance, path) if path != xr.NULL_PATH else ""
            if profile != side.profile:
                self._log(f"{hand.value} hand: {profile or 'no controller'}")
                side.profile = profile

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


def _meant(gesture: Gesture) -> Held:
    return Held(gesture.squeeze, gesture.trigger, 0.0, _SELECTS if gesture.select else NO_BUTTONS)
