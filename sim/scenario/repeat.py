"""Steps that are done the same way at several targets: written once, unrolled here."""

from __future__ import annotations

from dataclasses import replace

from .document import Entry, substituted

PLACEHOLDER = "{target}"
"""Stands for the id of the target whose turn it is."""

MAX_REPEATS = 40


def unrolled(scenario: Entry) -> Entry:
    """The scenario with each well-formed ``repeat`` replaced by its steps; the schema reports any other."""
    chapters = scenario.at("chapters")
    if chapters is None or not isinstance(scenario.value, dict) or not isinstance(chapters.value, list):
        return scenario
    new_chapters = replace(chapters, value=[_unrolled_chapter(chapter) for chapter in chapters.value])
    return replace(scenario, value={**scenario.value, "chapters": new_chapters})


def _unrolled_chapter(chapter: Entry) -> Entry:
    steps = chapter.at("steps")
    if steps is None or not isinstance(chapter.value, dict) or not isinstance(steps.value, list):
        return chapter
    new_steps = [step for entry in steps.value for step in _unrolled_step(entry)]
    return replace(chapter, value={**chapter.value, "steps": replace(steps, value=new_steps)})


def _unrolled_step(entry: Entry) -> list[Entry]:
    targets, steps = entry.at("repeat", "for"), entry.at("repeat", "steps")
    if targets is None or steps is None or not isinstance(targets.value, list) or not isinstance(steps.value, list):
        return [entry]
    block = entry.keyed("repeat")
    if entry.keyed().keys() != {"repeat"} or block.keys() != {"for", "steps"}:
        return [entry]
    if not 0 < len(targets.value) <= MAX_REPEATS or not steps.value or not all(t.word() for t in targets.value):
        return [entry]
    return [substituted(step, PLACEHOLDER, target) for target in targets.value for step in steps.value]


def repeated_steps(scenario: Entry) -> dict[str, tuple[str, str]]:
    """Id of each unrolled step -> its id as written (with the placeholder) and the target's id."""
    found: dict[str, tuple[str, str]] = {}
    chapters = scenario.at("chapters")
    for _, chapter in chapters.children() if chapters is not None else ():
        steps = chapter.at("steps")
        for _, entry in steps.children() if steps is not None else ():
            found.update(_names(entry))
    return found


def _names(entry: Entry) -> dict[str, tuple[str, str]]:
    targets, steps = entry.at("repeat", "for"), entry.at("repeat", "steps")
    if targets is None or steps is None:
        return {}
    names: dict[str, tuple[str, str]] = {}
    for _, target in targets.children():
        for _, step in steps.children():
            template, name = step.word("id"), target.word()
            if template and name and PLACEHOLDER in template:
                names[template.replace(PLACEHOLDER, name)] = (template, name)
    return names
