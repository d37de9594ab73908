"""What leads the hands in a run. Nothing that is simulated knows it; the norms of a score hang on it."""

from __future__ import annotations

from enum import StrEnum

from .headset import HeadsetHand, HeadsetState
from .intents import Hand


class InputDevice(StrEnum):
    """What the input of a run came from."""

    NONE = "none"  # a bot
    DESK = "desk"  # mouse, keyboard or gamepad
    HEADSET = "headset"  # nobody knows whether with controllers or without
    HEADSET_CONTROLLERS = "headset_controllers"
    HEADSET_HANDS = "headset_hands"  # bare hands, by their fingers
    HEADSET_BOTH = "headset_both"  # controllers and bare hands, at once or in turn

    @property
    def norms(self) -> tuple[InputDevice, ...]:
        """Devices whose norms are meant for this one, the nearest first."""
        return (self, InputDevice.HEADSET) if self in _OF_HEADSET else (self,)


_OF_HEADSET = (InputDevice.HEADSET_CONTROLLERS, InputDevice.HEADSET_HANDS, InputDevice.HEADSET_BOTH)


class HeadsetUse:
    """Remembers whether a person in a headset worked with controllers, with bare hands or with both."""

    def __init__(self) -> None:
        self._controllers = False
        self._bare_hands = False

    def see(self, state: HeadsetState) -> None:
        """Take one state into account; not while the person looks at something else than the trainer."""
        if not state.focused:
            return
        for hand in (state.hand(Hand.LEFT), state.hand(Hand.RIGHT)):
            bare = _is_bare(hand)
            self._bare_hands |= hand.tracked and bare
            self._controllers |= hand.tracked and not bare and hand.profile != ""

    @property
    def device(self) -> InputDevice:
        """What was used up to now."""
        if self._controllers and self._bare_hands:
            return InputDevice.HEADSET_BOTH
        if self._controllers:
            return InputDevice.HEADSET_CONTROLLERS
        return InputDevice.HEADSET_HANDS if self._bare_hands else InputDevice.HEADSET


def _is_bare(hand: HeadsetHand) -> bool:
    """Whether a hand holds no controller. Some runtimes tell fingers around a controller too: its profile decides."""
    return "/hand_interaction" in hand.profile or (not hand.profile and bool(hand.fingers))
