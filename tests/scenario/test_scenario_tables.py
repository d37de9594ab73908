"""The tables of this room agree with those of its neighbours, and instruments do not lie on each other."""

from __future__ import annotations

import itertools
import json
import re

import numpy as np
import pytest
import trimesh
from numpy.typing import NDArray

from assets import instruments as drawn
from assets.mesh import Part
from sim.core.model import Instrument, InstrumentKind, Scenario
from sim.core.pose import Pose
from sim.physics.furniture import TRAY_CENTRE_M, TRAY_SIZE_M
from sim.scenario import list_scenarios, load_scenario, schema_json
from sim.scenario.grips import grip
from sim.scenario.library import PACKAGED
from sim.scenario.metric_units import METRIC_UNITS, REFERENCE_UNITS
from sim.scenario.schema.fields import known_keys
from sim.scoring.registry import REGISTRY

SPELT = {"C": "degC"}
"""The registry's units that the format writes otherwise."""


def test_metrics_are_those_of_the_registry() -> None:
    assert {name: SPELT.get(metric.unit, metric.unit) for name, metric in REGISTRY.items()} == METRIC_UNITS
    references = {name: metric.reference_unit for name, metric in REGISTRY.items() if metric.reference_unit}
    assert references == REFERENCE_UNITS


def test_editors_get_the_schema_of_this_build() -> None:
    schema = json.loads(schema_json())
    assert schema["additionalProperties"] is False
    assert {"format", "patient", "chapters", "tolerances"} <= set(schema["properties"])
    assert (PACKAGED / "scenario.schema.json").read_text(encoding="utf-8") == schema_json()


def test_every_key_is_explained() -> None:
    explained = (PACKAGED.parent / "docs" / "scenario-format.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", explained))
    assert [key for key in known_keys() if key not in words] == []


@pytest.mark.parametrize("kind", InstrumentKind)
def test_hands_sit_where_the_handles_are(kind: InstrumentKind) -> None:
    position, rotation, _ = drawn.grip(kind.value, 0.125)
    held = grip(kind, 0.125)
    assert held.position == pytest.approx(position)
    for axis in ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)):
        assert held.turn(axis) == pytest.approx(Pose((0.0, 0.0, 0.0), rotation).turn(axis), abs=1e-9)


def parts_of(instrument: Instrument) -> tuple[Part, ...]:
    """The instrument as it is drawn."""
    match instrument.kind:
        case InstrumentKind.DRILL:
            return drawn.drill(instrument.diameter_m, instrument.length_m)
        case InstrumentKind.SLEEVE:
            return drawn.sleeve(instrument.diameter_m, instrument.inner_diameter_m, instrument.length_m)
        case InstrumentKind.COUNTERSINK:
            return drawn.countersink(instrument.diameter_m, instrument.inner_diameter_m, instrument.length_m)
        case InstrumentKind.DEPTH_GAUGE:
            return drawn.depth_gauge(instrument.length_m, instrument.length_m - 0.03)
        case InstrumentKind.TAP:
            return drawn.tap(instrument.diameter_m, instrument.pitch_m, instrument.length_m)
        case InstrumentKind.DRIVER:
            return drawn.driver(instrument.diameter_m, instrument.length_m)
        case _:
            return drawn.reduction_clamp(instrument.jaw_m)


def points_of(instrument: Instrument) -> NDArray[np.float64]:
    """Room points on the surface of an instrument at rest, at most 4 mm apart: (n, 3)."""
    if instrument.plate is not None:
        extents = (instrument.plate.length_m, instrument.plate.width_m, 2.0 * instrument.plate.thickness_m)
        box = trimesh.creation.box(extents)
        meshes = [(box.vertices, box.faces)]
    else:
        meshes = [(part.mesh.vertices, part.mesh.faces) for part in parts_of(instrument)]
    local = np.vstack([trimesh.remesh.subdivide_to_size(*mesh, max_edge=0.004, max_iter=12)[0] for mesh in meshes])
    turn = np.array([instrument.rest.turn(axis) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))])
    return local @ turn + np.array(instrument.rest.position)


def footprint(points: NDArray[np.float64]) -> set[tuple[int, int]]:
    """The 4 mm squares of the tray that points lie over."""
    return set(map(tuple, np.floor(points[:, :2] / 0.004).astype(int).tolist()))


@pytest.fixture(scope="module", params=list_scenarios())
def laid_out(request: pytest.FixtureRequest) -> tuple[Scenario, dict[str, NDArray[np.float64]]]:
    scenario = load_scenario(request.param)
    return scenario, {instrument.id: points_of(instrument) for instrument in scenario.instruments}


LaidOut = tuple[Scenario, dict[str, NDArray[np.float64]]]


def test_instruments_lie_side_by_side(laid_out: LaidOut) -> None:
    footprints = {name: footprint(points) for name, points in laid_out[1].items()}
    for one, other in itertools.combinations(footprints, 2):
        assert not footprints[one] & footprints[other], (one, other)


def test_instruments_lie_on_the_tray_between_the_rims(laid_out: LaidOut) -> None:
    for name, points in laid_out[1].items():
        if not laid_out[0].instrument(name).plate:
            assert points[:, 2].min() >= 0.95, name
        for axis in (0, 1):
            away = np.abs(points[:, axis] - TRAY_CENTRE_M[axis])
            assert away.max() <= TRAY_SIZE_M[axis] / 2.0, name


def test_the_rack_stands_clear(laid_out: LaidOut) -> None:
    for family in laid_out[0].screws:
        first, last = family.rack.position, family.slot(len(family.lengths_m) - 1).position
        assert first[0] - 0.008 >= TRAY_CENTRE_M[0] - TRAY_SIZE_M[0] / 2.0
        for name, points in laid_out[1].items():
            beside = (points[:, 0] < first[0] - 0.008) | (points[:, 0] > last[0] + 0.008)
            before = np.abs(points[:, 1] - first[1]) > 0.01
            assert np.all(beside | before), name
