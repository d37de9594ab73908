"""What the driver holds does not grow while the picture goes on: things made per picture make pictures late."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from eyes_pictures import eyes_at
from scene_snapshots import drilling

from sim.core.intents import Hand
from sim.core.model import Scenario
from sim.core.pose import Pose, quat_from_axis_angle
from sim.scenario.library import load_scenario
from sim.scene.hand_skeleton import skeleton
from sim.scene.headset_display import HeadsetDisplay
from sim.scene.mirror import MirrorView
from sim.scene.quality import LADDER, Quality
from sim.scene.window import Window
from sim.tissue.anatomy import build_bone

pytestmark = pytest.mark.render

PICTURES = {Quality.LOW: 60, Quality.MEDIUM: 22}
UNTIL_SETTLED = 10
SHADOW = 64
"""Texels along a shadow's edge: what is large takes a processor long to draw."""
KINDS = ("textures", "samplers", "geoms", "shaders", "vertex_buffers", "index_buffers", "shader_buffers")


@pytest.fixture(params=[Quality.LOW, Quality.MEDIUM])
def display(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[HeadsetDisplay, Window, Scenario]]:
    settings = LADDER[request.param]
    monkeypatch.setitem(LADDER, request.param, replace(settings, shadow_size=min(settings.shadow_size, SHADOW)))
    scenario = load_scenario("plate_osteosynthesis")
    patient = scenario.patient
    window = Window((64, 40), offscreen=True, quality=request.param)
    bone = build_bone(patient.bone, patient.quality, patient.fracture)
    cache = tmp_path_factory.getbasetemp().parent / "proctor-shapes"
    clock = iter(number / 90.0 for number in range(10_000))
    shown = HeadsetDisplay(window, scenario, bone, (48, 40), clock=lambda: next(clock), cache_folder=cache)
    yield shown, window, scenario
    shown.close()


def _held_by_driver(window: Window) -> dict[str, int]:
    objects = window.output.get_gsg().get_prepared_objects()
    return {kind: getattr(objects, f"get_num_prepared_{kind}")() for kind in KINDS}


def _drawn_from(window: Window) -> set[int]:
    """The arrays that the driver keeps a buffer of, as objects: one that is replaced needs a new buffer."""
    objects = window.output.get_gsg().get_prepared_objects()
    nodes = (path.node() for path in window.render.find_all_matches("**/+GeomNode"))
    arrays = (geom.get_vertex_data().get_array(0) for node in nodes for geom in node.get_geoms())
    return {array.this for array in arrays if array.is_prepared(objects)}


def test_the_driver_is_given_nothing_new_while_everything_moves(
    display: tuple[HeadsetDisplay, Window, Scenario],
) -> None:
    shown, window, scenario = display
    counts = []
    for picture in range(PICTURES[window.quality]):
        swing = math.sin(0.3 * picture)
        head = Pose((0.02 * swing, -0.62, 1.65), quat_from_axis_angle((1.0, 0.1 * swing, 0.0), -0.6 + 0.05 * swing))
        hands = {Hand.RIGHT: Pose((0.1 * swing, -0.2, 1.15)), Hand.LEFT: Pose((-0.2, -0.2, 1.1 + 0.05 * swing))}
        joints = (hands[Hand.LEFT].apply((float(x), float(y), float(z))) for x, y, z in skeleton("left", "open"))
        fingers = {Hand.LEFT: tuple(Pose(joint) for joint in joints)} if picture % 2 else {}
        shown.fade.vignette = abs(swing)
        shown.fade.wanted = picture % 15 > 5
        shown.mirror.view = list(MirrorView)[picture % 3]
        shown.follow(drilling(scenario, 10 + picture, push_m=0.03), (), head, hands, fingers)
        shown.look(eyes_at(head, 0.060 + 0.002 * swing))
        shown.draw()
        counts.append(_held_by_driver(window))
        if picture == UNTIL_SETTLED:
            drawn_from = _drawn_from(window)
    assert counts[UNTIL_SETTLED]["textures"] > 3
    assert counts[UNTIL_SETTLED]["vertex_buffers"] > 50
    assert counts[-1] == counts[UNTIL_SETTLED]
    assert shown.theatre.debris.chips.alive > 5
    assert drawn_from <= _drawn_from(window)
