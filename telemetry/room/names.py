"""What people are called, and what they write: nothing in it may disguise, reorder or hide what others see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ..protocol.limits import MAX_CHAT, MAX_NAME

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, marks of direction, surrogates, private and unassigned characters, separators of lines."""
_IN_TEXT = frozenset("\n\t\u200c\u200d")
"""Kept in what is written: lines, and the joiners without which some languages and signs cannot be written."""
_MOST_MARKS = 3
"""Combining marks in a row; more only climb over other lines."""


def clean_name(raw: str) -> str:
    """One line, visible, at most `MAX_NAME` characters; may come out empty."""
    return " ".join(_visible(unicodedata.normalize("NFKC", raw), frozenset()).split())[:MAX_NAME].strip()


def clean_text(raw: str) -> str:
    """Words as they were written, without what is not seen; may come out empty."""
    return _visible(unicodedata.normalize("NFC", raw), _IN_TEXT).strip()[:MAX_CHAT]


def one_of_its_kind(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where somebody is called so already. Small and large letters are the same name."""
    others = {other.casefold() for other in taken}
    if not name or name.casefold() not in others:
        return name
    return next(
        numbered
        for number in range(2, len(others) + 3)
        if (numbered := f"{name[: MAX_NAME - 5]} {number}").casefold() not in others
    )


def _visible(text: str, kept: frozenset[str]) -> str:
    shown, marks = [], 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if character in kept:
            shown.append(character)
        elif category in _HIDDEN or marks > _MOST_MARKS:
            shown.append(" " if character.isspace() else "")
        else:
            shown.append(character)
    return "".join(shown)
