"""A scenario's texts: one YAML file a language, flattened to dotted keys."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Entry
from .repeat import PLACEHOLDER

Catalogue = dict[str, str]
Catalogues = dict[str, Catalogue]

TARGET_NAME = "{target_name}"
"""In the text of a repeated step: the name of the target whose turn it is."""


def flattened(document: Entry) -> dict[str, Entry]:
    """Dotted key -> entry of each text. ``hints`` (a list) becomes ``hint1``, ``hint2``, ..."""
    return dict(_leaves(document, ""))


def _leaves(entry: Entry, key: str) -> Iterator[tuple[str, Entry]]:
    for step, child in entry.children():
        if isinstance(entry.value, list):
            name = f"{key.removesuffix('hints')}hint{int(step) + 1}" if key.endswith(".hints") else f"{key}[{step}]"
        else:
            name = f"{key}.{step}" if key else str(step)
        if isinstance(child.value, dict | list):
            yield from _leaves(child, name)
        else:
            yield name, child


def catalogue(entries: dict[str, Entry], repeated: dict[str, tuple[str, str]]) -> Catalogue:
    """Texts by key, with those of repeated steps written out.

    ``repeated`` maps the id of each unrolled step to its id as written and its target. A text under a step's own id
    goes before that of the repeat.
    """
    texts = {key: str(entry.value) for key, entry in entries.items() if PLACEHOLDER not in key}
    for step, (written, target) in repeated.items():
        name = texts.get(f"targets.{target}.name", target)
        for key, entry in entries.items():
            if key.startswith(f"steps.{written}."):
                own = key.replace(f"steps.{written}.", f"steps.{step}.", 1)
                texts.setdefault(own, str(entry.value).replace(TARGET_NAME, name))
    return texts


def hint_count(texts: Catalogues, step: str) -> int:
    """How many hints a step has."""
    keys = next(iter(texts.values()), {})
    count = 0
    while f"steps.{step}.hint{count + 1}" in keys:
        count += 1
    return count
