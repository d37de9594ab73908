"""The result of a run: every number with its unit, formula, norm, source and label."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Label


@dataclass(frozen=True, slots=True)
class MetricResult:
    """One metric of one step (or of the run, when ``step`` is None)."""

    id: str
    step: str | None
    value: float | None
    """None when it could not be measured (then it earns nothing)."""
    unit: str
    points: float
    max_points: float
    label: Label
    source: str
    formula: str
    best: float
    worst: float
    failed: bool
    """Beyond the bound that fails the run."""


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """The score of a run."""

    scenario: str
    mode: str
    score: float
    """0 to 100, rounded to two decimals."""
    passed: bool
    pass_mark: float
    pass_source: str
    finished: bool
    duration_s: float
    metrics: tuple[MetricResult, ...]
    practise_next: tuple[str, ...]
    """Ids of the metrics (``step/metric``) that lost most points, worst first."""
