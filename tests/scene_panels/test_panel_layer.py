from dataclasses import replace

import pytest
from drawn_text import Box, cards, collisions, texts
from panda3d.core import PNMImage

from sim.core.events import Event, EventKind
from sim.core.intents import Command, CommandKind, Hand
from sim.core.model import Mode
from sim.core.pose import Pose
from sim.core.scorecard import MetricResult, ScoreCard
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView
from sim.input.keymap import default_keys, shown_keys
from sim.language import Translator, available_languages
from sim.panels.controls import key_labels
from sim.scenario.library import load_scenario
from sim.scene.panels import PanelLayer
from sim.scoring.registry import REGISTRY

pytestmark = pytest.mark.render

SCENARIO = load_scenario("plate_osteosynthesis")
STEPS = [step.id for step in SCENARIO.steps]
WINDOW = Box(0.0, 0.0, 1280.0, 800.0)
BUSY = Gauges(
    force_n=1046.0,
    depth_m=0.0287,
    angle_error_rad=0.3,
    offset_m=0.0122,
    past_far_cortex_m=0.0123,
    torque_nm=12.34,
    torque_share=1.04,
    temperature_c=48.0,
)


def snapshot_at(step: str, mode: Mode = Mode.PRACTISE, phase: Phase = Phase.RUNNING, **view) -> Snapshot:
    index = STEPS.index(step)
    spec = SCENARIO.steps[index]
    fields = {"ghosts": (), "hints_shown": spec.hint_count, "question": None, "views_wanted": (), "target": None} | view
    shown = StepView(
        spec.id, index, len(STEPS), spec.chapter, 83.0, spec.instruments, hint_count=spec.hint_count, **fields
    )
    hands = tuple(HandState(hand, Pose(), Pose(), None, None) for hand in Hand)
    hands = (hands[0], replace(hands[1], holding="drill_25"))
    instruments = tuple(
        InstrumentState(item.id, item.rest, None, 0.0, 0.0, True, reading_m=0.034) for item in SCENARIO.instruments
    )
    poses = (Pose(), Pose((0.003, 0.0, 0.0)))
    return Snapshot(900, 10.0, mode, phase, shown, hands, instruments, (), poses, (), BUSY, True, 0, 0, 0)


def score_card() -> ScoreCard:
    metrics = [
        MetricResult(
            id=use.metric,
            step=step.id if step else None,
            value=use.worst,
            unit=REGISTRY[use.metric].unit,
            points=0.3 * use.max_points,
            max_points=use.max_points,
            label=use.source.label,
            source=f"{use.source.reference} · {REGISTRY[use.metric].source}",
            formula=REGISTRY[use.metric].formula,
            best=use.best,
            worst=use.worst,
            failed=False,
        )
        for step in (*SCENARIO.steps, None)
        for use in (step.metrics if step else SCENARIO.metrics)
    ]
    worst = tuple(f"{metric.step}/{metric.id}" for metric in metrics if metric.step)[:5]
    source = SCENARIO.pass_mark.source.reference
    return ScoreCard(SCENARIO.name, "assess", 30.0, False, 70.0, source, True, 1123.0, tuple(metrics), worst)


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


@pytest.fixture
def commands():
    return []


@pytest.fixture
def layer(window, translator, commands):
    keys = key_labels(shown_keys(default_keys()), translator)
    made = PanelLayer(window, SCENARIO, translator, commands.append, keys)
    yield made
    made.close()


def canvas(window):
    return window.render2d.find("**/canvas")


def assert_tidy(window):
    for card, on_it in cards(canvas(window)):
        assert on_it
        assert [box.text for box in on_it if not card.holds(box)] == []
        assert collisions(on_it) == []
    assert [box.text for box in texts(canvas(window)) if not WINDOW.holds(box)] == []


@pytest.mark.parametrize("step", STEPS[:12])
def test_no_text_leaves_its_card_or_meets_another(step, layer, window):
    layer.hear(["caption.drill_loaded", "caption.break_through"])
    layer.update(snapshot_at(step), (Event(899, EventKind.WRONG_INSTRUMENT, "drill_35"), Event(899, EventKind.SKIVED)))
    assert len(cards(canvas(window))) >= 1
    assert_tidy(window)


@pytest.mark.parametrize("step", [STEPS[0], STEPS[-1]])
def test_every_question_fits(step, layer, window):
    for question in SCENARIO.steps[STEPS.index(step)].task.questions:
        layer.update(snapshot_at(step, question=question, views_wanted=("bone_side", "bone_end")), ())
        assert_tidy(window)


def test_every_lesson_fits(layer, window):
    layer.teach()
    while layer.tutorial is not None:
        layer.update(snapshot_at(STEPS[0]), ())
        assert_tidy(window)
        if layer.tutorial is not None:
            layer.tutorial.next_lesson()
        layer.update(snapshot_at(STEPS[0]), ())


def test_the_menus_fit(layer, window):
    layer.update(snapshot_at(STEPS[2], phase=Phase.PAUSED), ())
    assert_tidy(window)
    layer.choose_mode(lambda mode: None)
    assert_tidy(window)


def test_the_debrief_fits_and_shows_every_metric(layer, window):
    card = score_card()
    layer.show_debrief(card)
    root = canvas(window)
    table = layer._head_up.debrief.table
    rows = texts(root, table.scroll.content)
    beside = [box for box in texts(root) if box not in rows]
    assert collisions(rows) == []
    assert collisions(beside) == []
    assert [box.text for box in beside if not WINDOW.holds(box)] == []
    assert [box.text for box in rows if not (box.left >= 380.0 and box.right <= 1240.0)] == []
    assert len(rows) >= 6 * len(card.metrics)


def test_the_debrief_scrolls_to_its_end_and_no_farther(layer, window):
    layer.show_debrief(score_card())
    scroll = layer._head_up.debrief.table.scroll
    scroll.move(1e6)
    last = max(box.bottom for box in texts(canvas(window), scroll.content))
    assert last <= 760.0
    scroll.move(-1e6)
    assert scroll.offset == 0.0


def test_the_debrief_is_seen(layer, window, tmp_path):
    layer.show_debrief(score_card())
    window.draw()
    window.draw()
    image = PNMImage(str(window.screenshot(tmp_path / "debrief.png")))
    colours = {
        tuple(round(c, 1) for c in image.get_xel(x, y))
        for x in range(0, image.get_x_size(), 3)
        for y in range(0, image.get_y_size(), 3)
    }
    assert len(colours) > 20


def test_answers_and_menu_choices_become_commands(layer, commands):
    question = SCENARIO.steps[0].task.questions[0]
    layer.update(snapshot_at(STEPS[0], question=question), ())
    assert layer.press("2")
    assert not layer.press("9")
    layer.update(snapshot_at(STEPS[0], phase=Phase.PAUSED, question=question), ())
    assert layer.press("1")
    assert commands == [Command(CommandKind.ANSWER, question.options[1].id), Command(CommandKind.RESUME)]


def test_a_question_that_waits_for_views_takes_no_answer(layer, commands):
    question = SCENARIO.steps[0].task.questions[0]
    layer.update(snapshot_at(STEPS[0], question=question, views_wanted=("bone_end",)), ())
    assert not layer.press("1")
    assert commands == []


def test_the_mode_is_chosen_once(layer):
    chosen = []
    layer.choose_mode(chosen.append)
    assert layer.press("3")
    assert not layer.press("3")
    assert chosen == [Mode.ASSESS]


def test_a_panel_that_did_not_change_is_not_drawn_again(layer, window):
    layer.update(snapshot_at(STEPS[4]), ())
    before = [path.node() for path in canvas(window).find_all_matches("**/+TextNode")]
    layer.update(replace(snapshot_at(STEPS[4]), frame=901), ())
    assert [path.node() for path in canvas(window).find_all_matches("**/+TextNode")] == before


def test_the_monitor_shows_the_step(layer, window):
    layer.update(snapshot_at(STEPS[4]), ())
    window.draw()
    window.draw()
    window.base.graphics_engine.extract_texture_data(layer.monitor_texture, window.output.get_gsg())
    image = PNMImage()
    assert layer.monitor_texture.store(image)
    bright = sum(image.get_bright(x, y) > 0.5 for x in range(0, 1000, 4) for y in range(0, 620, 4))
    assert bright > 200


def test_nothing_is_left_behind(window, translator):
    before = window.render2d.find_all_matches("**").get_num_paths()
    made = PanelLayer(window, SCENARIO, translator)
    made.update(snapshot_at(STEPS[4]), ())
    made.show_debrief(score_card())
    made.close()
    assert window.render2d.find_all_matches("**").get_num_paths() == before


def test_enter_leaves_the_debrief(layer, commands):
    assert not layer.press("enter")
    layer.show_debrief(score_card())
    assert layer.press("enter")
    assert commands == [Command(CommandKind.CONTINUE)]
