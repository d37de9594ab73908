"""Every condition of a scenario, true and not, against plain facts."""

from __future__ import annotations

from typing import get_args

import pytest
from plain_facts import PlainFacts, hole, screw

from sim.core import model
from sim.core.conditions import holds
from sim.core.measurements import PlatePlacement, Reduction
from sim.core.model import Cortex, InstrumentKind, Landmark

HERE = Landmark(0.0, 0.0)
PLACED = PlatePlacement("p", offset_m=0.002, angle_rad=0.05, gap_m=0.0, held=True)
YES = model.StepTime(0.0)
NO = model.StepTime(1.0)

CASES: list[tuple[model.Condition, PlainFacts, bool]] = [
    (model.All(()), PlainFacts(), True),
    (model.All((YES, YES)), PlainFacts(), True),
    (model.All((YES, NO)), PlainFacts(), False),
    (model.AnyOf(()), PlainFacts(), False),
    (model.AnyOf((NO, YES)), PlainFacts(), True),
    (model.AnyOf((NO, NO)), PlainFacts(), False),
    (model.Not(NO), PlainFacts(), True),
    (model.Not(YES), PlainFacts(), False),
    (model.Held("x"), PlainFacts(in_hand={"x"}), True),
    (model.Held("x"), PlainFacts(in_hand={"y"}), False),
    (model.Released("x"), PlainFacts(in_hand={"y"}), True),
    (model.Released("x"), PlainFacts(in_hand={"x"}), False),
    (model.Answered("q"), PlainFacts(answers={"q": "o"}), True),
    (model.Answered("q"), PlainFacts(), False),
    (model.ViewTaken("side"), PlainFacts(views={"side"}), True),
    (model.ViewTaken("side"), PlainFacts(views={"end"}), False),
    (model.StepTime(3.0), PlainFacts(time_s=3.0), True),
    (model.StepTime(3.0), PlainFacts(time_s=2.99), False),
    (model.Reduced(0.001), PlainFacts(fragments=Reduction(0.001, 0.0, True, 0.0)), True),
    (model.Reduced(0.001), PlainFacts(fragments=Reduction(0.0011, 0.0, True, 0.0)), False),
    (model.Reduced(0.001), PlainFacts(fragments=Reduction(0.0, 0.0, False, 0.0)), False),
    (model.Drilled("a", 0.0025, Cortex.NEAR), PlainFacts(cut=(hole(near=True),)), True),
    (model.Drilled("a", 0.0025, Cortex.FAR), PlainFacts(cut=(hole(near=True),)), False),
    (model.Drilled("a", 0.0025, Cortex.FAR), PlainFacts(cut=(hole(near=True, far=True),)), True),
    (model.Drilled("a", 0.0035, Cortex.NEAR), PlainFacts(cut=(hole(near=True),)), False),
    (model.Drilled("a", 0.0025, Cortex.NEAR), PlainFacts(cut=(hole(InstrumentKind.TAP, near=True),)), False),
    (model.Drilled("a", 0.0025, Cortex.NEAR), PlainFacts(cut=(hole(near=True),), inside={"a"}), False),
    (model.Drilled("b", 0.0025, Cortex.NEAR), PlainFacts(cut=(hole(near=True),)), False),
    (model.SleeveSeated("x", "a"), PlainFacts(seated={("x", "a")}), True),
    (model.SleeveSeated("x", "a"), PlainFacts(seated={("x", "b")}), False),
    (model.Countersunk("a", 0.001), PlainFacts(cut=(hole(InstrumentKind.COUNTERSINK, depth_m=0.001),)), True),
    (model.Countersunk("a", 0.001), PlainFacts(cut=(hole(InstrumentKind.COUNTERSINK, depth_m=0.0009),)), False),
    (model.Countersunk("a", 0.001), PlainFacts(cut=(hole(InstrumentKind.DRILL),)), False),
    (model.Countersunk("a", 0.001), PlainFacts(cut=(hole(InstrumentKind.COUNTERSINK),), inside={"a"}), False),
    (model.Measured("a"), PlainFacts(gauged={"a"}), True),
    (model.Measured("a"), PlainFacts(gauged={"b"}), False),
    (model.Tapped("a"), PlainFacts(cut=(hole(InstrumentKind.TAP, far=True),)), True),
    (model.Tapped("a"), PlainFacts(cut=(hole(InstrumentKind.TAP, near=True),)), False),
    (model.Tapped("a"), PlainFacts(cut=(hole(far=True),)), False),
    (model.Tapped("a"), PlainFacts(cut=(hole(InstrumentKind.TAP, far=True),), inside={"a"}), False),
    (model.ScrewOnDriver("d", "f"), PlainFacts(carried={"d": "f"}), True),
    (model.ScrewOnDriver("d", "f"), PlainFacts(carried={"d": "g"}), False),
    (model.ScrewOnDriver("d", "f"), PlainFacts(), False),
    (model.ScrewSeated("a", 0.75), PlainFacts(screws={"a": screw(share=0.75, seated=True)}), True),
    (model.ScrewSeated("a", 0.75), PlainFacts(screws={"a": screw(share=0.74, seated=True)}), False),
    (model.ScrewSeated("a", 0.75), PlainFacts(screws={"a": screw(share=0.9)}), False),
    (model.ScrewSeated("a", 0.75), PlainFacts(screws={"a": screw(stripped=True)}), True),
    (model.ScrewSeated("a", 0.75), PlainFacts(), False),
    (model.PlateHeld("p", HERE, 0.002, 0.05), PlainFacts(plates={"p": PLACED}), True),
    (model.PlateHeld("p", HERE, 0.0019, 0.05), PlainFacts(plates={"p": PLACED}), False),
    (model.PlateHeld("p", HERE, 0.002, 0.049), PlainFacts(plates={"p": PLACED}), False),
    (
        model.PlateHeld("p", HERE, 0.002, 0.05),
        PlainFacts(plates={"p": PlatePlacement("p", 0.0, 0.0, 0.0, held=False)}),
        False,
    ),
    (model.PlateHeld("p", HERE, 0.002, 0.05), PlainFacts(), False),
    (model.Unclamped("c"), PlainFacts(), True),
    (model.Unclamped("c"), PlainFacts(locked={"c"}), False),
    (model.Unclamped("c"), PlainFacts(in_hand={"c"}), False),
]


@pytest.mark.parametrize(
    ("condition", "facts", "expected"), CASES, ids=[f"{type(c).__name__}-{n}" for n, (c, _, _) in enumerate(CASES)]
)
def test_a_condition_holds_when_its_facts_do(condition: model.Condition, facts: PlainFacts, expected: bool) -> None:
    assert holds(condition, facts) is expected


def test_every_kind_of_condition_was_tried_both_ways() -> None:
    tried = {(type(condition), expected) for condition, _, expected in CASES}
    assert tried == {(kind, expected) for kind in get_args(model.Condition) for expected in (True, False)}


def test_what_is_no_condition_is_refused() -> None:
    with pytest.raises(TypeError, match="no such condition"):
        holds("drilled", PlainFacts())  # type: ignore[arg-type]  # a wrong kind on purpose
