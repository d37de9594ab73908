"""Faults in words: where, what was found, what was expected, and what was perhaps meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ..core.errors import Place, ScenarioError
from .document import Entry
from .schema.fields import known_keys

MAX_FAULTS = 200


class Faults:
    """Collects faults; the same fault at the same place (an unrolled step's) counts once."""

    def __init__(self) -> None:
        self._found: dict[str, ScenarioError] = {}

    def add(self, fault: ScenarioError) -> None:
        """Keep a fault, or each of the faults that it holds."""
        for one in fault.faults or (fault,):
            if len(self._found) < MAX_FAULTS:
                self._found.setdefault(str(one), one)

    def found(self) -> tuple[ScenarioError, ...]:
        """All faults, in the order of files, lines and columns."""
        return tuple(sorted(self._found.values(), key=_order))


def _order(fault: ScenarioError) -> tuple[bool, str, int, int]:
    place = fault.place or Place("")
    return ("text/" in place.file, place.file, place.line or 0, place.column or 0)


def shown(value: object) -> str:
    """A value as it stands in the file, cut when it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + '..."'


def did_you_mean(word: object, known: Iterable[str]) -> str | None:
    """A remedy that names the known word nearest to ``word``; None when none is near."""
    near = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6) if isinstance(word, str) else []
    return f'Did you mean "{near[0]}"?' if near else None


def fault(entry: Entry, expected: str, *, remedy: str | None = None) -> ScenarioError:
    """A fault at a value: what was found there and what was expected."""
    return ScenarioError(f"found {shown(entry.plain())}, expected {expected}.", place=entry.place, remedy=remedy)


def unknown(entry: Entry, what: str, known: Sequence[str]) -> ScenarioError:
    """A fault at an id that names nothing."""
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    expected = f"the id of {what} ({listed})" if known else f"the id of {what}, but there is none"
    return fault(entry, expected, remedy=did_you_mean(entry.value, known))


def unknown_key(entry: Entry, key: str, known: Iterable[str]) -> ScenarioError:
    """A fault at a key that the format does not have there."""
    remedy = did_you_mean(key, (other for other in known if other != key))
    return ScenarioError(f"found {shown(key)}, a key that does not belong here.", place=entry.key_place, remedy=remedy)


def schema_faults(document: Entry, error: ValidationError) -> Faults:
    """What the schema refused, with its places in the file."""
    faults = Faults()
    for detail in error.errors(include_url=False, include_context=True):
        faults.add(_schema_fault(document, dict(detail)))
    return faults


def _schema_fault(document: Entry, detail: dict[str, Any]) -> ScenarioError:
    entry, missing = _walk(document, detail["loc"])
    context = detail.get("ctx", {})
    if missing == "[key]":
        entry = Entry(str(detail["loc"][-2]), entry.key_place, entry.key_place)
    match detail["type"]:
        case "missing":
            place = replace(entry.place, key=f"{entry.place.key}.{missing}" if entry.place.key else missing)
            return ScenarioError("this key is missing.", place=place)
        case "extra_forbidden":
            return unknown_key(entry, str(detail["loc"][-1]), known_keys())
        case "literal_error" | "union_tag_invalid":
            return _choice(entry, context)
        case "union_tag_not_found":
            return ScenarioError("this key is missing.", place=replace(entry.place, key=f"{entry.place.key}.kind"))
        case "quantity":
            return fault(entry, str(context["expected"]))
        case "one_key":
            return fault(entry, "exactly one condition in each entry")
        case kind:
            return fault(entry, _EXPECTED.get(kind, _in_words)(context))


def _walk(document: Entry, loc: tuple[str | int, ...]) -> tuple[Entry, str]:
    """The entry at a location of pydantic's, and the last step that is not in the file."""
    entry, missing = document, ""
    for step in loc:
        below = entry.child(step)
        if below is not None:
            entry, missing = below, ""
        else:
            missing = str(step)
    return entry, missing


def _choice(entry: Entry, context: dict[str, Any]) -> ScenarioError:
    """A word that is none of the allowed ones; a wrong ``kind`` is told at its own value."""
    at = entry.at("kind") or entry
    allowed = re.findall(r"'([^']+)'", str(context.get("expected") or context.get("expected_tags")))
    expected = "one of: " + ", ".join(allowed) if allowed else str(context.get("expected"))
    if len(allowed) == 1:
        expected = f'"{allowed[0]}"'
    return fault(at, expected, remedy=did_you_mean(at.value, allowed))


def _in_words(context: dict[str, Any]) -> str:
    return "a value that the format allows"


def _plain(text: str) -> Any:
    return lambda context: text.format(**context)


def _an_id(context: dict[str, Any]) -> str:
    return "an id of small letters, digits and _ that begins with a letter"


_EXPECTED: dict[str, Any] = {
    "string_type": _plain("a text"),
    "string_pattern_mismatch": _an_id,
    "string_too_short": _plain("a text that is not empty"),
    "string_too_long": _plain("a text of at most {max_length} characters"),
    "list_type": _plain("a list"),
    "dict_type": _plain("a mapping"),
    "model_type": _plain("a mapping"),
    "model_attributes_type": _plain("a mapping"),
    "bool_type": _plain("true or false"),
    "int_type": _plain("a whole number"),
    "float_type": _plain("a number"),
    "int_from_float": _plain("a whole number"),
    "finite_number": _plain("a number"),
    "too_short": _plain("{min_length} entries or more"),
    "too_long": _plain("{max_length} entries or fewer"),
    "greater_than_equal": _plain("a number of at least {ge:g}"),
    "less_than_equal": _plain("a number of at most {le:g}"),
}
