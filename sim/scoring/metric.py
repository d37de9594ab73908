"""What a metric is made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from ..core.norms import Label
from .measures import Measure


class OverRun(StrEnum):
    """How the steps' values make the run's."""

    SUM = "sum"
    MAX = "max"
    MEDIAN = "median"
    SHARE = "share"
    """The run's r / sum(p) from the steps' r / p."""

    def combine(self, values: Sequence[float]) -> float:
        """One value from at least one."""
        return _COMBINE[self](values)


_COMBINE: dict[OverRun, Callable[[Sequence[float]], float]] = {
    OverRun.SUM: math.fsum,
    OverRun.MAX: max,
    OverRun.MEDIAN: median,
    OverRun.SHARE: lambda values: 1.0 / math.fsum(1.0 / value for value in values),
}


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is measured."""

    id: str
    unit: str
    """As people read it; empty for a bare number."""
    formula: str
    """In symbols, so that it needs no translation; what it means stands in the catalogues (``metric.<id>.about``)."""
    label: Label
    """How far the way of measuring may be trusted; the scenario's norm has a label of its own."""
    source: str
    lower_is_better: bool
    of_step: Measure
    over_run: OverRun = OverRun.MAX
    unreached: float | None = None
    """The value of a step that never began; None leaves it out."""
    reference_unit: str | None = None
    """What ``MetricUse.reference`` means here; None when the metric takes none."""
    needs_reference: bool = False
