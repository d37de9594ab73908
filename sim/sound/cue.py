"""What is to be heard, as data. Names are those of `assets.sounds`; volume runs from 0 to 1, pitch 1 is unchanged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundCue:
    """One sound. ``caption_key`` names the words for who cannot hear it; None where the picture says it all."""

    name: str
    volume: float = 1.0
    pitch: float = 1.0
    loop: bool = False
    caption_key: str | None = None


@dataclass(frozen=True, slots=True)
class SoundFrame:
    """All that sounds with one picture."""

    loops: dict[str, tuple[float, float]]
    """Sounds that go on: name -> (volume, pitch). One that is missing is to stop."""
    shots: tuple[SoundCue, ...]
    """Sounds that start now and play once."""
    captions: tuple[str, ...]
    """Caption keys of everything above, each once."""
