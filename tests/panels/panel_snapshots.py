"""Snapshots of the shipped procedure at any step, without a simulation."""

from functools import cache

from sim.core.intents import FRAME_HZ, Hand
from sim.core.model import Mode, Scenario
from sim.core.pose import IDENTITY, Pose
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView
from sim.scenario.library import load_scenario

AT_REST = Gauges()


@cache
def procedure() -> Scenario:
    return load_scenario("plate_osteosynthesis")


def step_id(kind: type) -> str:
    """The first step with a task of this kind."""
    return next(step.id for step in procedure().steps if isinstance(step.task, kind))


def snapshot_at(
    step: str,
    mode: Mode = Mode.LEARN,
    *,
    phase: Phase = Phase.RUNNING,
    gauges: Gauges = AT_REST,
    time_s: float = 10.0,
    hand: Pose = IDENTITY,
    holding: str | None = None,
    readings: dict[str, float] | None = None,
    turned: dict[str, float] | None = None,
    irrigating: bool = False,
    **view: object,
) -> Snapshot:
    """A snapshot in the step of that id; ``view`` are fields of the `StepView`."""
    scenario = procedure()
    index = [each.id for each in scenario.steps].index(step)
    spec = scenario.steps[index]
    fields = {
        "id": spec.id,
        "index": index,
        "count": len(scenario.steps),
        "chapter": spec.chapter,
        "elapsed_s": time_s,
        "instruments": spec.instruments,
        "ghosts": (),
        "hints_shown": 0,
        "hint_count": spec.hint_count,
        "question": None,
        "views_wanted": (),
        "target": None,
    }
    hands = (HandState(Hand.LEFT, Pose(), Pose(), None, None), HandState(Hand.RIGHT, hand, hand, holding, None))
    instruments = tuple(
        InstrumentState(
            item.id,
            item.rest,
            None,
            0.0,
            (turned or {}).get(item.id, 0.0),
            True,
            reading_m=(readings or {}).get(item.id),
        )
        for item in scenario.instruments
    )
    return Snapshot(
        frame=round(time_s * FRAME_HZ),
        time_s=time_s,
        mode=mode,
        phase=phase,
        step=StepView(**{**fields, **view}),
        hands=hands,
        instruments=instruments,
        screws=(),
        fragments=(Pose(), Pose((0.003, 0.0, 0.0))),
        targets=(),
        gauges=gauges,
        irrigating=irrigating,
        bone_revision=0,
        hints_used=0,
        errors=0,
    )
