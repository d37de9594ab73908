"""Bots over the whole procedure: the expert passes, the sloppy one stumbles through to the end and does not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from whole_runs import WholeRun

from sim.core.events import EventKind
from sim.core.measurements import ScrewResult
from sim.core.scorecard import MetricResult
from sim.scenario import load_scenario

SEEDS = range(1, 6)
STEPS = [step.id for step in load_scenario("plate_osteosynthesis").steps]
Play = Callable[[str, int], WholeRun]

pytestmark = pytest.mark.slow


def metric(run: WholeRun, step: str | None, name: str) -> MetricResult:
    return next(m for m in run.card.metrics if (m.step, m.id) == (step, name))


def screw(run: WholeRun, step: str) -> ScrewResult:
    return next(record for record in run.record.steps if record.step == step).screws[-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_expert_passes_and_makes_no_mistake(played: Play, seed: int) -> None:
    run = played("expert", seed)
    assert [step.step for step in run.record.steps] == STEPS
    assert run.card.finished
    assert run.card.passed
    assert run.card.score >= 85.0
    assert not any(m.failed for m in run.card.metrics)
    for name in ("instrument_errors", "order_errors", "sterility_errors"):
        assert metric(run, None, name).value == 0.0
    lag = screw(run, "drive_lag")
    assert lag.near_engagement < 0.1
    assert lag.far_engagement > 0.6
    for target in ("plate_1", "plate_7", "plate_2", "plate_6"):
        held = screw(run, f"drive_{target}")
        assert held.near_engagement > 0.6
        assert not held.stripped


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sloppy_one_stumbles_through_and_does_not_pass(played: Play, seed: int) -> None:
    run = played("sloppy", seed)
    assert [step.step for step in run.record.steps] == STEPS
    assert run.card.finished
    assert not run.card.passed
    assert run.card.score <= 50.0
    assert any(m.failed for m in run.card.metrics)
    assert any(event.kind is EventKind.SCREW_STRIPPED for event in run.events)


@pytest.mark.parametrize("bot", ["expert", "sloppy"])
def test_every_step_begins_when_the_one_before_ends(played: Play, bot: str) -> None:
    run = played(bot, 1)
    started = [e for e in run.events if e.kind is EventKind.STEP_STARTED]
    finished = [e for e in run.events if e.kind is EventKind.STEP_FINISHED]
    assert [event.subject for event in finished] == STEPS
    assert {event.subject for event in started} <= set(STEPS)
    for one, other in pairwise(run.record.steps):
        assert other.started_s == one.ended_s
    for step in run.record.steps:
        assert len(step.trace.time_s) == pytest.approx((step.ended_s - step.started_s) * 90.0, abs=1.5)


def test_seeds_make_different_runs(played: Play) -> None:
    assert len({played("expert", seed).fill_hash for seed in SEEDS}) == len(SEEDS)
