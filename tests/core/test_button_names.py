from __future__ import annotations

import pytest

from sim.core.button_names import shown_buttons
from sim.core.controllers import BARE_HAND, CONTROLLERS
from sim.core.intents import Hand
from sim.language import Translator
from sim.panels.controls import key_labels

PROFILES = [known.profile for known in CONTROLLERS]
INDEX = "/interaction_profiles/valve/index_controller"
TOUCH = "/interaction_profiles/oculus/touch_controller"
SIMPLE = "/interaction_profiles/khr/simple_controller"
VIVE = "/interaction_profiles/htc/vive_controller"


def labels(profile: str, dominant: Hand = Hand.RIGHT, other: str | None = None, language: str = "en") -> dict[str, str]:
    return key_labels(shown_buttons(profile, dominant, other), Translator(language))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("dominant", list(Hand))
@pytest.mark.parametrize("profile", PROFILES)
def test_every_name_is_in_the_catalogue(profile: str, dominant: Hand, language: str) -> None:
    for label in labels(profile, dominant, language=language).values():
        assert "xr." not in label


@pytest.mark.parametrize("dominant", list(Hand))
@pytest.mark.parametrize("profile", PROFILES)
def test_no_two_controls_share_a_label_that_could_be_meant_for_one(profile: str, dominant: Hand) -> None:
    named = labels(profile, dominant)
    named.pop("control.continue")  # the trigger again: what it points at, rather than what it holds
    assert len(set(named.values())) == len(named)


def test_an_a_is_named_only_where_there_is_one() -> None:
    assert labels(TOUCH)["control.irrigate"] == "A"
    assert labels(TOUCH, Hand.LEFT)["control.irrigate"] == "X"
    assert labels(VIVE)["control.irrigate"] == "Trackpad press"
    assert labels(SIMPLE)["control.irrigate"] == "Other hand: Select button"


def test_a_button_that_both_hands_have_says_which_hand_is_meant() -> None:
    assert labels(INDEX)["control.next_view"] == "B · right"
    assert labels(INDEX, Hand.LEFT)["control.hint"] == "B · left"
    assert labels(TOUCH)["control.next_view"] == "B"
    assert labels(TOUCH)["control.hint"] == "Y"


def test_what_the_dominant_hand_lacks_is_looked_for_on_the_other() -> None:
    assert labels(TOUCH, Hand.RIGHT)["control.pause"] == "Menu button"
    assert "control.pause" not in labels(BARE_HAND)
    assert labels(BARE_HAND, Hand.RIGHT, TOUCH)["control.pause"] == "Menu button"


def test_a_hand_that_put_its_controller_down_is_told_what_bare_hands_do() -> None:
    named = labels(BARE_HAND, Hand.RIGHT, INDEX)
    assert named["control.grasp"] == "Fist"
    assert named["control.turn"] == "Pinch + roll right"
    assert named["control.hint"] == "B"  # no other B to be mistaken for


def test_each_way_of_turning_has_a_name() -> None:
    assert labels(TOUCH)["control.turn"] == "Stick →"
    assert labels(TOUCH)["control.turn_back"] == "Stick ←"
    assert labels(VIVE)["control.turn"] == "Trackpad →"


def test_nothing_is_named_before_it_is_known() -> None:
    assert shown_buttons("", Hand.RIGHT) == {}
    assert shown_buttons("/interaction_profiles/acme/claw", Hand.RIGHT) == {}
