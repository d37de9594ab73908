"""The table of a headset's controls says what the controllers' table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.button_names import shown_buttons
from sim.core.controllers import BARE_HAND
from sim.core.intents import Hand
from sim.language import Translator
from sim.panels.controls import key_labels

DOCUMENT = Path(__file__).parents[2] / "docs" / "controls.md"
PROFILES = {
    "Quest, Pico": "oculus/touch_controller",
    "Index": "valve/index_controller",
    "Vive": "htc/vive_controller",
    "Windows MR": "microsoft/motion_controller",
    "any other (generic)": "khr/generic_controller",
    "two buttons (simple)": "khr/simple_controller",
    "bare hands": BARE_HAND.removeprefix("/interaction_profiles/"),
}
ROWS = {
    "pick up or put back": "control.grasp",
    "trigger: drill, clamp, gauge": "control.trigger",
    "turn the handle": "control.turn",
    "turn back": "control.turn_back",
    "irrigate": "control.irrigate",
    "next view": "control.next_view",
    "ask for help": "control.hint",
    "pause": "control.pause",
}


def rows() -> dict[str, list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("| what | Quest"))
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[first], *lines[first + 2 :])]
    return {row[0]: row[1:] for row in cells[: len(ROWS) + 1]}


def cell(profile: str, control: str) -> str:
    """What the right hand is told, and the left one where that is something else."""
    own, other = (
        key_labels(shown_buttons(f"/interaction_profiles/{profile}", hand), Translator("en")).get(control, "panel")
        for hand in (Hand.RIGHT, Hand.LEFT)
    )
    return own if own == other else f"{own}, {other}"


@pytest.mark.parametrize("what", list(ROWS))
def test_the_table_of_a_headsets_controls_is_the_controllers(what: str) -> None:
    table = rows()
    assert table["what"] == list(PROFILES)
    assert table[what] == [cell(profile, ROWS[what]) for profile in PROFILES.values()]
