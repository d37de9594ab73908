"""Whether every text that the trainer shows is there in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...core.errors import ScenarioError
from ..document import Entry
from ..faults import Faults, fault, unknown_key
from ..texts import flattened
from .names import Names

Repeated = dict[str, tuple[str, str]]
"""Step -> its id as written in a repeat, and its target."""

STEP_TEXTS = ("title", "goal", "why", "hint1")
_HINT = re.compile(r"(steps\..+)\.hint\d+")


def wanted_texts(names: Names, repeated: Repeated) -> list[str]:
    """Keys of the texts that a scenario needs; a repeated step's under its id as written."""
    keys = ["procedure.title", "procedure.summary"]
    keys += [f"chapters.{name}" for name in names.chapters]
    keys += [f"targets.{name}.name" for name in names.targets]
    keys += [f"instruments.{name}.name" for name in names.instruments]
    keys += [f"screws.{name}.name" for name in names.families]
    keys += [f"steps.{name}.{text}" for name in _written(names, repeated) for text in STEP_TEXTS]
    keys += list(_question_texts(names))
    return keys


def _written(names: Names, repeated: Repeated) -> list[str]:
    return list(dict.fromkeys(repeated[name][0] if name in repeated else name for name in names.steps))


def _question_texts(names: Names) -> Iterator[str]:
    for name, question in names.questions.items():
        yield f"questions.{name}.text"
        for option in question.rows("options"):
            yield f"questions.{name}.options.{option.word('id')}"


def check_languages(scenario: Entry, faults: Faults) -> None:
    """Report a scenario without English, which stands in for what another language lacks."""
    languages = scenario.at("languages")
    if languages is not None and languages.rows() and all(entry.value != "en" for entry in languages.rows()):
        faults.add(fault(languages, 'a list with "en" in it'))


def check_words(document: Entry, wanted: list[str], names: Names, faults: Faults) -> None:
    """Report texts that are missing, empty, no texts, or that nothing asks for."""
    entries = flattened(document)
    for key in wanted:
        if key not in entries:
            faults.add(_missing(document, key))
    known = set(wanted) | {f"steps.{name}.{text}" for name in names.steps for text in STEP_TEXTS}
    for key, entry in entries.items():
        hint = _HINT.fullmatch(key)
        if key not in known and not (hint and f"{hint[1]}.hint1" in known):
            faults.add(unknown_key(entry, key, wanted))
        elif not isinstance(entry.value, str) or not entry.value.strip():
            faults.add(fault(entry, "a text that is not empty"))


def _missing(document: Entry, key: str) -> ScenarioError:
    """The fault of a missing text, placed at the nearest part of the file that is there."""
    near = document
    steps = key.split(".")
    for step in steps:
        below = near.child(step)
        if below is None:
            break
        near = below
    shown = re.sub(r"\.hint1$", ".hints", key)
    return ScenarioError("this text is missing.", place=replace(near.place, key=shown))


def check_hints(documents: dict[str, Entry], faults: Faults) -> None:
    """Report steps that have more hints in one language than in the first."""
    counts = {language: _hint_counts(document) for language, document in documents.items()}
    if not counts:
        return
    first, *others = counts
    for language in others:
        for step, (count, at) in counts[language].items():
            expected = counts[first].get(step, (count, at))[0]
            if count != expected:
                message = f"found {count} hints, expected {expected} as in {first}."
                faults.add(ScenarioError(message, place=at.place))


def _hint_counts(document: Entry) -> dict[str, tuple[int, Entry]]:
    hints = {name: step.at("hints") for name, step in document.keyed("steps").items()}
    return {name: (len(entry.rows()), entry) for name, entry in hints.items() if entry is not None}
