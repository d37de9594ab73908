from __future__ import annotations

import pytest

from sim.core.errors import ProctorError
from sim.core.intents import Hand
from sim.input.keymap import CONTROLS, Action, default_keys, remapped, shown_keys


@pytest.mark.parametrize("hand", list(Hand))
def test_every_action_has_a_key_and_every_key_one_action(hand: Hand) -> None:
    keymap = default_keys(hand)
    every = [key for keys in keymap.keys.values() for key in keys]
    assert set(keymap.keys) == set(Action)
    assert all(keymap.keys.values())
    assert len(every) == len(set(every))
    for action, keys in keymap.keys.items():
        assert all(keymap.action(key) is action for key in keys)
    assert keymap.action("scroll_lock") is None


def test_left_handed_people_swap_the_mouse_buttons() -> None:
    right, left = default_keys(Hand.RIGHT), default_keys(Hand.LEFT)
    assert right.action("mouse1") is left.action("mouse3") is Action.TRIGGER
    assert right.action("mouse3") is left.action("mouse1") is Action.ROTATE


def test_a_changed_key_replaces_the_old_one_and_keeps_the_gamepad() -> None:
    keymap = remapped(default_keys(), {"irrigate": "b"})
    assert keymap.action("b") is Action.IRRIGATE
    assert keymap.action("f") is None
    assert keymap.action("pad_left_trigger") is Action.IRRIGATE


def test_two_keys_can_be_swapped() -> None:
    keymap = remapped(default_keys(), {"push": "s", "pull": "w"})
    assert keymap.action("s") is Action.PUSH
    assert keymap.action("w") is Action.PULL


def test_a_key_for_two_things_is_refused() -> None:
    with pytest.raises(ProctorError, match=r"'w'.*push.*pull"):
        remapped(default_keys(), {"pull": "w"})


def test_an_unknown_action_names_the_nearest() -> None:
    with pytest.raises(ProctorError, match="Did you mean 'irrigate'"):
        remapped(default_keys(), {"irigate": "b"})
    with pytest.raises(ProctorError, match="Use one of"):
        remapped(default_keys(), {"xyzzy": "b"})


def test_shown_keys_follow_the_map() -> None:
    shown = shown_keys(remapped(default_keys(), {"grasp": "b"}))
    assert set(shown) == set(CONTROLS)
    assert shown["control.grasp"] == ("b",)
    assert shown["control.depth"] == ("w", "s", "wheel")
