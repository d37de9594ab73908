"""The debrief: the score, and every number behind it with its norm and source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.model import Scenario
from ..core.scorecard import MetricResult, ScoreCard
from ..language import Translator
from .limits import Status
from .names import step_title
from .norms import bounds_source, device_name, mark_source, norms_note

_DIGITS = {"mm": 1, "cm": 1, "m": 2, "N": 0, "Nm": 2, "deg": 1, "C": 1, "s": 1}
"""Decimals a person needs of each unit; two of a bare number that is not a count."""


@dataclass(frozen=True, slots=True)
class DebriefRow:
    """One metric."""

    id: str
    """``step/metric``, or the metric alone for the whole run."""
    name: str
    value: str
    unit: str
    norm: str
    points: str
    share: float
    """Of its points, 0 to 1."""
    label: str
    source: str
    formula: str
    status: Status


@dataclass(frozen=True, slots=True)
class DebriefGroup:
    """The metrics of a step, or of the whole run."""

    title: str
    points: str
    share: float
    status: Status
    rows: tuple[DebriefRow, ...]


@dataclass(frozen=True, slots=True)
class DebriefPanel:
    """Everything the debrief shows."""

    title: str
    scenario: str
    mode: str
    device: str
    """What led the hands."""
    score: str
    score_share: float
    verdict: str
    passed: bool
    pass_mark: str
    pass_mark_share: float
    pass_source: str
    norms: str
    """Whether the norms were made for the device."""
    duration: str
    columns: tuple[str, ...]
    """Heads: metric, value, norm, points, standing, source."""
    groups: tuple[DebriefGroup, ...]
    practise_title: str
    practise_next: tuple[str, ...]


def debrief_panel(card: ScoreCard, scenario: Scenario, translator: Translator) -> DebriefPanel:
    """The debrief of a score card."""
    columns = ("metric", "value", "norm", "points", "label", "source")
    return DebriefPanel(
        title=translator.text("debrief.title"),
        scenario=scenario.text("procedure.title", translator.language),
        mode=translator.text(f"mode.{card.mode}"),
        device=device_name(card.device, translator),
        score=translator.number(card.score, 1),
        score_share=card.score / 100.0,
        verdict=translator.text(_verdict(card)),
        passed=card.passed,
        pass_mark=translator.text("debrief.pass_mark", mark=translator.number(card.pass_mark)),
        pass_mark_share=card.pass_mark / 100.0,
        pass_source=mark_source(card, card.pass_source, translator),
        norms=norms_note(card, translator),
        duration=translator.clock(card.duration_s),
        columns=tuple(translator.text(f"debrief.{column}") for column in columns),
        groups=_groups(card, scenario, translator),
        practise_title=translator.text("debrief.practise_next"),
        practise_next=_practise_next(card, scenario, translator),
    )


def metric_name(metric: str, translator: Translator) -> str:
    """What a metric is called."""
    return translator.text(f"metric.{metric}")


def metric_value(value: float, unit: str, translator: Translator) -> str:
    """A metric's number with the decimals its unit deserves."""
    digits = _DIGITS.get(unit, 0 if float(value).is_integer() else 2)
    return translator.number(value, digits)


def _verdict(card: ScoreCard) -> str:
    if not card.finished:
        return "debrief.unfinished"
    return "debrief.passed" if card.passed else "debrief.not_passed"


def _groups(card: ScoreCard, scenario: Scenario, translator: Translator) -> tuple[DebriefGroup, ...]:
    groups = []
    for step in (*(step.id for step in scenario.steps), None):
        metrics = [metric for metric in card.metrics if metric.step == step]
        if metrics:
            title = step_title(scenario, step, translator) if step else translator.text("debrief.whole_run")
            groups.append(_group(title, metrics, translator))
    return tuple(groups)


def _group(title: str, metrics: Iterable[MetricResult], translator: Translator) -> DebriefGroup:
    metrics = tuple(metrics)
    points = sum(metric.points for metric in metrics)
    most = sum(metric.max_points for metric in metrics)
    rows = tuple(_row(metric, translator) for metric in metrics)
    share = points / most if most else 1.0
    status = Status.BAD if any(row.status is Status.BAD for row in rows) and share < 0.5 else Status.WARN
    return DebriefGroup(title, _of(points, most, translator), share, Status.OK if share > 0.999 else status, rows)


def _row(metric: MetricResult, translator: Translator) -> DebriefRow:
    value, unit = translator.text("debrief.not_measured"), ""
    if metric.value is not None:
        value = _number(metric.value, metric, translator)
        unit = translator.text(f"unit.{metric.unit}") if metric.unit else ""
    share = metric.points / metric.max_points if metric.max_points else 1.0
    return DebriefRow(
        id=f"{metric.step}/{metric.id}" if metric.step else metric.id,
        name=metric_name(metric.id, translator),
        value=value,
        unit=unit,
        norm=_norm(metric, translator),
        points=_of(metric.points, metric.max_points, translator),
        share=share,
        label=translator.text(f"label.{metric.label.value.replace(' ', '_')}"),
        source=bounds_source(metric, translator),
        formula=metric.formula,
        status=_status(metric, share),
    )


def _number(value: float, metric: MetricResult, translator: Translator) -> str:
    return metric_value(value, metric.unit, translator)


def _status(metric: MetricResult, share: float) -> Status:
    if metric.failed or share < 0.5:
        return Status.BAD
    return Status.OK if share > 0.999 else Status.WARN


def _norm(metric: MetricResult, translator: Translator) -> str:
    key = "debrief.norm_below" if metric.best < metric.worst else "debrief.norm_above"
    return translator.text(
        key, best=_number(metric.best, metric, translator), worst=_number(metric.worst, metric, translator)
    )


def _of(points: float, most: float, translator: Translator) -> str:
    return f"{translator.number(points, 1)} / {translator.number(most, 0 if float(most).is_integer() else 1)}"


def _practise_next(card: ScoreCard, scenario: Scenario, translator: Translator) -> tuple[str, ...]:
    known = {f"{metric.step}/{metric.id}" if metric.step else metric.id: metric for metric in card.metrics}
    lines = []
    for identifier in card.practise_next:
        metric = known.get(identifier)
        if metric is not None:
            lines.append(_advice(metric, scenario, translator))
    return tuple(lines) or (translator.text("debrief.nothing_lost"),)


def _advice(metric: MetricResult, scenario: Scenario, translator: Translator) -> str:
    where = step_title(scenario, metric.step, translator) if metric.step else translator.text("debrief.whole_run")
    return translator.text(
        "debrief.advice",
        metric=metric_name(metric.id, translator),
        step=where,
        points=translator.number(metric.max_points - metric.points, 1),
    )
