"""The ids that a scenario declares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...core.errors import ScenarioError
from ...core.model import InstrumentKind
from ..document import Entry
from ..faults import Faults
from ..repeat import PLACEHOLDER

KINDS = frozenset(InstrumentKind)


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by what they name, in the order of the file."""

    kinds: dict[str, str]
    """Instrument -> kind; empty where the file does not tell it clearly."""
    instruments: dict[str, Entry]
    targets: dict[str, Entry]
    families: dict[str, Entry]
    questions: dict[str, Entry]
    tolerances: dict[str, Entry]
    chapters: dict[str, Entry]
    steps: dict[str, Entry]

    def of_kind(self, kind: str) -> list[str]:
        """Ids of the instruments that are, or may be, of a kind; of all for an empty kind."""
        return [name for name, found in self.kinds.items() if kind in ("", found) or not found]


def names_of(scenario: Entry, faults: Faults) -> Names:
    """The ids that a scenario declares; reports those that are declared twice."""
    instruments = _by_id(scenario.rows("instruments"), "instrument", faults)
    targets = scenario.rows("targets", "through_bone") + scenario.rows("targets", "through_plate")
    chapters = scenario.rows("chapters")
    return Names(
        kinds=_kinds(scenario),
        instruments=instruments,
        targets=_by_id(targets, "target", faults),
        families=_by_id(scenario.rows("screws"), "screw family", faults),
        questions=_by_id(scenario.rows("questions"), "question", faults),
        tolerances=scenario.keyed("tolerances"),
        chapters=_by_id(chapters, "chapter", faults),
        steps=_by_id((step for chapter in chapters for step in chapter.rows("steps")), "step", faults),
    )


def _kinds(scenario: Entry) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for row in scenario.rows("instruments"):
        name, kind = row.word("id"), row.word("kind")
        if name is not None:
            kinds[name] = kind if kind in KINDS and kind is not None and name not in kinds else ""
    return kinds


def _by_id(rows: Iterable[Entry], what: str, faults: Faults) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in rows:
        name, at = row.word("id"), row.at("id")
        if name is None or at is None:
            continue
        if name in found:
            faults.add(_twice(name, what, at, found[name]))
        else:
            found[name] = row
    return found


def _twice(name: str, what: str, at: Entry, first: Entry) -> ScenarioError:
    declared = first.at("id") or first
    if declared.place == at.place:
        remedy = f'Write "{PLACEHOLDER}" into the id of a step that is repeated.'
        return ScenarioError(f'found the {what} "{name}" more than once in a repeat.', place=at.place, remedy=remedy)
    message = f'found the {what} "{name}" twice (first in line {declared.place.line}).'
    return ScenarioError(message, place=at.place, remedy="Give each an id of its own.")
