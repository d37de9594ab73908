"""Which vibration a hand feels when: pure, from snapshots."""

from __future__ import annotations

from .touch import Touch

__all__ = ["Touch"]
