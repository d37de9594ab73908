from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from eyes_pictures import FOVS, Picture, eyes_at, pictures_of, seen_at
from numpy.typing import NDArray
from panda3d.core import GeomVertexReader, LQuaternion, NodePath, Point3, Texture
from scene_pictures import picture_of
from scene_snapshots import drilling, resting

from sim.core.headset import Fov
from sim.core.intents import Hand
from sim.core.model import Scenario
from sim.core.pose import Pose, Vec3, add, dot, quat_from_axis_angle, scale, subtract, unit
from sim.core.snapshot import Snapshot
from sim.scenario.library import load_scenario
from sim.scene.arms import elbow
from sim.scene.glove import FADES_FROM_M, FADES_TO_M, Wrist, wrist_of
from sim.scene.glow import EYE_CAMERAS
from sim.scene.hand_skeleton import skeleton
from sim.scene.headset_display import HeadsetDisplay
from sim.scene.mirror import MirrorView, cropped
from sim.scene.panels.flat import picture_card
from sim.scene.quality import Quality
from sim.scene.window import Window
from sim.tissue.anatomy import build_bone

pytestmark = pytest.mark.render

SIZE = (160, 120)
WINDOW = (320, 200)
HEAD = Pose((0.0, -0.62, 1.65), quat_from_axis_angle((1.0, 0.0, 0.0), -math.radians(35.0)))
HANDS: Mapping[Hand, Pose] = {Hand.LEFT: Pose((-0.2, -0.2, 1.15)), Hand.RIGHT: Pose((0.2, -0.2, 1.15))}
PICTURE_S = 1.0 / 90.0
BONE: Vec3 = (-0.05, 0.0, 1.011)


class Person:
    """A headset's side of a display, with a clock that passes when told to."""

    def __init__(self, scenario: Scenario, quality: Quality, cache: Path) -> None:
        self.now_s = 0.0
        self.scenario = scenario
        self.window = Window(WINDOW, offscreen=True, quality=quality)
        bone = build_bone(scenario.patient.bone, scenario.patient.quality, scenario.patient.fracture)
        self.display = HeadsetDisplay(self.window, scenario, bone, SIZE, clock=lambda: self.now_s, cache_folder=cache)
        self.display.mirror.rate_hz = 1000.0

    def see(
        self,
        snapshot: Snapshot,
        head: Pose = HEAD,
        hands: Mapping[Hand, Pose] = HANDS,
        fingers: Mapping[Hand, tuple[Pose, ...]] | None = None,
        pictures: int = 1,
        picture_s: float = PICTURE_S,
    ) -> tuple[Picture, Picture]:
        for _ in range(pictures):
            self.prepare(snapshot, head, hands, fingers, picture_s)
            self.display.draw()
        return pictures_of(self.display.eyes)

    def prepare(
        self,
        snapshot: Snapshot,
        head: Pose = HEAD,
        hands: Mapping[Hand, Pose] = HANDS,
        fingers: Mapping[Hand, tuple[Pose, ...]] | None = None,
        picture_s: float = PICTURE_S,
    ) -> None:
        self.now_s += picture_s
        self.display.follow(snapshot, (), head, hands, fingers or {})
        self.display.look(eyes_at(head))

    def node(self, name: str) -> NodePath:
        return self.window.render.find(f"**/{name}")

    def gloves(self) -> list[NodePath]:
        return [node for node in self.node("hands").get_children() if not node.is_hidden()]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("plate_osteosynthesis")


@pytest.fixture(scope="module")
def person(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    someone = Person(scenario, Quality.LOW, tmp_path_factory.getbasetemp().parent / "proctor-shapes")
    yield someone
    someone.display.close()


@pytest.fixture(autouse=True)
def _calm(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "person" in request.fixturenames:
        display = request.getfixturevalue("person").display
        display.fade.wanted, display.fade.vignette = False, 0.0
        display.mirror.view = MirrorView.LEFT
        display.fade.advance(10.0)


def test_both_eyes_see_the_bone_where_projection_says_and_are_lit_alike(person: Person, scenario: Scenario) -> None:
    away = {hand: Pose((0.0, -3.0, 0.5)) for hand in Hand}
    left, right = person.see(resting(scenario), hands=away, pictures=2)
    for eye, picture in zip(eyes_at(HEAD), (left, right), strict=True):
        column, row = seen_at(eye, BONE, SIZE)
        red, green, blue = picture[int(row), int(column), :3].astype(float)
        assert red > 120.0
        assert red > green > blue
    assert left[..., :3].mean() == pytest.approx(right[..., :3].mean(), rel=0.05)
    assert left[..., :3].std() > 15.0


def test_empty_hands_are_where_the_person_has_them_and_holding_ones_on_the_instrument(
    person: Person, scenario: Scenario
) -> None:
    person.see(resting(scenario))
    assert {tuple(round(x, 5) for x in node.get_pos()) for node in person.gloves()} == {
        pose.position for pose in HANDS.values()
    }
    snapshot = drilling(scenario, 1)
    held = snapshot.hand(Hand.RIGHT).pose
    person.see(snapshot, hands={Hand.RIGHT: held})
    (only,) = person.gloves()
    assert tuple(only.get_pos()) == pytest.approx(held.position, abs=1e-6)


def test_a_hand_that_pushes_ahead_of_its_instrument_has_a_ghost_where_it_is_by_now(
    person: Person, scenario: Scenario
) -> None:
    snapshot = drilling(scenario, 1)
    ahead = snapshot.hand(Hand.RIGHT).pose.moved((0.0, 0.0, -0.05))
    person.see(snapshot, hands={Hand.RIGHT: ahead})
    places = [tuple(node.get_pos()) for node in person.gloves()]
    assert any(place == pytest.approx(ahead.position, abs=1e-6) for place in places)
    assert len(places) == 2


def test_tracked_fingers_take_the_place_of_a_glove_until_the_hand_holds_something(
    person: Person, scenario: Scenario
) -> None:
    joints = tuple(
        Pose(HANDS[Hand.RIGHT].apply((float(x), float(y), float(z)))) for x, y, z in skeleton("right", "open")
    )
    person.see(resting(scenario), fingers={Hand.RIGHT: joints})
    assert not person.node("fingers/right").is_hidden()
    assert len(person.gloves()) == 1
    snapshot = drilling(scenario, 2)
    person.see(snapshot, hands={Hand.RIGHT: snapshot.hand(Hand.RIGHT).pose}, fingers={Hand.RIGHT: joints})
    assert person.node("fingers/right").is_hidden()
    assert len(person.gloves()) == 1


def test_tracked_fingers_are_seen_where_they_are_picture_after_picture(person: Person, scenario: Scenario) -> None:
    for x in (-0.12, 0.02, 0.16):
        palm = Pose((x, -0.25, 1.25))
        joints = tuple(Pose(palm.apply((float(a), float(b), float(c)))) for a, b, c in skeleton("right", "open"))
        for eye, picture in zip(
            eyes_at(HEAD),
            person.see(resting(scenario), hands={Hand.RIGHT: palm}, fingers={Hand.RIGHT: joints}, pictures=2),
            strict=True,
        ):
            column, row = seen_at(eye, joints[11].position, SIZE)
            red, green, blue = picture[int(row), int(column), :3].astype(float)
            assert min(red, green) > 120.0
            assert red > blue


def test_sleeves_fade_before_the_elbow_and_never_at_the_cuff(person: Person, scenario: Scenario) -> None:
    person.see(resting(scenario))
    glove = next(node for node in person.gloves() if node.get_pos()[0] > 0.0)
    wrist = wrist_of("right", "open")
    whole, fading = (_corners(glove.find(path), wrist) for path in ("**/sleeve/gown_green", "**/fading/gown_green"))
    assert all(alpha == 1.0 and along_m <= FADES_FROM_M + 1e-4 for along_m, alpha in whole)
    assert all(alpha == 0.0 for along_m, alpha in fading if along_m > FADES_TO_M)
    assert all(later <= alpha for (_, alpha), (_, later) in pairwise(sorted(fading)))
    assert any(0.2 < alpha < 0.8 for _, alpha in fading)
    assert not glove.find("**/sleeve/gown_cuff").is_empty()


def _corners(path: NodePath, wrist: Wrist) -> list[tuple[float, float]]:
    """Of every triangle's corner: how far along the forearm, and how opaque."""
    geom = path.node().get_geom(0)
    place = GeomVertexReader(geom.get_vertex_data(), "vertex")
    colour = GeomVertexReader(geom.get_vertex_data(), "color")
    found = []
    for row in sorted({geom.get_primitive(0).get_vertex(i) for i in range(geom.get_primitive(0).get_num_vertices())}):
        place.set_row(row)
        colour.set_row(row)
        found.append((dot(subtract(tuple(place.get_data3()), wrist.place), wrist.along), colour.get_data4()[3]))
    return found


def test_a_sleeve_that_has_faded_hides_no_panel_and_a_panel_hides_a_sleeve(person: Person, scenario: Scenario) -> None:
    hand = HEAD @ Pose((0.0, 0.7, 0.1))
    wrist = hand.apply(wrist_of("right", "open").place)
    along = unit(subtract(elbow(Hand.RIGHT, HEAD, wrist), wrist))
    cuff, gone = (add(wrist, scale(along, away_m)) for away_m in (0.04, FADES_TO_M + 0.04))
    for ahead_m, cuff_is_red in ((0.85, False), (0.2, True)):
        card = _red_card(person, HEAD.apply((0.0, ahead_m, 0.0)), 1.2)
        pictures = person.see(resting(scenario), hands={Hand.RIGHT: hand}, pictures=2)
        card.remove_node()
        for eye, picture in zip(eyes_at(HEAD), pictures, strict=True):
            assert _is_red(picture, *seen_at(eye, gone, SIZE))
            assert _is_red(picture, *seen_at(eye, cuff, SIZE)) == cuff_is_red


def _red_card(person: Person, at: Vec3, edge_m: float) -> NodePath:
    """A panel that faces the head."""
    texture = Texture("red")
    texture.setup_2d_texture(1, 1, Texture.T_unsigned_byte, Texture.F_rgba8)
    texture.set_ram_image(bytes((20, 30, 240, 255)))
    card = picture_card(person.window.render, (edge_m, edge_m), texture, 0)
    card.set_pos_quat(Point3(*at), LQuaternion(HEAD.rotation[3], *HEAD.rotation[:3]))
    return card


def _is_red(picture: Picture, column: float, row: float) -> bool:
    red, green, blue = (int(part) for part in picture[int(row), int(column), :3])
    return red > 220 and green < 60 and blue < 60


def test_a_hand_right_before_the_eyes_stays_where_it_is(person: Person, scenario: Scenario) -> None:
    near = {Hand.RIGHT: HEAD @ Pose((0.0, 0.2, 0.0))}
    person.see(resting(scenario), hands=near)
    assert len(person.gloves()) == 1


def test_the_picture_is_dark_when_the_fade_says_so_and_the_same_again_after_it(
    person: Person, scenario: Scenario
) -> None:
    before = person.see(resting(scenario), pictures=2)[0].astype(int)
    person.display.fade.wanted = True
    left, right = person.see(resting(scenario), pictures=4, picture_s=0.09)
    assert person.display.fade.dark
    for picture in (left, right):
        assert picture[..., :3].max() < 30
        assert np.ptp(picture[..., :3].reshape(-1, 3), axis=0).max() == 0
    person.display.fade.wanted = False
    after = person.see(resting(scenario), pictures=4, picture_s=0.09)[0].astype(int)
    assert np.abs(after - before).max() <= 1


def test_a_vignette_darkens_the_edges_of_both_eyes_and_leaves_the_middle(person: Person, scenario: Scenario) -> None:
    clear = person.see(resting(scenario), pictures=2)
    person.display.fade.vignette = 1.0
    covered = person.see(resting(scenario), pictures=5, picture_s=0.09)
    ahead = HEAD.apply((0.0, 5.0, 0.0))
    for eye, before, after in zip(eyes_at(HEAD), clear, covered, strict=True):
        column, row = (int(place) for place in seen_at(eye, ahead, SIZE))
        middle = (slice(row - 4, row + 4), slice(column - 4, column + 4))
        assert np.array_equal(before[middle], after[middle])
        assert after[2, 2, :3].max() < 30 < before[2, 2, :3].max()
        outer = int(seen_at(eye, HEAD.apply((0.55, 1.0, 0.0)), SIZE)[0])
        assert after[row, outer, :3].sum() < 0.7 * before[row, outer, :3].sum()


@pytest.mark.parametrize(("view", "side"), [(MirrorView.LEFT, 0), (MirrorView.RIGHT, 1)])
def test_the_window_shows_an_eye_undistorted(person: Person, scenario: Scenario, view: MirrorView, side: int) -> None:
    person.display.mirror.view = view
    eye_picture = person.see(resting(scenario), pictures=2)[side]
    shown = picture_of(person.window)
    part = cropped(FOVS[side], WINDOW[0] / WINDOW[1])
    for x, y in ((0.1, 0.2), (0.5, 0.5), (0.9, 0.7), (0.3, 0.9)):
        across = (part.left + x * part.width) * SIZE[0]
        down = (1.0 - part.up + y * part.height) * SIZE[1]
        expected = _mean(eye_picture, across, down, 2)
        assert _mean(shown, x * WINDOW[0], y * WINDOW[1], 4) == pytest.approx(expected, abs=14.0)


def _mean(picture: Picture, column: float, row: float, reach: int) -> NDArray[np.float64]:
    x, y = int(column), int(row)
    around = picture[y - reach : y + reach + 1, x - reach : x + reach + 1, :3]
    return around.reshape(-1, 3).mean(axis=0)


@pytest.mark.parametrize("view", [MirrorView.LEFT, MirrorView.RIGHT])
def test_the_window_shows_what_the_headset_lays_over_an_eye_by_itself(
    person: Person, scenario: Scenario, view: MirrorView
) -> None:
    person.display.mirror.view = view
    side = 0 if view is MirrorView.LEFT else 1
    place = HEAD.apply((0.02, 0.9, 0.05))
    card = _red_card(person, place, 0.12)
    card.hide(EYE_CAMERAS)
    try:
        eye_picture = person.see(resting(scenario), pictures=2)[side]
        shown = picture_of(person.window)
    finally:
        card.remove_node()
    eye = eyes_at(HEAD)[side]
    column, row = seen_at(eye, place, SIZE)
    assert not _is_red(eye_picture, column, row)
    part = cropped(eye.fov, WINDOW[0] / WINDOW[1])
    x = (column / SIZE[0] - part.left) / part.width * WINDOW[0]
    y = (row / SIZE[1] - (1.0 - part.up)) / part.height * WINDOW[1]
    rows, columns = np.nonzero((shown[..., 0] > 220) & (shown[..., 1] < 60) & (shown[..., 2] < 60))
    assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx((x, y), abs=1.0)


def test_the_spectator_sees_the_wound_over_the_shoulder(person: Person, scenario: Scenario) -> None:
    person.display.mirror.view = MirrorView.SPECTATOR
    person.see(resting(scenario), hands={}, pictures=2)
    camera = person.window.camera
    assert camera.get_pos()[0] > HEAD.position[0] + 0.2
    assert abs(camera.get_r()) < 0.1
    assert picture_of(person.window).std() > 15.0


def test_an_idle_window_is_dark(person: Person, scenario: Scenario) -> None:
    person.display.mirror.view = MirrorView.OFF
    person.see(resting(scenario), pictures=2)
    assert picture_of(person.window).max() < 30


def test_the_window_is_drawn_at_its_own_rate(person: Person, scenario: Scenario) -> None:
    person.display.mirror.rate_hz = 30.0
    drawn = []
    for _ in range(90):
        person.prepare(resting(scenario))
        drawn.append(person.window.output.is_active())
    person.display.mirror.rate_hz = 1000.0
    assert sum(drawn) == pytest.approx(30, abs=1)


@pytest.mark.parametrize("aspect", [0.5, 1.0, 1.6, 3.0])
@pytest.mark.parametrize("fov", [*FOVS, Fov(-0.6, 0.6, 0.2, -1.0)])
def test_a_crop_has_the_windows_shape_and_lies_in_the_picture(fov: Fov, aspect: float) -> None:
    part = cropped(fov, aspect)
    wide = math.tan(fov.right_rad) - math.tan(fov.left_rad)
    high = math.tan(fov.up_rad) - math.tan(fov.down_rad)
    assert part.width * wide / (part.height * high) == pytest.approx(aspect)
    assert min(part.left, part.down) >= -1e-9
    assert max(part.right, part.up) <= 1.0 + 1e-9
    assert max(part.width, part.height) == pytest.approx(1.0)


def test_eyes_are_kept_as_a_picture(person: Person, scenario: Scenario, tmp_path: Path) -> None:
    person.see(resting(scenario))
    assert person.display.screenshot_eyes(tmp_path / "eyes.png").stat().st_size > 1000
