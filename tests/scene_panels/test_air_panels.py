"""Panels in the air: they fit, they can be read, and what points at them chooses."""

from dataclasses import replace

import numpy as np
import pytest
from air_hands import aim, choose_by_poke, choose_by_ray, finger, middle, target
from drawn_text import Box, cards, collisions, texts
from test_panel_layer import SCENARIO, STEPS, score_card, snapshot_at

from sim.core.button_names import shown_buttons
from sim.core.comfort import ComfortWish
from sim.core.controllers import CONTROLLERS, Control
from sim.core.events import Event, EventKind
from sim.core.headset import Eye, Fov
from sim.core.intents import Command, CommandKind, Hand
from sim.core.model import Mode
from sim.core.pose import Pose, quat_from_axis_angle
from sim.core.snapshot import Gauges, Phase
from sim.language import Translator, available_languages
from sim.panels.air import DIALOG, GAUGES, SHEETS
from sim.panels.controls import key_labels
from sim.panels.readable import SMALLEST_BODY_DMM, SMALLEST_POKE_M, SMALLEST_TARGET_DMM, SMALLEST_TYPE_DMM, dmm
from sim.panels.tutorial import Tutorial
from sim.scene.eyes import BACKGROUND, Eyes
from sim.scene.panels.air_panels import AirPanels
from sim.scene.panels.theme import BODY, GLASS_IN_AIR
from sim.scene.pipeline import Pipeline

pytestmark = pytest.mark.render

HEAD = Pose((0.0, -0.65, 1.60), quat_from_axis_angle((1.0, 0.0, 0.0), -0.5))
QUESTION = SCENARIO.steps[0].task.questions[0]
ASKING = snapshot_at(STEPS[0], question=QUESTION)
DRILLING = snapshot_at(STEPS[4])
PAUSED = snapshot_at(STEPS[2], phase=Phase.PAUSED)


def names_of(controller, translator):
    return key_labels(shown_buttons(controller.profile, Hand.RIGHT), translator)


@pytest.fixture(scope="module")
def lit(window):
    Pipeline(window)
    return window


@pytest.fixture(params=available_languages())
def translator(request):
    return Translator(request.param)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def panels(lit, translator, asked):
    names = names_of(CONTROLLERS[1], translator)
    made = AirPanels(lit, SCENARIO, translator, asked.append, asked.append, names)
    made.look_from(HEAD)
    yield made
    made.close()


def surfaces(panels):
    return panels._sheets.surfaces


def assert_tidy_and_readable(panels):
    for surface in surfaces(panels).values():
        if not surface.visible:
            continue
        root, sheet = surface.canvas.root, surface.sheet
        assert surface.height <= sheet.height
        whole = Box(0.0, 0.0, sheet.width, surface.height)
        for card, on_it in cards(root):
            assert whole.holds(card), sheet.name
            assert [box.text for box in on_it if not card.holds(box)] == []
            assert collisions(on_it) == []
        assert [box.text for box in texts(root) if not whole.holds(box)] == []
        assert collisions(texts(root)) == []
        assert_type_is_large_enough(surface)
    assert_targets_are_large_enough(panels)


def assert_type_is_large_enough(surface):
    ems = [path.get_scale(surface.canvas.root).x for path in surface.canvas.root.find_all_matches("**/+TextNode")]
    assert ems
    sheet = surface.sheet
    assert min(dmm(em * sheet.pixel_m, sheet.distance_m) for em in ems) >= SMALLEST_TYPE_DMM


def assert_targets_are_large_enough(panels):
    sheets = {sheet.name: sheet for sheet in SHEETS}
    for each in panels.targets:
        for area in each.areas:
            smallest = min(area.right - area.left, area.bottom - area.top)
            assert smallest >= SMALLEST_POKE_M
            assert dmm(smallest, sheets[each.panel].distance_m) >= SMALLEST_TARGET_DMM


def picture(window, panels, name):
    """(height, width, 4) bytes of a sheet, row 0 at the top."""
    window.draw()
    texture = surfaces(panels)[name].picture.texture
    window.base.graphics_engine.extract_texture_data(texture, window.output.get_gsg())
    pixels = np.frombuffer(bytes(texture.get_ram_image_as("RGBA")), np.uint8)
    return pixels.reshape(texture.get_y_size(), texture.get_x_size(), 4)[::-1].astype(int)


class TestDrawing:
    @pytest.mark.parametrize("step", STEPS[:12])
    def test_every_step_fits(self, step, panels):
        events = (Event(899, EventKind.WRONG_INSTRUMENT, "drill_35"), Event(899, EventKind.SKIVED))
        panels.update(snapshot_at(step, Mode.LEARN), events)
        panels.hear(["caption.drill_loaded", "caption.break_through", "caption.contact"])
        panels.update(snapshot_at(step, Mode.LEARN), ())
        assert {name for name, each in surfaces(panels).items() if each.visible} >= {"step", "notes", "gauges"}
        assert_tidy_and_readable(panels)

    @pytest.mark.parametrize("step", [STEPS[0], STEPS[-1]])
    def test_every_question_fits(self, step, panels):
        panels.offer(Control)
        for question in SCENARIO.steps[STEPS.index(step)].task.questions:
            for views in ((), ("bone_side", "bone_end")):
                panels.update(snapshot_at(step, question=question, views_wanted=views), ())
                assert_tidy_and_readable(panels)

    @pytest.mark.parametrize("controller", CONTROLLERS, ids=lambda controller: controller.profile.rsplit("/", 1)[-1])
    def test_every_lesson_fits_whatever_is_in_the_hands(self, controller, panels, translator):
        panels.set_key_names(names_of(controller, translator))
        panels.teach()
        calm = replace(ASKING, irrigating=False)
        panels.update(calm, ())
        while panels.tutorial is not None:
            assert target(panels, "dialog").areas
            assert_tidy_and_readable(panels)
            panels.tutorial.next_lesson()
            panels.update(calm, ())

    def test_the_menus_fit(self, panels):
        panels.update(PAUSED, ())
        assert_tidy_and_readable(panels)
        comfort = next(n for n, choice in enumerate(panels.board.menu.choices) if choice.id == "comfort")
        choose_by_ray(panels, "dialog", comfort)
        assert_tidy_and_readable(panels)
        panels.choose_mode(lambda mode: None)
        assert_tidy_and_readable(panels)

    def test_the_debrief_fits_and_tells_every_metric(self, panels):
        card = score_card()
        panels.show_debrief(card)
        surface = surfaces(panels)["debrief"]
        rows = panels._sheets._debrief._list.scroll.content
        listed = texts(surface.canvas.root, rows)
        beside = [box for box in texts(surface.canvas.root) if box not in listed]
        assert collisions(listed) == []
        assert collisions(beside) == []
        whole = Box(0.0, 0.0, surface.sheet.width, surface.sheet.height)
        assert [box.text for box in beside if not whole.holds(box)] == []
        assert [box.text for box in listed if not (box.left > 200.0 and box.right < 642.0)] == []
        assert len(listed) >= 5 * len(card.metrics)
        assert_type_is_large_enough(surface)
        assert_targets_are_large_enough(panels)
        assert [name for name, each in surfaces(panels).items() if each.visible] == ["debrief"]

    def test_sentences_are_set_in_body_type(self):
        assert dmm(BODY.size * DIALOG.pixel_m, DIALOG.distance_m) >= SMALLEST_BODY_DMM

    def test_a_picture_is_clear_round_its_card_and_holds_colour_times_opacity(self, lit, panels):
        panels.update(DRILLING, ())
        pixels = picture(lit, panels, "step")
        assert (pixels[..., :3] <= pixels[..., 3:] + 1).all()
        assert pixels[0, 0, 3] == 0
        assert (pixels[-60, 60:-60, 3] == 255).all()
        assert pixels[..., 0].max() > 200

    def test_the_monitor_shows_the_step_too(self, lit, panels):
        panels.update(DRILLING, ())
        lit.draw()
        lit.base.graphics_engine.extract_texture_data(panels.monitor_texture, lit.output.get_gsg())
        assert max(bytes(panels.monitor_texture.get_ram_image_as("RGB"))) > 200


class TestRedrawing:
    def test_what_did_not_change_is_not_drawn_again(self, panels):
        panels.update(DRILLING, ())
        before = [each.picture.revision for each in surfaces(panels).values()]
        panels.point({})
        panels.update(replace(DRILLING, frame=901), ())
        assert [each.picture.revision for each in surfaces(panels).values()] == before

    def test_numbers_are_drawn_again_but_no_oftener_than_they_are_read(self, panels):
        revisions = []
        for number in range(90):
            panels.update(replace(DRILLING, time_s=10.0 + number / 90.0, gauges=Gauges(force_n=float(number))), ())
            revisions.append(surfaces(panels)["gauges"].picture.revision)
        assert 5 <= revisions[-1] - revisions[0] <= 7

    def test_other_buttons_are_named_at_once(self, panels, translator):
        def shown():
            return {box.text for box in texts(surfaces(panels)["gauges"].canvas.root)}

        panels.update(DRILLING, ())
        assert translator.text("key.xr.grip") in shown()
        panels.set_key_names(names_of(CONTROLLERS[-1], translator))
        panels.update(DRILLING, ())
        assert translator.text("key.xr.grip") not in shown()
        assert translator.text("key.xr.fist") in shown()

    def test_nothing_is_left_behind(self, lit, translator):
        engine, everything = lit.base.graphics_engine, lit.render.find_all_matches
        before = engine.get_num_windows(), everything("**").get_num_paths()
        made = AirPanels(lit, SCENARIO, translator)
        made.update(DRILLING, ())
        made.show_debrief(score_card())
        made.close()
        assert (engine.get_num_windows(), everything("**").get_num_paths()) == before


class TestChoosing:
    @pytest.mark.parametrize("choose", [choose_by_ray, choose_by_poke])
    @pytest.mark.parametrize("number", [0, 2])
    def test_an_option_that_is_chosen_becomes_a_command(self, choose, number, panels, asked):
        panels.update(ASKING, ())
        choose(panels, "dialog", number)
        assert asked == [Command(CommandKind.ANSWER, QUESTION.options[number].id)]

    def test_what_is_pointed_at_stands_out_and_nothing_else(self, lit, panels):
        panels.update(ASKING, ())
        plain = picture(lit, panels, "dialog")
        panels.point({Hand.RIGHT: aim(panels, "dialog", 1)})
        changed = np.abs(picture(lit, panels, "dialog") - plain).sum(axis=2).nonzero()
        x, y, width, height = surfaces(panels)["dialog"].canvas.touchables[1].area
        down = DIALOG.height - surfaces(panels)["dialog"].height
        assert (2 * (down + y) - 2 <= changed[0].min()) & (changed[0].max() <= 2 * (down + y + height) + 2)
        assert (2 * x - 2 <= changed[1].min()) & (changed[1].max() <= 2 * (x + width) + 2)
        assert len(changed[0]) > 0.8 * 4 * width * height
        panels.point({})
        assert (picture(lit, panels, "dialog") == plain).all()

    def test_a_menu_that_follows_another_shows_what_is_pointed_at(self, lit, panels):
        panels.update(PAUSED, ())
        comfort = next(n for n, choice in enumerate(panels.board.menu.choices) if choice.id == "comfort")
        hands = [aim(panels, "dialog", comfort, select) for select in (False, True, False)]
        for hand in hands:
            panels.point({Hand.RIGHT: hand})
        shown = picture(lit, panels, "dialog")
        panels.point({})
        assert (picture(lit, panels, "dialog") != shown).any()

    def test_a_question_that_waits_for_views_cannot_be_answered(self, panels):
        panels.update(snapshot_at(STEPS[0], question=QUESTION, views_wanted=("bone_end",)), ())
        assert target(panels, "dialog").areas == ()
        assert not panels.wants_pointer

    def test_a_hand_with_a_drill_answers_and_its_trigger_is_taken(self, panels, asked):
        panels.update(ASKING, ())
        hands = [{Hand.RIGHT: aim(panels, "dialog", 0, select, holding=True)} for select in (False, True)]
        assert [panels.point(each) for each in hands] == [{Hand.RIGHT}, {Hand.RIGHT}]
        assert panels.clicked == {Hand.RIGHT}
        assert len(asked) == 1

    def test_a_card_behind_the_wound_is_only_read(self, panels):
        panels.update(DRILLING, ())
        assert panels.targets == ()

    def test_comfort_is_told_to_the_room(self, panels, asked):
        panels.update(PAUSED, ())
        choose_by_poke(panels, "dialog", 3)
        choose_by_poke(panels, "dialog", 0)
        choose_by_poke(panels, "dialog", 0)
        choose_by_poke(panels, "dialog", 5)
        choose_by_poke(panels, "dialog", 0)
        assert asked == [ComfortWish.TABLE_UP, ComfortWish.TABLE_UP, Command(CommandKind.RESUME)]

    def test_the_mode_is_chosen_once(self, panels):
        chosen = []
        panels.choose_mode(chosen.append)
        choose_by_ray(panels, "dialog", 1)
        assert chosen == [Mode.PRACTISE]
        assert panels.targets == ()

    def test_the_debrief_is_moved_and_left(self, lit, panels, asked):
        panels.show_debrief(score_card())
        first = picture(lit, panels, "debrief")
        choose_by_poke(panels, "debrief", 1)
        assert panels._sheets._debrief.offset > 200.0
        assert (picture(lit, panels, "debrief") != first).any()
        choose_by_poke(panels, "debrief", 2)
        assert panels._sheets._debrief.offset == 0.0
        choose_by_ray(panels, "debrief", 0)
        assert asked == [Command(CommandKind.CONTINUE)]
        panels.close_debrief()
        assert panels.targets == ()

    def test_what_bare_hands_have_no_button_for_is_chosen_on_a_panel(self, panels, asked):
        panels.offer({Control.MENU})
        panels.update(DRILLING, ())
        choose_by_poke(panels, "tools", 0)
        assert asked == [Command(CommandKind.PAUSE)]

    @pytest.mark.parametrize(
        ("lesson", "right", "wrong"), [(7, choose_by_poke, choose_by_ray), (8, choose_by_ray, choose_by_poke)]
    )
    def test_a_lesson_tells_a_poke_from_a_ray(self, lesson, right, wrong, panels):
        tutorial = Tutorial(SCENARIO, panels.board.kind.lessons)
        panels.teach(tutorial)
        for _ in range(lesson):
            tutorial.next_lesson()
        panels.update(DRILLING, ())
        before = tutorial.lesson
        wrong(panels, "dialog", 0)
        panels.update(DRILLING, ())
        assert tutorial.lesson is before
        right(panels, "dialog", 0)
        panels.update(DRILLING, ())
        assert tutorial.lesson is not before


class TestPlaces:
    def test_panels_stay_while_the_head_moves_and_follow_when_they_are_told_to(self, panels):
        panels.update(ASKING, ())
        before = target(panels, "dialog").pose
        moved = Pose((0.06, -0.60, 1.52), HEAD.rotation)
        panels.look_from(moved)
        assert target(panels, "dialog").pose == before
        panels.look_from(moved, at_once=True)
        assert target(panels, "dialog").pose != before

    def test_a_dialog_opens_where_the_person_is_then(self, panels):
        panels.update(DRILLING, ())
        panels.look_from(Pose((0.06, -0.60, 1.52), HEAD.rotation))
        panels.update(ASKING, ())
        assert surfaces(panels)["dialog"].pose == DIALOG.pose((0.06, -0.60, 1.52), (0.0, 0.0, 1.0))
        assert surfaces(panels)["gauges"].pose == GAUGES.pose(HEAD.position, (0.0, 0.0, 1.0))

    def test_a_button_is_met_where_it_is_seen(self, lit, panels):
        panels.update(ASKING, ())
        panel = target(panels, "dialog")
        card = surfaces(panels)["dialog"].card
        for number, area in enumerate(panel.areas):
            node = surfaces(panels)["dialog"].canvas.touchables[number].node
            drawn = node.get_tight_bounds(node.get_top())
            at = card.get_relative_point(lit.render, middle(panel, area))
            x = (at.x / DIALOG.pixel_m) + DIALOG.width / 2.0
            z = (at.z / DIALOG.pixel_m) - DIALOG.height / 2.0
            assert drawn[0].x < x < drawn[1].x
            assert drawn[0].z < z < drawn[1].z

    def test_a_finger_may_choose_with_either_hand(self, panels, asked):
        panels.update(ASKING, ())
        for hand in Hand:
            choose_by_poke(panels, "dialog", 1, hand)
        assert len(asked) == 2


class TestLayers:
    def test_only_what_is_not_touched_is_handed_to_the_headset(self, lit, panels):
        panels.offer({Control.MENU})
        panels.update(DRILLING, ())
        lit.draw()
        assert panels.layers == ()
        panels.use_layers(True)
        layers = {layer.id: layer for layer in panels.layers}
        assert layers.keys() == {"step", "gauges"}
        step = layers["step"]
        assert step.texture > 0
        assert step.pixels[0] / step.pixels[1] == pytest.approx(step.size_m[0] / step.size_m[1])
        panels.update(snapshot_at(STEPS[5]), ())
        assert {layer.id: layer for layer in panels.layers}["step"].revision > step.revision

    def test_a_hand_s_dot_and_ray_are_there_only_while_it_points(self, panels, lit):
        def seen():
            cursors = lit.render.find("**/cursors")
            return [node.get_name() for node in cursors.get_children() if not node.is_hidden()]

        panels.update(ASKING, ())
        assert seen() == []
        panels.point({Hand.RIGHT: aim(panels, "dialog", 0)})
        assert sorted(seen()) == ["beam", "dot"]
        panels.point({Hand.LEFT: finger(panels, "dialog", 0, 0.03)})
        assert seen() == ["dot"]
        panels.point({})
        assert seen() == []


def test_eyes_see_what_the_headset_does_not_show_by_itself(lit, panels):
    eyes = Eyes(lit, (64, 64))
    panels.update(DRILLING, ())
    pose = surfaces(panels)["step"].pose
    eye = Eye(Pose(pose.apply((0.0, -0.6, -0.2)), pose.rotation), Fov(-0.02, 0.02, 0.02, -0.02))
    for layered, colour in ((False, GLASS_IN_AIR), (True, BACKGROUND)):
        panels.use_layers(layered)
        eyes.look((eye, eye))
        for _ in range(2):
            lit.draw()
        pixels = np.frombuffer(bytes(eyes.output.get_screenshot().get_ram_image_as("BGR")), np.uint8).reshape(-1, 3)
        assert np.median(pixels, axis=0) / 255.0 == pytest.approx(colour[2::-1], abs=0.01)
    eyes.close()
