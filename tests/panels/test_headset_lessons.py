from dataclasses import replace

import pytest
from panel_snapshots import procedure, snapshot_at

from sim.core.button_names import shown_buttons
from sim.core.controllers import BARE_HAND, CONTROLLERS, Control, lacking
from sim.core.events import Event, EventKind
from sim.core.intents import Hand
from sim.core.model import InstrumentKind
from sim.language import Translator, available_languages
from sim.panels.controls import key_labels
from sim.panels.deeds import Deed
from sim.panels.headset_lessons import HEADSET_LESSONS
from sim.panels.tutorial import Tutorial

FIRST = procedure().steps[0].id
IDLE = snapshot_at(FIRST)
DRIVER = next(item.id for item in procedure().instruments if item.kind is InstrumentKind.DRIVER)
DRILL = next(item.id for item in procedure().instruments if item.kind is InstrumentKind.DRILL)


def held_by(hand):
    instruments = tuple(replace(item, held_by=hand) if item.id == DRILL else item for item in IDLE.instruments)
    return replace(IDLE, instruments=instruments)


WHAT_ENDS_A_LESSON = {
    "look": (IDLE, (), (Deed.LOOKED_ASIDE, Deed.LOOKED_AT_WOUND)),
    "reach": (IDLE, (Event(1, EventKind.GRASPED, DRILL, Hand.RIGHT),), ()),
    "squeeze": (IDLE, (Event(1, EventKind.DRILL_STARTED),), ()),
    "lay_back": (IDLE, (Event(1, EventKind.RETURNED, DRILL),), ()),
    "twist": (snapshot_at(FIRST, turned={DRIVER: 2.0}), (), ()),
    "rinse": (snapshot_at(FIRST, irrigating=True), (), ()),
    "poke": (IDLE, (), (Deed.POKED,)),
    "point": (IDLE, (), (Deed.POINTED,)),
    "menu": (IDLE, (Event(1, EventKind.PAUSED),), ()),
}


def alone(identifier):
    """A tutorial of one lesson."""
    return Tutorial(procedure(), [lesson for lesson in HEADSET_LESSONS if lesson.id == identifier])


@pytest.mark.parametrize("identifier", WHAT_ENDS_A_LESSON)
def test_a_lesson_waits_until_it_is_done(identifier):
    tutorial = alone(identifier)
    assert not tutorial.update(IDLE, ())
    assert not tutorial.update(IDLE, [Event(1, EventKind.CONTACT)], [Deed.LOOKED_AT_WOUND])
    assert tutorial.update(*WHAT_ENDS_A_LESSON[identifier])
    assert tutorial.over


def test_looking_only_at_the_wound_is_not_looking_around():
    tutorial = alone("look")
    assert not tutorial.update(IDLE, (), [Deed.LOOKED_AT_WOUND, Deed.LOOKED_ASIDE])
    assert tutorial.update(IDLE, (), [Deed.LOOKED_AT_WOUND])


def test_an_instrument_is_handed_over_when_the_other_hand_grasps_it():
    tutorial = alone("hand_over")
    assert not tutorial.update(held_by(Hand.RIGHT), ())
    assert not tutorial.update(IDLE, [Event(1, EventKind.GRASPED, DRILL, Hand.RIGHT)])
    assert not tutorial.update(IDLE, [Event(2, EventKind.GRASPED, DRIVER, Hand.LEFT)])
    assert tutorial.update(held_by(Hand.LEFT), [Event(3, EventKind.GRASPED, DRILL, Hand.LEFT)])


def test_poking_is_not_pointing():
    assert not alone("poke").update(IDLE, (), [Deed.POINTED])
    assert not alone("point").update(IDLE, (), [Deed.POKED])


def test_every_lesson_is_held_to_its_end_by_a_test():
    assert {lesson.id for lesson in HEADSET_LESSONS} == {*WHAT_ENDS_A_LESSON, "hand_over"}


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("controller", CONTROLLERS, ids=lambda controller: controller.profile.rsplit("/", 1)[-1])
def test_every_lesson_has_words_and_names_the_buttons_of_what_is_in_the_hands(language, controller):
    translator = Translator(language)
    names = key_labels(shown_buttons(controller.profile, Hand.RIGHT), translator)
    tutorial = Tutorial(procedure(), HEADSET_LESSONS)
    while (panel := tutorial.panel(translator, names, "tutorial.skip_in_air")) is not None:
        lesson = tutorial.lesson
        texts = (panel.lesson, panel.text, panel.skip, panel.button)
        assert not [text for text in texts if text.startswith("tutorial.")]
        assert bool(panel.button) == lesson.button
        missing = lesson.id == "menu" and Control.MENU in lacking(controller.profile, controller.profile)
        assert len(panel.controls) == (0 if missing else len(lesson.controls))
        assert not [hint for hint in panel.controls if "." in hint.label or "xr" in hint.key]
        tutorial.next_lesson()


def test_a_bare_hand_s_lessons_name_no_button():
    names = key_labels(shown_buttons(BARE_HAND, Hand.RIGHT), Translator("en"))
    panel = alone("reach").panel(Translator("en"), names)
    assert panel.controls[0].key == "Fist"
