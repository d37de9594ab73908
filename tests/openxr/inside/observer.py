"""Says in JSON what a plain application sees, once for every line on standard input; ends in order after "end"."""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import xr
from plain_client import SPACES, STEREO, PlainClient, plain_client, seven

HANDS = ("left", "right")
INDEX = "/interaction_profiles/valve/index_controller"
VALUES = {"squeeze": "squeeze/value", "squeeze_force": "squeeze/force", "trigger": "trigger/value"}
CLICKS = {"a": "a/click", "b": "b/click", "system": "system/click", "trigger_click": "trigger/click"}
CLICKS |= {"thumbstick_click": "thumbstick/click", "pulled": "trigger/value"}
POSES = {"grip": "grip/pose", "aim": "aim/pose"}
JOINTS = xr.HAND_JOINT_COUNT_EXT


class Observer:
    def __init__(self, client: PlainClient) -> None:
        self._client = client
        self._set = xr.create_action_set(client.instance, xr.ActionSetCreateInfo("all", "all", 0))
        self._hands = {hand: xr.string_to_path(client.instance, f"/user/hand/{hand}") for hand in HANDS}
        self._values = {name: self._action(name, xr.ActionType.FLOAT_INPUT) for name in VALUES}
        self._clicks = {name: self._action(name, xr.ActionType.BOOLEAN_INPUT) for name in CLICKS}
        self._stick = self._action("thumbstick", xr.ActionType.VECTOR2F_INPUT)
        poses = {name: self._action(name, xr.ActionType.POSE_INPUT) for name in POSES}
        of_index = [*self._bound(self._values, VALUES), *self._bound(self._clicks, CLICKS), *self._bound(poses, POSES)]
        of_index += self._bound({"thumbstick": self._stick}, {"thumbstick": "thumbstick"})
        self._suggest(INDEX, of_index)
        for other in ("microsoft/motion_controller", "khr/simple_controller"):
            self._suggest(f"/interaction_profiles/{other}", self._bound(poses, POSES))
        attached = xr.SessionActionSetsAttachInfo(action_sets=[self._set])
        xr.attach_session_action_sets(client.session, attached)
        self._spaces = {
            (name, hand): xr.create_action_space(
                client.session, xr.ActionSpaceCreateInfo(action=action, subaction_path=path)
            )
            for name, action in poses.items()
            for hand, path in self._hands.items()
        }
        self._trackers = {hand: self._tracker(hand) for hand in HANDS if self._tracks_hands()}

    def look(self) -> dict[str, Any]:
        """What is so in the next picture."""
        client = self._client
        with client.frame():
            active = xr.ActiveActionSet(self._set, xr.NULL_PATH)
            xr.sync_actions(client.session, xr.ActionsSyncInfo(active_action_sets=[active]))
            seen = {
                "time": client.time,
                "state": client.state.name,
                "should_render": client.should_render,
                "head": {base: client.locate(client.spaces["VIEW"], base) for base in SPACES[:3]},
                "eyes": self._eyes(),
                **{hand: self._hand(hand) for hand in HANDS},
            }
        return seen | {"events": client.events}

    def _hand(self, hand: str) -> dict[str, Any]:
        session, path = self._client.session, self._hands[hand]

        def asked(action: xr.Action) -> xr.ActionStateGetInfo:
            return xr.ActionStateGetInfo(action, path)

        stick = xr.get_action_state_vector2f(session, asked(self._stick))
        profile = xr.get_current_interaction_profile(session, path).interaction_profile
        said = {name: self._client.locate(self._spaces[name, hand]) for name in POSES} | {
            "active": bool(stick.is_active),
            "thumbstick": [stick.current_state.x, stick.current_state.y],
            "profile": xr.path_to_string(self._client.instance, profile) if profile else "",
            "joints": self._joints(hand),
        }
        for name, action in self._values.items():
            said[name] = xr.get_action_state_float(session, asked(action)).current_state
        for name, action in self._clicks.items():
            said[name] = bool(xr.get_action_state_boolean(session, asked(action)).current_state)
        return said

    def _eyes(self) -> list[list[list[float]]]:
        info = xr.ViewLocateInfo(STEREO, self._client.time, self._client.spaces["STAGE"])
        _, views = xr.locate_views(self._client.session, info)
        angles = ("angle_left", "angle_right", "angle_up", "angle_down")
        return [[seven(view.pose), [getattr(view.fov, angle) for angle in angles]] for view in views]

    def _joints(self, hand: str) -> list[list[float]] | None:
        if hand not in self._trackers:
            return None
        places = (xr.HandJointLocationEXT * JOINTS)()
        found = xr.HandJointLocationsEXT(joint_count=JOINTS, joint_locations=places)
        info = xr.HandJointsLocateInfoEXT(base_space=self._client.spaces["STAGE"], time=self._client.time)
        self._call("xrLocateHandJointsEXT")(self._trackers[hand], ctypes.byref(info), ctypes.byref(found))
        return [seven(place.pose) for place in places] if found.is_active else None

    def _tracks_hands(self) -> bool:
        hands = xr.SystemHandTrackingPropertiesEXT()
        system = xr.SystemProperties(next=hands)
        self._call("xrGetSystemProperties")(self._client.instance, self._client.system, ctypes.byref(system))
        return bool(hands.supports_hand_tracking)

    def _tracker(self, hand: str) -> xr.HandTrackerEXT:
        tracker = xr.HandTrackerEXT()
        info = xr.HandTrackerCreateInfoEXT(hand=xr.HandEXT[hand.upper()])
        self._call("xrCreateHandTrackerEXT")(self._client.session, ctypes.byref(info), ctypes.byref(tracker))
        return tracker

    def _call(self, name: str) -> Any:
        return ctypes.cast(xr.get_instance_proc_addr(self._client.instance, name), getattr(xr, f"PFN_{name}"))

    def _action(self, name: str, kind: xr.ActionType) -> xr.Action:
        paths = list(self._hands.values())
        info = xr.ActionCreateInfo(
            action_name=name, action_type=kind, subaction_paths=paths, localized_action_name=name
        )
        return xr.create_action(self._set, info)

    def _bound(self, actions: dict[str, xr.Action], inputs: dict[str, str]) -> list[xr.ActionSuggestedBinding]:
        return [
            xr.ActionSuggestedBinding(
                action, xr.string_to_path(self._client.instance, f"/user/hand/{hand}/input/{inputs[name]}")
            )
            for name, action in actions.items()
            for hand in HANDS
        ]

    def _suggest(self, profile: str, bindings: list[xr.ActionSuggestedBinding]) -> None:
        info = xr.InteractionProfileSuggestedBinding(
            interaction_profile=xr.string_to_path(self._client.instance, profile), suggested_bindings=bindings
        )
        xr.suggest_interaction_profile_bindings(self._client.instance, info)


with plain_client("XR_EXT_hand_tracking", "XR_EXT_local_floor") as the_client:
    observer = Observer(the_client)
    observer.look()
    print("looking", flush=True)
    for number, line in enumerate(sys.stdin, 1):
        print(json.dumps(observer.look()))
        print(f"look {number}", flush=True)
        if line.strip() == "end":
            break
