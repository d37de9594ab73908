"""Names of rooms, participants and tokens: short, without meaning, and never given out twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, so that what is read aloud is written down right."""

IDENTITY_LENGTH = 16
"""80 bits: a million rooms a day for a century meet no two alike."""


def new_identity(below: Callable[[int], int] = secrets.randbelow) -> str:
    """A new name of 16 characters. It is no secret: knowing it opens nothing."""
    return "".join(CROCKFORD[below(len(CROCKFORD))] for _ in range(IDENTITY_LENGTH))
