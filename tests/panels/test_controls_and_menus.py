import pytest
from panel_snapshots import procedure, snapshot_at, step_id

from sim.core.intents import CommandKind
from sim.core.model import DrillTask, InstrumentKind, Mode
from sim.core.snapshot import Phase
from sim.input.keymap import default_keys, shown_keys
from sim.language import Translator, available_languages
from sim.panels.choices import mode_menu, pause_menu
from sim.panels.controls import control_hints, key_labels, useful_controls


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


@pytest.mark.parametrize("item", procedure().instruments, ids=lambda item: item.id)
def test_what_an_instrument_can_do_has_words_and_keys(item, translator):
    snapshot = snapshot_at(step_id(DrillTask), holding=item.id)
    useful = useful_controls(snapshot, procedure())
    hints = control_hints(useful, translator, key_labels(shown_keys(default_keys()), translator))
    assert len(hints) == len(useful)
    assert all("." not in hint.label for hint in hints)
    assert all("pad_" not in hint.key for hint in hints)


def test_a_drill_in_the_hand_is_run_and_rinsed():
    drill = next(item.id for item in procedure().instruments if item.kind is InstrumentKind.DRILL)
    useful = useful_controls(snapshot_at(step_id(DrillTask), holding=drill), procedure())
    assert useful["control.trigger"] == "use.drill"
    assert "control.irrigate" in useful
    assert useful["control.grasp"] == "use.put_back"


def test_help_is_not_offered_in_assess_mode():
    assert "control.hint" not in useful_controls(snapshot_at(step_id(DrillTask), Mode.ASSESS), procedure())
    assert "control.hint" in useful_controls(snapshot_at(step_id(DrillTask), Mode.PRACTISE), procedure())


def test_a_pause_offers_only_to_go_on():
    paused = snapshot_at(step_id(DrillTask), phase=Phase.PAUSED)
    assert useful_controls(paused, procedure()) == {"control.pause": "menu.resume"}


def test_the_pause_menu_asks_for_what_it_says(translator):
    learning, assessed = ([*map(meaning, pause_menu(mode, translator).choices)] for mode in (Mode.LEARN, Mode.ASSESS))
    assert learning == [CommandKind.RESUME, CommandKind.RESTART_STEP, "tutorial", CommandKind.GIVE_UP]
    assert assessed == [CommandKind.RESUME, CommandKind.GIVE_UP]


@pytest.mark.parametrize("mode", Mode)
def test_the_keys_of_the_pause_menu_count_up(translator, mode):
    keys = [choice.key for choice in pause_menu(mode, translator).choices]
    assert keys == [str(number) for number in range(1, len(keys) + 1)]


def meaning(choice):
    return choice.command.kind if choice.command else choice.id


def test_the_mode_menu_offers_every_mode(translator):
    menu = mode_menu("x", translator)
    assert [choice.id for choice in menu.choices] == [mode.value for mode in Mode]
    assert all(not choice.title.startswith("mode.") and choice.about for choice in menu.choices)
