"""Which sound plays when: a pure mapping from snapshots and events. The scene plays it, and shows its captions."""

from __future__ import annotations

from .board import SoundBoard
from .cue import SoundCue, SoundFrame

__all__ = ["SoundBoard", "SoundCue", "SoundFrame"]
