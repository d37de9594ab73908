"""The tables of controls say what the keymap says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core.intents import Hand
from sim.input.keymap import ANSWERS, Action, default_keys

ROOT = Path(__file__).parents[2]
ROWS: tuple[tuple[Action, ...], ...] = (
    (Action.DEPTH,),
    (Action.PUSH, Action.PULL),
    (Action.FEED_FASTER, Action.FEED_SLOWER),
    (Action.ROTATE,),
    (Action.ROLL_LEFT, Action.ROLL_RIGHT),
    (Action.NUDGE_LEFT, Action.NUDGE_RIGHT, Action.NUDGE_UP, Action.NUDGE_DOWN, Action.SHIFT),
    (Action.FINE,),
    (Action.GRASP,),
    (Action.TRIGGER,),
    (Action.TURN, Action.TURN_BACK),
    (Action.IRRIGATE,),
    (Action.OTHER_HAND,),
    (Action.NEXT_VIEW,),
    (Action.HINT,),
    ANSWERS,
    (Action.CONTINUE,),
    (Action.PAUSE,),
    (Action.RESTART_STEP,),
)
ARROWS = "arrow_left arrow_right arrow_up arrow_down"
WORDS = {
    "en": {
        "Space": "space",
        "with Shift": "shift",
        "arrow keys": ARROWS,
        "left button": "mouse1",
        "middle button": "mouse2",
        "right button": "mouse3",
        "`1` to `9`": "1 2 3 4 5 6 7 8 9",
    },
    "zh": {
        "空格": "space",
        "同时按 Shift": "shift",
        "箭头键": ARROWS,
        "左键": "mouse1",
        "中键": "mouse2",
        "右键": "mouse3",
        "`1` 至 `9`": "1 2 3 4 5 6 7 8 9",
    },
}
BUTTONS = {
    "en": {
        "d-pad up, down": "pad_dpad_up pad_dpad_down",
        "d-pad left, right": "pad_dpad_left pad_dpad_right",
        "left shoulder": "pad_lshoulder",
        "right shoulder": "pad_rshoulder",
        "press left stick": "pad_lstick",
        "press right stick": "pad_rstick",
        "left trigger": "pad_left_trigger",
    },
    "zh": {
        "方向键上、下": "pad_dpad_up pad_dpad_down",
        "方向键左、右": "pad_dpad_left pad_dpad_right",
        "左肩键": "pad_lshoulder",
        "右肩键": "pad_rshoulder",
        "按下左摇杆": "pad_lstick",
        "按下右摇杆": "pad_rstick",
        "左扳机": "pad_left_trigger",
    },
}
LETTERS = {letter: f"pad_face_{letter.lower()}" for letter in "ABXY"} | {"Back": "pad_back", "Start": "pad_start"}
NAMES = {"ctrl": "control", "esc": "escape"}


def table(path: Path) -> list[list[str]]:
    """The cells of the table that has a gamepad's column."""
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in path.read_text(encoding="utf-8").splitlines()]
    heads = [number for number, row in enumerate(rows) if row[-1] in ("gamepad", "手柄") and len(row) == 4]
    assert len(heads) == 1
    body = rows[heads[0] + 2 : heads[0] + 2 + len(ROWS)]
    return [[*row, ""] if len(row) == 3 else row for row in body]


def named(text: str, words: dict[str, str]) -> tuple[set[str], str]:
    """Keys that are named in words, and what is left of the text."""
    found: set[str] = set()
    for word, keys in words.items():
        if word in text:
            found |= set(keys.split())
            text = text.replace(word, "")
    return found, text


def keys_in(text: str, language: str) -> set[str]:
    found, rest = named(text, WORDS[language])
    return found | {NAMES.get(key.lower(), key.lower()) for key in re.findall(r"`([^`]+)`", rest)}


def buttons_in(text: str, language: str) -> set[str]:
    found, rest = named(text, BUTTONS[language])
    return found | {button for word, button in LETTERS.items() if re.search(rf"\b{word}\b", rest, re.ASCII)}


@pytest.mark.parametrize(
    ("path", "language"), [("README.md", "en"), ("README.zh.md", "zh"), ("docs/controls.md", "en")]
)
def test_the_table_of_controls_is_the_keymap(path: str, language: str) -> None:
    rows = table(ROOT / path)
    for actions, (what, right, left, pad) in zip(ROWS, rows, strict=True):
        for hand, cell in ((Hand.RIGHT, right), (Hand.LEFT, left)):
            keys = {key for action in actions for key in default_keys(hand).keys[action]}
            told = keys_in(f"{what} {cell}", language)
            assert told == {key for key in keys if not key.startswith("pad_")}, (what, hand)
            assert buttons_in(pad, language) == {key for key in keys if key.startswith("pad_")}, what


def test_every_action_is_in_the_table_and_in_the_list_of_actions() -> None:
    assert {action for actions in ROWS for action in actions} == set(Action)
    text = (ROOT / "docs/controls.md").read_text(encoding="utf-8")
    listed = text[text.index("Actions: ") :]
    assert all(f"`{action}`" in listed for action in Action if action not in ANSWERS[1:-1])
