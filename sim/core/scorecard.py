"""The result of a run: every number with its unit, formula, norm, source and label."""

from __future__ import annotations

from dataclasses import dataclass

from .device import InputDevice
from .norms import Label


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
    norm_device: InputDevice | None = None
    """The device that the bounds were made for; None when they are general."""


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
    device: InputDevice = InputDevice.DESK
    """What led the hands."""
    pass_mark_device: InputDevice | None = None
    """The device that the pass mark was set for; None when it is general."""

    @property
    def norms_of_device(self) -> int:
        """How many norms were made for the device, of the metrics' bounds and the pass mark."""
        made_for = (self.pass_mark_device, *(metric.norm_device for metric in self.metrics))
        return sum(device is not None for device in made_for)
