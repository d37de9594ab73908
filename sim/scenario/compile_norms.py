"""Checked tolerances and pass marks as `core.model` holds them: every number in its metric's own unit."""

from __future__ import annotations

from ..core.device import InputDevice
from ..core.mode import Mode
from ..core.norms import DeviceBounds, Label, MetricUse, PassMark, Source, SpecialMark
from .metric_units import METRIC_UNITS, REFERENCE_UNITS
from .schema.base import SourcePart
from .schema.norms import BoundsPart, PassMarkPart, SpecialMarkPart, TolerancePart
from .values import Quantity


def metric_of(part: TolerancePart) -> MetricUse:
    """A tolerance before a step says how many points it is worth."""
    unit = METRIC_UNITS[part.metric]
    return MetricUse(
        metric=part.metric,
        best=part.best.in_unit(unit),
        worst=part.worst.in_unit(unit),
        max_points=0.0,
        source=_source(part.source),
        fail_beyond=_in_unit(part.fail_beyond, unit),
        reference=_reference(part.reference, part.metric),
        by_device=tuple(_bounds(part.metric, InputDevice(name), bounds) for name, bounds in part.for_.items()),
    )


def pass_mark_of(part: PassMarkPart) -> PassMark:
    """The pass mark with its special cases."""
    return PassMark(part.score, _source(part.source), tuple(_special_mark(special) for special in part.for_))


def _bounds(metric: str, device: InputDevice, part: BoundsPart) -> DeviceBounds:
    unit = METRIC_UNITS[metric]
    return DeviceBounds(
        device=device,
        best=part.best.in_unit(unit),
        worst=part.worst.in_unit(unit),
        source=_source(part.source),
        fail_beyond=_in_unit(part.fail_beyond, unit),
        reference=_reference(part.reference, metric),
    )


def _special_mark(part: SpecialMarkPart) -> SpecialMark:
    return SpecialMark(
        mode=Mode(part.mode) if part.mode else None,
        device=InputDevice(part.device) if part.device else None,
        score=part.score,
        source=_source(part.source),
    )


def _source(part: SourcePart) -> Source:
    return Source(Label(part.label), part.reference)


def _in_unit(quantity: Quantity | None, unit: str) -> float | None:
    return None if quantity is None else quantity.in_unit(unit)


def _reference(quantity: Quantity | None, metric: str) -> float | None:
    return None if quantity is None else quantity.in_unit(REFERENCE_UNITS[metric])
