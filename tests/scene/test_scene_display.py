from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from panda3d.core import NodePath, Point2, Point3
from scene_pictures import picture_of
from scene_snapshots import drilling, resting

from sim.core.events import Event, EventKind
from sim.core.intents import Hand
from sim.core.model import Mode, Scenario
from sim.core.snapshot import Ghost, ScrewState
from sim.language import Translator
from sim.scenario.library import load_scenario
from sim.scene.quality import Quality
from sim.scene.view import VIEW_NAMES, SceneDisplay
from sim.scene.window import Window
from sim.tissue.anatomy import build_bone

pytestmark = pytest.mark.render


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("plate_osteosynthesis")


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def display(
    scenario: Scenario, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SceneDisplay, Window]]:
    patient = scenario.patient
    bone = build_bone(patient.bone, patient.quality, patient.fracture)
    window = Window((320, 200), offscreen=True, quality=Quality.LOW)
    cache = tmp_path_factory.getbasetemp().parent / "proctor-shapes"
    shown = SceneDisplay(window, scenario, bone, Translator("en"), clock=clock, cache_folder=cache)
    yield shown, window
    shown.close()


def _node(window: Window, name: str) -> NodePath:
    return window.render.find(f"**/{name}")


def test_instruments_lie_where_the_snapshot_says(display: tuple[SceneDisplay, Window], scenario: Scenario) -> None:
    shown, window = display
    shown.show(resting(scenario), ())
    for spec in scenario.instruments:
        node = _node(window, f"instruments/{spec.id}")
        assert tuple(node.get_pos(window.render)) == pytest.approx(spec.rest.position, abs=1e-6)


def test_moving_parts_follow_their_states(display: tuple[SceneDisplay, Window], scenario: Scenario) -> None:
    shown, window = display
    snapshot = resting(scenario)
    moved = {
        "drill_35": {"turn_rad": 1.0},
        "depth_gauge": {"reading_m": 0.03},
        "reduction_clamp": {"jaw_m": 0.02},
    }
    states = tuple(replace(state, **moved.get(state.id, {})) for state in snapshot.instruments)
    shown.follow(replace(snapshot, instruments=states), ())
    assert _node(window, "drill_35/body/rotor").get_h() == pytest.approx(-57.3 + 360.0, abs=0.1)
    assert _node(window, "depth_gauge/body/sliding_sleeve").get_z() == pytest.approx(0.03)
    opened = _node(window, "reduction_clamp/body/jaw_moving").get_r()
    assert opened == pytest.approx(-_node(window, "reduction_clamp/body/jaw_fixed").get_r())
    assert opened < -5.0


def test_a_held_drill_wears_a_glove_throws_chips_and_the_glove_has_a_ghost_when_pushed(
    display: tuple[SceneDisplay, Window], scenario: Scenario
) -> None:
    shown, window = display
    shown.follow(resting(scenario), ())
    before = shown.theatre.debris.chips.alive
    for frame in range(1, 40):
        shown.follow(drilling(scenario, frame, push_m=0.02), ())
    assert shown.theatre.debris.chips.alive > before
    gloves = [node for node in _node(window, "hands").get_children() if not node.is_hidden()]
    right = drilling(scenario, 1, push_m=0.02).hand(Hand.RIGHT)
    places = [tuple(node.get_pos()) for node in gloves]
    assert any(place == pytest.approx(right.pose.position, abs=1e-6) for place in places)
    assert any(place == pytest.approx(right.target.position, abs=1e-6) for place in places)


def test_ghosts_and_the_planned_axis_show_the_way_in_learn_mode_only(
    display: tuple[SceneDisplay, Window], scenario: Scenario
) -> None:
    shown, window = display
    snapshot = resting(scenario, mode=Mode.LEARN)
    goal = snapshot.targets[0].entry
    step = replace(snapshot.step, ghosts=(Ghost("drill_35", goal),))
    shown.follow(replace(snapshot, step=step), ())
    ghost = _node(window, "guides/drill_35")
    assert not ghost.is_hidden()
    assert tuple(ghost.get_pos()) == pytest.approx(goal.position, abs=1e-6)
    assert not _node(window, "guides/ring").is_hidden()
    assert not _node(window, "drill_35/body/still/still/rim").is_hidden()
    shown.follow(resting(scenario, mode=Mode.ASSESS), ())
    assert ghost.is_hidden()
    assert _node(window, "guides/ring").is_hidden()
    assert _node(window, "drill_35/body/still/still/rim").is_hidden()


def test_a_screw_on_the_driver_leaves_its_slot_empty(display: tuple[SceneDisplay, Window], scenario: Scenario) -> None:
    shown, window = display
    family = scenario.screws[0]
    snapshot = resting(scenario)
    pose = snapshot.targets[0].entry
    screw = ScrewState("screw-1", family.id, family.lengths_m[3], pose, "driver_25", False, False)
    shown.follow(snapshot, ())
    full = _visible(window, "screws")
    shown.follow(replace(snapshot, screws=(screw,)), ())
    assert _visible(window, "screws") == full
    shown.follow(replace(snapshot, screws=(replace(screw, driver=None, seated=True),)), ())
    assert _visible(window, "screws") == full + 1
    shown.follow(snapshot, ())
    assert _visible(window, "screws") == full


def _visible(window: Window, name: str) -> int:
    return sum(1 for node in _node(window, name).get_children() if not node.is_hidden())


def test_a_view_that_was_taken_moves_the_camera(
    display: tuple[SceneDisplay, Window], scenario: Scenario, clock: Clock
) -> None:
    shown, _ = display
    shown.go_to_view("surgeon", at_once=True)
    start = shown.world_from_camera.position
    taken = Event(1, EventKind.VIEW_TAKEN, "assistant")
    shown.follow(resting(scenario), (taken,))
    assert shown.view == "assistant"
    for _ in range(20):
        clock.now += 0.05
        shown.follow(resting(scenario), ())
    assert shown.world_from_camera.position[1] > start[1] + 0.5
    assert shown.next_view() in VIEW_NAMES


def test_every_view_shows_a_picture_with_the_wound_or_the_tray(
    display: tuple[SceneDisplay, Window], scenario: Scenario
) -> None:
    shown, window = display
    for name in VIEW_NAMES:
        shown.go_to_view(name, at_once=True)
        shown.show(resting(scenario), ())
        assert picture_of(window).std() > 15.0


def test_bone_can_be_seen_from_the_surgeons_place(display: tuple[SceneDisplay, Window], scenario: Scenario) -> None:
    shown, window = display
    shown.go_to_view("surgeon", at_once=True)
    shown.show(resting(scenario), ())
    seen = Point2()
    point = Point3(-0.04, 0.0, 1.011)
    assert window.camera.node().get_lens().project(window.camera.get_relative_point(window.render, point), seen)
    row, column = int((1.0 - seen.y) * 100), int((seen.x + 1.0) * 160)
    red, green, blue = picture_of(window)[row - 1 : row + 2, column - 1 : column + 2].reshape(-1, 3).mean(axis=0)
    assert red > 120
    assert red > green > blue
    assert np.ptp((red, green, blue)) < 110
