import pytest
from panel_snapshots import procedure, snapshot_at, step_id

from sim.core.model import AskTask, DrillTask, Mode
from sim.core.snapshot import Phase
from sim.language import Translator, available_languages
from sim.panels.step_panel import step_panel


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("step", [step.id for step in procedure().steps])
def test_every_step_has_words_in_every_language_and_mode(step, mode, translator):
    panel = step_panel(snapshot_at(step, mode), procedure(), translator)
    assert panel.title != step
    assert panel.goal
    assert panel.chapter != next(each.chapter for each in procedure().steps if each.id == step)
    assert bool(panel.why) == (mode is not Mode.ASSESS)
    ids = {instrument.id for instrument in procedure().instruments}
    assert not ids & set(panel.instruments)


def test_counts_steps_from_one(translator):
    panel = step_panel(snapshot_at(procedure().steps[4].id), procedure(), translator)
    assert panel.progress == f"5/{len(procedure().steps)}"
    assert panel.progress_share == pytest.approx(4 / len(procedure().steps))


def test_shows_the_hints_that_were_asked_for(translator):
    step = step_id(DrillTask)
    panel = step_panel(snapshot_at(step, hints_shown=1), procedure(), translator)
    assert len(panel.hints) == 1
    assert panel.hints[0]
    assert "1" in panel.hints_left


def test_assess_mode_says_nothing_of_hints(translator):
    assert not step_panel(snapshot_at(step_id(DrillTask), Mode.ASSESS), procedure(), translator).hints_left


@pytest.mark.parametrize(("mode", "timer"), [(Mode.LEARN, ""), (Mode.PRACTISE, "1:05"), (Mode.ASSESS, "1:05")])
def test_learn_mode_has_no_clock(mode, timer, translator):
    assert step_panel(snapshot_at(step_id(DrillTask), mode, time_s=65.4), procedure(), translator).timer == timer


def test_a_finished_procedure_has_no_goal(translator):
    panel = step_panel(snapshot_at(procedure().steps[-1].id, phase=Phase.FINISHED), procedure(), translator)
    assert panel.title == translator.text("hud.finished")
    assert not panel.goal
    assert panel.progress_share == 1.0


def test_options_are_numbered_and_answer_with_their_id(translator):
    question = next(step.task for step in procedure().steps if isinstance(step.task, AskTask)).questions[0]
    panel = step_panel(snapshot_at(step_id(AskTask), question=question), procedure(), translator).question
    assert [choice.key for choice in panel.choices] == ["1", "2", "3"]
    assert [choice.command.argument for choice in panel.choices] == [option.id for option in question.options]
    assert panel.pressed("2") == panel.choices[1]
    assert panel.pressed("4") is None
    assert all(choice.title != option.id for choice, option in zip(panel.choices, question.options, strict=True))


def test_a_question_waits_for_its_views(translator):
    question = next(step.task for step in procedure().steps if isinstance(step.task, AskTask)).questions[0]
    snapshot = snapshot_at(step_id(AskTask), question=question, views_wanted=("bone_side",))
    panel = step_panel(snapshot, procedure(), translator).question
    assert not panel.enabled
    assert panel.pressed("1") is None
    assert translator.text("view.bone_side") in panel.note
