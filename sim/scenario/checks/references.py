"""Ids that name something: instruments of the right kind, targets, screws, questions, tolerances."""

from __future__ import annotations

from ..document import Entry
from ..faults import Faults, unknown
from ..values import with_article
from .names import Names

TARGET, FAMILY, QUESTION = "target", "screw family", "question"

TASK_KEYS: dict[str, dict[str, str]] = {
    "reduce": {"with": "clamp"},
    "drill_hole": {"with": "drill", "at": TARGET, "guide": "sleeve"},
    "seat_sleeve": {"with": "sleeve", "at": TARGET},
    "cut_seat": {"with": "countersink", "at": TARGET},
    "measure": {"with": "depth_gauge", "at": TARGET},
    "choose_screw": {"with": "driver", "family": FAMILY, "at": TARGET},
    "cut_thread": {"with": "tap", "at": TARGET},
    "drive_screw": {"with": "driver", "at": TARGET},
    "take_off": {"with": "clamp"},
    "place_plate": {"plate": "plate", "clamp": "clamp"},
}
"""Kind of task -> key -> what the id under it names: a kind of instrument, or one of the words above."""

CONDITION_KEYS: dict[str, dict[str, str] | str] = {
    "held": "",
    "released": "",
    "unclamped": "clamp",
    "answered": QUESTION,
    "measured": TARGET,
    "tapped": TARGET,
    "drilled": {"at": TARGET},
    "sleeve_seated": {"sleeve": "sleeve", "at": TARGET},
    "countersunk": {"at": TARGET},
    "screw_on_driver": {"driver": "driver", "family": FAMILY},
    "screw_seated": {"at": TARGET},
    "plate_held": {"plate": "plate"},
}
"""Condition -> what its id names (any instrument when empty), or the same for each of its keys."""


def check_references(scenario: Entry, names: Names, faults: Faults) -> None:
    """Report every id that names nothing."""
    for target in scenario.rows("targets", "through_plate"):
        _check(target.at("plate"), "plate", names, faults)
    for instrument in scenario.rows("instruments"):
        _check(instrument.at("screws"), FAMILY, names, faults)
    for entry in scenario.keyed("overall").items():
        _check_tolerance(*entry, names, faults)
    for chapter in scenario.rows("chapters"):
        for step in chapter.rows("steps"):
            _check_step(step, names, faults)


def _check_step(step: Entry, names: Names, faults: Faults) -> None:
    for key, what in TASK_KEYS.get(step.word("task", "kind") or "", {}).items():
        _check(step.at("task", key), what, names, faults)
    for question in step.rows("task", "questions"):
        _check(question, QUESTION, names, faults)
    for instrument in step.rows("may_hold"):
        _check(instrument, "", names, faults)
    for tolerance in step.keyed("score").items():
        _check_tolerance(*tolerance, names, faults)
    done_when = step.at("done_when")
    if done_when is not None:
        _check_condition(done_when, names, faults)


def _check_condition(condition: Entry, names: Names, faults: Faults) -> None:
    for part in (*condition.rows("all"), *condition.rows("any"), condition.at("not")):
        if part is not None:
            _check_condition(part, names, faults)
    for key, what in CONDITION_KEYS.items():
        if isinstance(what, str):
            _check(condition.at(key), what, names, faults)
        else:
            for below, named in what.items():
                _check(condition.at(key, below), named, names, faults)


def _check(entry: Entry | None, what: str, names: Names, faults: Faults) -> None:
    """Report an id that is no ``what``; what is not a text is the schema's to report."""
    if entry is None or not isinstance(entry.value, str):
        return
    known = _known(what, names)
    if entry.value not in known:
        faults.add(unknown(entry, _spoken(what), known))


def _known(what: str, names: Names) -> list[str]:
    declared = {TARGET: names.targets, FAMILY: names.families, QUESTION: names.questions}
    return list(declared[what]) if what in declared else names.of_kind(what)


def _spoken(what: str) -> str:
    return with_article((what or "instrument").replace("_", " "))


def _check_tolerance(name: str, points: Entry, names: Names, faults: Faults) -> None:
    if name not in names.tolerances:
        key = Entry(name, points.key_place, points.key_place)
        faults.add(unknown(key, "a tolerance", list(names.tolerances)))
