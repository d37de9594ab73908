"""Which panels are there, and what a choice on them does."""

import pytest
from panel_snapshots import procedure, snapshot_at, step_id

from sim.core.comfort import ComfortWish
from sim.core.controllers import Control
from sim.core.events import Event, EventKind
from sim.core.intents import Command, CommandKind, Hand
from sim.core.model import AskTask, DrillTask, Mode
from sim.core.snapshot import Phase
from sim.language import Translator, available_languages
from sim.panels.board import PanelBoard
from sim.panels.choices import BACK, COMFORT, TUTORIAL, Comfort, comfort_menu
from sim.panels.deeds import Deed
from sim.panels.headset_lessons import HEADSET_LESSONS
from sim.panels.shown import Kind

ASKING = snapshot_at(step_id(AskTask), question=procedure().steps[0].task.questions[0])
DRILLING = snapshot_at(step_id(DrillTask))
PAUSED = snapshot_at(step_id(DrillTask), Mode.PRACTISE, phase=Phase.PAUSED)
HEADSET = Kind(HEADSET_LESSONS, "tutorial.skip_in_air", Comfort())


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


@pytest.fixture
def asked():
    """Every command and wish, in order."""
    return []


@pytest.fixture
def board(translator, asked):
    return PanelBoard(procedure(), translator, asked.append, {}, HEADSET, asked.append)


def choose(board, identifier):
    """Choose from the menu what is called so, or asks for so much."""
    for choice in board.menu.choices:
        if identifier in (choice.id, choice.wish, choice.command and choice.command.kind):
            board.choose(choice)
            return
    raise AssertionError(f"no {identifier} in {board.menu}")


def test_a_question_takes_the_place_of_the_gauges_and_asks_for_a_choice(board):
    board.update(DRILLING, ())
    assert board.shown.gauges is not None
    assert not board.wants_pointer
    board.update(ASKING, ())
    assert board.shown.gauges is None
    assert board.wants_pointer


def test_a_pause_covers_the_question(board):
    board.update(snapshot_at(step_id(AskTask), phase=Phase.PAUSED, question=ASKING.step.question), ())
    assert board.shown.question is None
    assert board.menu is not None


def test_only_a_headset_has_comfort_to_set(translator, board):
    desk = PanelBoard(procedure(), translator)
    for each in (desk, board):
        each.update(PAUSED, ())
    assert COMFORT not in [choice.id for choice in desk.menu.choices]
    assert COMFORT in [choice.id for choice in board.menu.choices]


def test_comfort_stays_open_for_one_wish_after_the_other_until_it_is_left(board, asked):
    board.update(PAUSED, ())
    choose(board, COMFORT)
    choose(board, ComfortWish.TABLE_UP)
    choose(board, ComfortWish.TABLE_UP)
    choose(board, ComfortWish.SEATED)
    choose(board, ComfortWish.STANDING)
    assert asked == [ComfortWish.TABLE_UP, ComfortWish.TABLE_UP, ComfortWish.SEATED, ComfortWish.STANDING]
    choose(board, BACK)
    choose(board, CommandKind.RESUME)
    assert asked[-1] == Command(CommandKind.RESUME)


def test_vibration_goes_from_full_to_soft_to_off_and_round(board, asked):
    board.update(PAUSED, ())
    choose(board, COMFORT)
    wishes = (ComfortWish.VIBRATION_SOFT, ComfortWish.VIBRATION_OFF, ComfortWish.VIBRATION_FULL)
    for wish in wishes:
        choose(board, wish)
    assert tuple(asked) == wishes


def test_a_pause_begins_with_the_pause_menu_again(board):
    board.update(PAUSED, ())
    choose(board, COMFORT)
    board.update(DRILLING, ())
    board.update(PAUSED, ())
    assert CommandKind.RESUME in [choice.command and choice.command.kind for choice in board.menu.choices]


@pytest.mark.parametrize("hand", Hand)
@pytest.mark.parametrize("seated", [False, True])
def test_the_menu_of_comfort_has_words_and_says_which_hand_leads(translator, hand, seated):
    menu = comfort_menu(Comfort(hand, seated), translator)
    assert menu.text == translator.text(f"comfort.leads_{hand.value}")
    assert all("." not in choice.title for choice in menu.choices)
    assert [choice.key for choice in menu.choices] == [str(number + 1) for number in range(len(menu.choices))]


def test_what_the_hands_have_no_button_for_is_offered_but_no_help_in_an_assessment(board, translator):
    board.offered = frozenset({Control.MENU, Control.HELP, Control.TURN})
    board.update(snapshot_at(step_id(DrillTask), Mode.PRACTISE), ())
    assert [choice.command.kind for choice in board.shown.tools] == [CommandKind.HINT, CommandKind.PAUSE]
    assert all(choice.title for choice in board.shown.tools)
    board.update(snapshot_at(step_id(DrillTask), Mode.ASSESS), ())
    assert [choice.command.kind for choice in board.shown.tools] == [CommandKind.PAUSE]
    board.update(PAUSED, ())
    assert board.shown.tools == ()


def test_the_tutorial_of_a_headset_begins_from_its_pause_and_hears_of_deeds(board, asked):
    board.update(PAUSED, ())
    choose(board, TUTORIAL)
    assert asked == [Command(CommandKind.RESUME)]
    board.update(DRILLING, ())
    assert board.tutorial.lesson.id == "look"
    board.did(Deed.LOOKED_ASIDE)
    board.did(Deed.LOOKED_AT_WOUND)
    board.update(DRILLING, ())
    assert board.tutorial.lesson.id == "reach"
    board.update(DRILLING, [Event(1, EventKind.GRASPED, "drill_25", Hand.LEFT)])
    assert board.tutorial.lesson.id == "hand_over"


def test_deeds_of_before_the_tutorial_do_not_count(board):
    board.did(Deed.LOOKED_ASIDE)
    board.did(Deed.LOOKED_AT_WOUND)
    board.teach()
    board.update(DRILLING, ())
    assert board.tutorial.lesson.id == "look"


def test_the_way_out_of_the_tutorial_names_no_key_in_a_headset(board, translator):
    board.teach()
    board.update(DRILLING, ())
    assert "Enter" not in board.shown.lesson.skip
    board.skip_tutorial()
    board.update(DRILLING, ())
    assert board.tutorial is None
    assert board.shown.step is not None


def test_a_mode_that_was_chosen_closes_the_menu(board):
    chosen = []
    board.choose_mode(chosen.append)
    assert board.wants_pointer
    choose(board, Mode.ASSESS.value)
    assert chosen == [Mode.ASSESS]
    assert board.menu is None
