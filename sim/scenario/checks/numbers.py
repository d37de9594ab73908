"""Numbers that must fit each other: points, bounds, holes, lengths, places on the tray."""

from __future__ import annotations

import math

from ...core.errors import ScenarioError
from ..document import Entry
from ..faults import Faults, fault, unknown
from ..metric_units import METRIC_UNITS, REFERENCE_UNITS
from ..values import EXAMPLES, UNITS, Dimension, Quantity, read_quantity, read_value, with_article
from .names import Names

ALL_POINTS = 100.0
MAX_LENGTHS = 60
"""Most slots in one rack."""


def check_numbers(scenario: Entry, names: Names, faults: Faults) -> None:
    """Report numbers that do not fit."""
    _check_points(scenario, faults)
    for tolerance in names.tolerances.values():
        _check_tolerance(tolerance, faults)
    for target in scenario.rows("targets", "through_plate"):
        _check_hole(target, names, faults)
    for instrument in scenario.rows("instruments"):
        _check_on_tray(scenario, instrument.at("lies", "at"), faults)
    for family in scenario.rows("screws"):
        _check_on_tray(scenario, family.at("rack_at"), faults)
        _check_family(family, faults)
    for question in scenario.rows("questions"):
        _check_question(question, faults)
    for chapter in scenario.rows("chapters"):
        for step in chapter.rows("steps"):
            _check_guide(step, names, faults)


# --- points and tolerances ---


def _check_points(scenario: Entry, faults: Faults) -> None:
    worth = [scenario.keyed("overall")]
    worth += [step.keyed("score") for chapter in scenario.rows("chapters") for step in chapter.rows("steps")]
    values = [entry.value for points in worth for entry in points.values()]
    numbers = [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    chapters = scenario.at("chapters")
    if chapters is None or len(numbers) != len(values):
        return
    total = math.fsum(numbers)
    if abs(total - ALL_POINTS) > 1e-6:
        message = f'found {total:g} points in all "score" and in "overall", expected {ALL_POINTS:g}.'
        remedy = "A repeated step counts once for each target."
        faults.add(ScenarioError(message, place=chapters.key_place, remedy=remedy))


def _check_tolerance(tolerance: Entry, faults: Faults) -> None:
    metric = tolerance.at("metric")
    if metric is None or not isinstance(metric.value, str):
        return
    if metric.value not in METRIC_UNITS:
        faults.add(unknown(metric, "a metric", list(METRIC_UNITS)))
        return
    unit = METRIC_UNITS[metric.value]
    best, worst, beyond = (_bound(tolerance.at(key), unit, faults) for key in ("best", "worst", "fail_beyond"))
    _check_order(tolerance, best, worst, beyond, faults)
    _check_reference(tolerance, metric.value, faults)


def _check_order(
    tolerance: Entry, best: float | None, worst: float | None, beyond: float | None, faults: Faults
) -> None:
    if best is None or worst is None:
        return
    if best == worst:
        at = tolerance.at("worst") or tolerance
        faults.add(fault(at, 'a value other than that of "best"'))
    at_beyond = tolerance.at("fail_beyond")
    if at_beyond is not None and beyond is not None and (beyond - best) * (worst - best) < 0.0:
        faults.add(fault(at_beyond, 'a value on the same side of "best" as "worst"'))


def _check_reference(tolerance: Entry, metric: str, faults: Faults) -> None:
    reference = tolerance.at("reference")
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


# --- devices ---


def _length(entry: Entry | None) -> float | None:
    """A length in metres; None where the schema has something to report."""
    try:
        return read_value(entry.value, Dimension.LENGTH) if entry is not None else None
    except ValueError:
        return None


def _check_hole(target: Entry, names: Names, faults: Faults) -> None:
    plate, hole = names.instruments.get(target.word("plate") or ""), target.at("hole")
    holes = len(plate.rows("holes")) if plate is not None else 0
    if hole is not None and isinstance(hole.value, int) and holes and hole.value > holes:
        faults.add(fault(hole, f"a hole of the plate, 1 to {holes}"))


def _check_on_tray(scenario: Entry, at: Entry | None, faults: Faults) -> None:
    size = [_length(entry) for entry in scenario.rows("tray", "size")]
    place = [_length(entry) for entry in at.rows()] if at is not None else []
    if at is None or len(size) != 2 or len(place) != 2:
        return
    pairs = list(zip(place, size, strict=True))
    if any(where is not None and width is not None and abs(where) > width / 2.0 for where, width in pairs):
        known = " and ".join(f"{width / 2.0 * 1000.0:g} mm" for width in size if width is not None)
        faults.add(fault_of_place(at, known))


def fault_of_place(at: Entry, reach: str) -> ScenarioError:
    """Something that lies beside the tray."""
    written = ", ".join(str(entry.value) for entry in at.rows())
    message = f"found the place [{written}] beside the tray, expected one within {reach} of its middle."
    return ScenarioError(message, place=at.place)


def _check_family(family: Entry, faults: Faults) -> None:
    major, minor = _length(family.at("major_diameter")), _length(family.at("minor_diameter"))
    at_minor = family.at("minor_diameter")
    if at_minor is not None and major is not None and minor is not None and minor >= major:
        faults.add(fault(at_minor, "less than the major diameter"))
    first, last, by = (_length(family.at("lengths", key)) for key in ("from", "to", "by"))
    at_to = family.at("lengths", "to")
    if at_to is None or first is None or last is None or by is None or by <= 0.0:
        return
    if last < first:
        faults.add(fault(at_to, 'a length of at least that of "from"'))
    elif (last - first) / by + 1.0 > MAX_LENGTHS:
        faults.add(fault(at_to, f"at most {MAX_LENGTHS} lengths in one rack"))


def _check_guide(step: Entry, names: Names, faults: Faults) -> None:
    guide = step.at("task", "guide")
    sleeve = names.instruments.get(step.word("task", "guide") or "")
    drill = names.instruments.get(step.word("task", "with") or "")
    if guide is None or sleeve is None or drill is None:
        return
    bore, bit = _length(sleeve.at("bore")), _length(drill.at("diameter"))
    if bore is not None and bit is not None and bit > bore + 1e-9:
        faults.add(fault(guide, f"a sleeve whose bore takes the {bit * 1000.0:g} mm bit"))


# --- questions ---


def _check_question(question: Entry, faults: Faults) -> None:
    options = question.rows("options")
    at = question.at("options")
    if at is None or not options:
        return
    right = [option for option in options if (mark := option.at("correct")) is not None and mark.value is True]
    if not right or len(right) == len(options):
        message = f"found {len(right)} of {len(options)} answers marked as correct, expected some, but not all."
        faults.add(ScenarioError(message, place=at.place, remedy='Write "correct: true" at those that are.'))
    seen: set[str] = set()
    for option in options:
        name, at_id = option.word("id"), option.at("id")
        if name in seen and at_id is not None:
            faults.add(ScenarioError(f'found the answer "{name}" twice.', place=at_id.place))
        seen.add(name or "")
