"""The tables of this room agree with those of its neighbours, and instruments do not lie on each other."""

from __future__ import annotations

import itertools
import json

import pytest

from sim.core.model import Instrument, InstrumentKind
from sim.core.pose import Vec3
from sim.physics.furniture import TRAY_CENTRE_M, TRAY_SIZE_M
from sim.physics.shapes import solids
from sim.scenario import list_scenarios, load_scenario, schema_json
from sim.scenario.grips import grip
from sim.scenario.metric_units import METRIC_UNITS, REFERENCE_UNITS
from sim.scoring.registry import REGISTRY

SPELT = {"C": "degC"}
"""The registry's units that the format writes otherwise."""

Box = tuple[Vec3, Vec3]


def test_metrics_are_those_of_the_registry() -> None:
    assert {name: SPELT.get(metric.unit, metric.unit) for name, metric in REGISTRY.items()} == METRIC_UNITS
    references = {name: metric.reference_unit for name, metric in REGISTRY.items() if metric.reference_unit}
    assert references == REFERENCE_UNITS


def test_the_schema_is_json_for_editors() -> None:
    schema = json.loads(schema_json())
    assert schema["additionalProperties"] is False
    assert {"format", "patient", "chapters", "tolerances"} <= set(schema["properties"])


def test_a_drill_is_held_at_its_pistol_handle() -> None:
    held = grip(InstrumentKind.DRILL, 0.125)
    assert held.turn((0.0, 0.0, 1.0)) == pytest.approx((0.0, 1.0, 0.0))  # the thumb's side lies at the barrel
    assert held.turn((0.0, -1.0, 0.0)) == pytest.approx((0.0, 0.0, 1.0))  # the forearm leaves behind the drill
    assert held.turn((1.0, 0.0, 0.0)) == pytest.approx((1.0, 0.0, 0.0))


def boxes(instrument: Instrument) -> list[Box]:
    """Room boxes around an instrument's solids: exact, as all of them lie square to the room."""
    found = []
    for solid in solids(instrument):
        corners = [
            instrument.rest.apply(
                tuple(c + sign * s / 2.0 for c, s, sign in zip(solid.centre, solid.size, signs, strict=True))
            )
            for signs in itertools.product((-1.0, 1.0), repeat=3)
        ]
        low = tuple(min(corner[axis] for corner in corners) for axis in range(3))
        high = tuple(max(corner[axis] for corner in corners) for axis in range(3))
        found.append((low, high))
    return found


def overlap(a: Box, b: Box) -> bool:
    return all(a[0][axis] < b[1][axis] and b[0][axis] < a[1][axis] for axis in range(3))


@pytest.mark.parametrize("name", list_scenarios())
def test_instruments_lie_side_by_side(name: str) -> None:
    scenario = load_scenario(name)
    for one, other in itertools.combinations(scenario.instruments, 2):
        assert not any(overlap(a, b) for a in boxes(one) for b in boxes(other)), (one.id, other.id)


@pytest.mark.parametrize("name", list_scenarios())
def test_instruments_lie_between_the_rims(name: str) -> None:
    for instrument in load_scenario(name).instruments:
        for low, high in boxes(instrument):
            for axis in (0, 1):
                assert low[axis] >= TRAY_CENTRE_M[axis] - TRAY_SIZE_M[axis] / 2.0, instrument.id
                assert high[axis] <= TRAY_CENTRE_M[axis] + TRAY_SIZE_M[axis] / 2.0, instrument.id


@pytest.mark.parametrize("name", list_scenarios())
def test_the_rack_stands_clear(name: str) -> None:
    scenario = load_scenario(name)
    for family in scenario.screws:
        first, last = family.rack.position, family.slot(len(family.lengths_m) - 1).position
        rack: Box = ((first[0] - 0.008, first[1] - 0.01, 0.9), (last[0] + 0.008, first[1] + 0.01, 1.1))
        assert rack[0][0] >= TRAY_CENTRE_M[0] - TRAY_SIZE_M[0] / 2.0
        for instrument in scenario.instruments:
            assert not any(overlap(rack, box) for box in boxes(instrument)), instrument.id
