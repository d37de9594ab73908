"""The score card of a run.

Pure and sequential: the same record gives the same card, bit for bit. A step that was not finished earns nothing, and
neither does the run as a whole (it would be quick and without error to stop at once); harm counts all the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..core.device import InputDevice
from ..core.measurements import RunRecord, StepRecord
from ..core.mode import Mode
from ..core.model import Scenario
from ..core.norms import Label, MetricUse
from ..core.scorecard import MetricResult, ScoreCard
from .metric import Metric, OverRun
from .points import is_beyond, points
from .registry import REGISTRY

PRACTISE_COUNT = 5
"""As many metrics are named to practise next."""

_TRUST = (Label.OURS, Label.PUBLISHED_NORM, Label.VALIDATED)


def score_run(record: RunRecord, scenario: Scenario, device: InputDevice = InputDevice.DESK) -> ScoreCard:
    """Score a run against its scenario, by the norms that are nearest to the device that led the hands.

    KeyError for a metric that `faults_of_metrics` would have reported.
    """
    records = {step.step: step for step in record.steps}
    results = [
        _step_result(use.on(device), step.id, records.get(step.id)) for step in scenario.steps for use in step.metrics
    ] + [_run_result(use.on(device), record, records, scenario) for use in scenario.metrics]
    score = _score(results)
    mark = scenario.pass_mark.of(Mode(record.mode), device)
    passed = record.finished and score >= mark.score and not any(result.failed for result in results)
    return ScoreCard(
        scenario=scenario.name,
        mode=record.mode,
        score=score,
        passed=passed,
        pass_mark=mark.score,
        pass_source=f"{mark.source.label}: {mark.source.reference}",
        finished=record.finished,
        duration_s=record.duration_s,
        metrics=tuple(results),
        practise_next=_practise_next(results),
        device=device,
        pass_mark_device=mark.norm_device,
    )


def key_of(result: MetricResult) -> str:
    """``step/metric``, or the metric's id alone when it is of the run."""
    return f"{result.step}/{result.id}" if result.step else result.id


def card_to_json(card: ScoreCard) -> dict[str, object]:
    """The card as plain JSON values: the part of the command line's contract that scoring answers for."""
    return {
        "scenario": card.scenario,
        "mode": card.mode,
        "device": str(card.device),
        "score": card.score,
        "passed": card.passed,
        "pass_mark": card.pass_mark,
        "pass_source": card.pass_source,
        "pass_mark_device": _name(card.pass_mark_device),
        "finished": card.finished,
        "duration_s": card.duration_s,
        "metrics": [_result_to_json(result) for result in card.metrics],
        "practise_next": list(card.practise_next),
    }


def _result_to_json(result: MetricResult) -> dict[str, object]:
    return {
        "id": result.id,
        "step": result.step,
        "value": result.value,
        "unit": result.unit,
        "points": result.points,
        "max_points": result.max_points,
        "label": str(result.label),
        "source": result.source,
        "formula": result.formula,
        "norm": {"best": result.best, "worst": result.worst, "device": _name(result.norm_device)},
        "failed": result.failed,
    }


def _name(norm_device: InputDevice | None) -> str | None:
    return None if norm_device is None else str(norm_device)


def _step_result(use: MetricUse, step_id: str, record: StepRecord | None) -> MetricResult:
    metric = REGISTRY[use.metric]
    value = _measured(metric, use, record)
    return _result(use, metric, step_id, value, earns=record is not None and record.finished)


def _run_result(
    use: MetricUse, record: RunRecord, records: Mapping[str, StepRecord], scenario: Scenario
) -> MetricResult:
    metric = REGISTRY[use.metric]
    measured = [_measured(metric, use, records.get(step.id)) for step in scenario.steps]
    values = [value for value in measured if value is not None]
    return _result(use, metric, None, metric.over_run.combine(values) if values else None, earns=record.finished)


def _measured(metric: Metric, use: MetricUse, record: StepRecord | None) -> float | None:
    value = metric.unreached if record is None else metric.of_step(record, use.reference)
    return value if value is not None and math.isfinite(value) else None


def _result(use: MetricUse, metric: Metric, step_id: str | None, value: float | None, *, earns: bool) -> MetricResult:
    return MetricResult(
        id=metric.id,
        step=step_id,
        value=value,
        unit=metric.unit,
        points=points(value, use.best, use.worst, use.max_points) if earns else 0.0,
        max_points=use.max_points,
        label=min(metric.label, use.source.label, key=_TRUST.index),
        source=_sources(use.source.reference, metric.source),
        formula=metric.formula if step_id else _run_formula(metric),
        best=use.best,
        worst=use.worst,
        failed=is_beyond(value, use.fail_beyond, use.best, use.worst),
        norm_device=use.norm_device,
    )


def _sources(norm: str, measure: str) -> str:
    """The norm's source, and the measure's where that says more."""
    return norm if measure in norm else f"{norm} · {measure}"


def _run_formula(metric: Metric) -> str:
    if metric.over_run is OverRun.SHARE:
        return metric.formula
    return f"{metric.over_run} over steps of {metric.formula}"


def _score(results: list[MetricResult]) -> float:
    possible = math.fsum(result.max_points for result in results)
    earned = math.fsum(result.points for result in results)
    return round(100.0 * earned / possible, 2) if possible > 0.0 else 0.0


def _practise_next(results: list[MetricResult]) -> tuple[str, ...]:
    """The metrics that lost most points; of equals, those that failed the run, then those asked for first."""
    lost = [result for result in results if result.points < result.max_points or result.failed]
    lost.sort(key=lambda result: (not result.failed, result.points - result.max_points))
    return tuple(key_of(result) for result in lost[:PRACTISE_COUNT])
