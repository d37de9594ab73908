"""Numbers that must fit each other: points, holes, lengths, places on the tray."""

from __future__ import annotations

import math

from ...core.errors import ScenarioError
from ..document import Entry
from ..faults import Faults, fault
from ..values import Dimension, read_value
from .names import Names
from .norms import check_pass_mark, check_tolerance

ALL_POINTS = 100.0
MAX_LENGTHS = 60
"""Most slots in one rack."""


def check_numbers(scenario: Entry, names: Names, faults: Faults) -> None:
    """Report numbers that do not fit."""
    _check_points(scenario, faults)
    for tolerance in names.tolerances.values():
        check_tolerance(tolerance, faults)
    check_pass_mark(scenario.at("pass_mark"), faults)
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


# --- points ---


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
