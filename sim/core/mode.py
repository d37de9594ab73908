"""How much help a person has."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How much help there is."""

    LEARN = "learn"
    PRACTISE = "practise"
    ASSESS = "assess"
