from __future__ import annotations

from plain_facts import PlainFacts

from sim.core.model import (
    AskTask,
    BoneQuality,
    Fracture,
    Held,
    Label,
    PassMark,
    Patient,
    Scenario,
    Source,
    Step,
)
from sim.core.pose import IDENTITY
from sim.core.procedure import Procedure

TASK = AskTask(())
SCENARIO = Scenario(
    name="two",
    format_version=1,
    content_hash="",
    patient=Patient("tibia_shaft", "right", BoneQuality.NORMAL, Fracture(0.5, 0.0), IDENTITY),
    targets=(),
    instruments=(),
    screws=(),
    steps=(Step("one", TASK, Held("x"), ("x",)), Step("two", TASK, Held("y"), ("y",))),
    metrics=(),
    pass_mark=PassMark(70.0, Source(Label.OURS, "test")),
)
X, Y, NOTHING = PlainFacts(in_hand={"x"}), PlainFacts(in_hand={"y"}), PlainFacts()


def test_a_step_ends_once_its_condition_has_held_for_a_tenth_of_a_second() -> None:
    procedure = Procedure(SCENARIO)
    ended = [procedure.advance(X) for _ in range(Procedure.SETTLE_FRAMES)]
    assert ended[:-1] == [None] * (Procedure.SETTLE_FRAMES - 1)
    assert ended[-1] is SCENARIO.steps[0]
    assert procedure.step.id == "two"


def test_a_condition_that_flickers_ends_nothing() -> None:
    procedure = Procedure(SCENARIO)
    for _ in range(5):
        assert all(procedure.advance(X) is None for _ in range(Procedure.SETTLE_FRAMES - 1))
        assert procedure.advance(NOTHING) is None
    procedure.advance(X)
    procedure.restart_step()
    assert all(procedure.advance(X) is None for _ in range(Procedure.SETTLE_FRAMES - 1))


def test_the_procedure_ends_with_its_last_step_and_stays_there() -> None:
    procedure = Procedure(SCENARIO)
    for facts in (X, Y):
        assert not procedure.finished
        for _ in range(Procedure.SETTLE_FRAMES):
            procedure.advance(facts)
    assert procedure.finished
    assert procedure.advance(Y) is None
    assert procedure.step.id == "two"
