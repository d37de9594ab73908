"""What OpenXR is told of our controls: one action set with all actions, suggested for every usable profile."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import xr

from ..core.controllers import Control
from ..core.intents import Hand
from ..language import Translator
from .instance import Log
from .profiles import AIM_POSE, GRIP_POSE, VIBRATION, Profile

_TYPES = {
    Control.GRASP: xr.ActionType.FLOAT_INPUT,
    Control.TOOL: xr.ActionType.FLOAT_INPUT,
    Control.TURN: xr.ActionType.FLOAT_INPUT,
    Control.SELECT: xr.ActionType.BOOLEAN_INPUT,
    Control.IRRIGATE: xr.ActionType.BOOLEAN_INPUT,
    Control.NEXT_VIEW: xr.ActionType.BOOLEAN_INPUT,
    Control.HELP: xr.ActionType.BOOLEAN_INPUT,
    Control.MENU: xr.ActionType.BOOLEAN_INPUT,
    GRIP_POSE: xr.ActionType.POSE_INPUT,
    AIM_POSE: xr.ActionType.POSE_INPUT,
    VIBRATION: xr.ActionType.VIBRATION_OUTPUT,
}

_NAMES = {
    Control.GRASP: "control.grasp",
    Control.TOOL: "control.trigger",
    Control.TURN: "control.turn",
    Control.SELECT: "control.continue",
    Control.IRRIGATE: "control.irrigate",
    Control.NEXT_VIEW: "control.next_view",
    Control.HELP: "control.hint",
    Control.MENU: "control.pause",
    GRIP_POSE: "headset.hand",
    AIM_POSE: "headset.pointer",
    VIBRATION: "headset.vibration",
}
"""What a runtime's own settings call each, in the catalogue."""


class ActionSet:
    """The actions of a session, attached to it for good."""

    def __init__(
        self,
        instance: xr.Instance,
        session: xr.Session,
        profiles: Iterable[Profile],
        translator: Translator,
        log: Log,
    ) -> None:
        self.users = {hand: xr.string_to_path(instance, f"/user/hand/{hand.value}") for hand in Hand}
        name = translator.text("app.name")
        self.handle = xr.create_action_set(instance, xr.ActionSetCreateInfo("operating", name, 0))
        self.actions: dict[str, xr.Action] = {
            name: self._action(str(name), kind, translator.text(_NAMES[name])) for name, kind in _TYPES.items()
        }
        suggested = [profile.path for profile in profiles if self._suggest(instance, profile, log)]
        log(f"bindings suggested for: {', '.join(suggested)}")
        xr.attach_session_action_sets(session, xr.SessionActionSetsAttachInfo(action_sets=[self.handle]))

    def _action(self, name: str, kind: xr.ActionType, shown: str) -> xr.Action:
        users = list(self.users.values())
        return xr.create_action(
            self.handle,
            xr.ActionCreateInfo(action_name=name, action_type=kind, subaction_paths=users, localized_action_name=shown),
        )

    def _suggest(self, instance: xr.Instance, profile: Profile, log: Log) -> bool:
        bindings = [
            xr.ActionSuggestedBinding(self.actions[name], xr.string_to_path(instance, path))
            for name, path in profile.bindings
        ]
        suggestion = xr.InteractionProfileSuggestedBinding(
            interaction_profile=xr.string_to_path(instance, profile.path), suggested_bindings=bindings
        )
        try:
            xr.suggest_interaction_profile_bindings(instance, suggestion)
        except xr.PathUnsupportedError:
            log(f"bindings refused: {profile.path}")
            return False
        return True

    def close(self) -> None:
        """Give everything back; the actions go with their set."""
        with contextlib.suppress(xr.XrException):
            xr.destroy_action_set(self.handle)
