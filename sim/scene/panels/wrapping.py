"""Breaking text into lines: Latin words stay whole, Chinese breaks between characters, punctuation where it may."""

from __future__ import annotations

import re
from collections.abc import Callable

_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_PIECES = re.compile(rf"\s+|[{_CHINESE}]|[^\s{_CHINESE}]+")
_LONG_WORD_JOINTS = re.compile(r"(?<=[/_;,.:-])")
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’…·～,.;:?!)%°／/")
_NEVER_LAST = frozenset("（《「『【〈“‘(")

Measure = Callable[[str], float]


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of a text that is at most ``width`` wide; ``measure`` gives the width of a piece of a line."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines, line = [], ""
    for unit in _units(text, width, measure):
        if line and measure((line + unit).rstrip()) > width:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()]


def _units(text: str, width: float, measure: Measure) -> list[str]:
    """What must stay together: a piece with the punctuation that may not be parted from it."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        parts = [piece] if measure(piece) <= width else _LONG_WORD_JOINTS.split(piece)
        for part in filter(None, parts):  # a word that ends with a joint leaves nothing behind it
            glued = units and (part[0] in _NEVER_FIRST or units[-1][-1] in _NEVER_LAST)
            if glued and not part.isspace():
                units[-1] += part
            else:
                units.append(part)
    return units
