"""Which versions of the protocol this program speaks."""

from __future__ import annotations

PROTOCOL_VERSION = 1
"""What is spoken here. A field that is added at the end with a default needs no new version; all else does."""

OLDEST_VERSION = 1
"""The oldest that is still understood."""


def understood(version: int) -> bool:
    """Whether a hub of this program can talk with a client of that version."""
    return OLDEST_VERSION <= version <= PROTOCOL_VERSION
