"""Tolerances and pass marks: bounds in the metric's unit, in order, and at most one for each case."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.errors import ScenarioError
from ..document import Entry
from ..faults import Faults, fault, unknown
from ..metric_units import METRIC_UNITS, REFERENCE_UNITS
from ..values import EXAMPLES, UNITS, Quantity, read_quantity, with_article


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Bounds in their metric's unit; None where there is nothing to be read."""

    best: float | None
    worst: float | None
    beyond: float | None

    @property
    def rises(self) -> bool:
        """Whether more is worse."""
        return self.best is not None and self.worst is not None and self.worst > self.best

    def turns_from(self, beyond: float | None) -> bool:
        """Whether a limit lies on the other side of ``best`` than ``worst`` does."""
        if self.best is None or self.worst is None or beyond is None:
            return False
        return (beyond - self.best) * (self.worst - self.best) < 0.0


def check_tolerance(tolerance: Entry, faults: Faults) -> None:
    """Report bounds that do not fit their metric or each other, in general and on each device."""
    metric = tolerance.at("metric")
    if metric is None or not isinstance(metric.value, str):
        return
    if metric.value not in METRIC_UNITS:
        faults.add(unknown(metric, "a metric", list(METRIC_UNITS)))
        return
    general = _check_bounds(tolerance, metric.value, faults)
    for bounds in tolerance.keyed("for").values():
        _check_against(general, bounds, _check_bounds(bounds, metric.value, faults), faults)


def check_pass_mark(mark: Entry | None, faults: Faults) -> None:
    """Report a special pass mark that is for everything, or for what another is for already."""
    seen: set[tuple[str | None, str | None]] = set()
    for special in mark.rows("for") if mark is not None else ():
        case = (special.word("mode"), special.word("device"))
        if case == (None, None):
            faults.add(fault(special, 'a "mode", a "device" or both'))
        elif case in seen:
            named = " ".join(word for word in case if word)
            message = f"found a second pass mark for {named}."
            faults.add(ScenarioError(message, place=special.place, remedy="Take one of them out."))
        seen.add(case)


def _check_bounds(entry: Entry, metric: str, faults: Faults) -> _Bounds:
    """Report bounds that do not fit their metric or each other; gives those that can be read."""
    unit = METRIC_UNITS[metric]
    bounds = _Bounds(*(_bound(entry.at(key), unit, faults) for key in ("best", "worst", "fail_beyond")))
    at_beyond = entry.at("fail_beyond")
    if bounds.best is not None and bounds.best == bounds.worst:
        faults.add(fault(entry.at("worst") or entry, 'a value other than that of "best"'))
    if at_beyond is not None and bounds.turns_from(bounds.beyond):
        faults.add(fault(at_beyond, 'a value on the same side of "best" as "worst"'))
    _check_reference(entry, metric, faults)
    return bounds


def _check_against(general: _Bounds, entry: Entry, bounds: _Bounds, faults: Faults) -> None:
    """On a device, what is worse in general is not better, and a limit that still holds is not on the good side."""
    if None not in (general.best, general.worst, bounds.best, bounds.worst) and general.rises != bounds.rises:
        at = entry.at("worst") or entry
        faults.add(fault(at, 'a value on that side of "best" on which it is in general'))
    elif bounds.beyond is None and bounds.turns_from(general.beyond):
        at = entry.at("best") or entry
        faults.add(fault(at, 'a value within "fail_beyond", which holds as in general'))


def _check_reference(bounds: Entry, metric: str, faults: Faults) -> None:
    reference = bounds.at("reference")
    if metric in REFERENCE_UNITS:
        _bound(reference, REFERENCE_UNITS[metric], faults)
    elif reference is not None:
        message = f'the metric "{metric}" takes no reference.'
        faults.add(ScenarioError(message, place=reference.key_place, remedy="Take this key out."))


def _bound(entry: Entry | None, unit: str, faults: Faults) -> float | None:
    """The value of a bound in a metric's unit; None (and a fault) when it measures something else."""
    quantity = _quantity(entry)
    if entry is None or quantity is None:
        return None
    if quantity.dimension is UNITS[unit].dimension:
        return quantity.in_unit(unit)
    dimension = UNITS[unit].dimension
    faults.add(fault(entry, f"{with_article(dimension)} such as {EXAMPLES[dimension]}, which this metric measures"))
    return None


def _quantity(entry: Entry | None) -> Quantity | None:
    try:
        return read_quantity(entry.value) if entry is not None else None
    except ValueError:
        return None
