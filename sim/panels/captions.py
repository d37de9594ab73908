"""Captions of the sounds that matter: what was heard, readable for three seconds."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import Translator

SHOWN_S = 3.0
FADE_S = 0.5
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class CaptionLine:
    """One caption; ``opacity`` falls from 1 to 0 in its last half second."""

    key: str
    text: str
    opacity: float


class CaptionStack:
    """The captions that can be read now, oldest first. A sound heard again only stays longer."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._heard: dict[str, float] = {}

    def hear(self, key: str, time_s: float) -> None:
        """A sound with this caption key (``caption.…``) was heard at a simulation time."""
        self._heard[key] = time_s

    def lines(self, time_s: float) -> tuple[CaptionLine, ...]:
        """What can be read at a simulation time."""
        self._heard = {key: heard for key, heard in self._heard.items() if 0.0 <= time_s - heard < SHOWN_S}
        latest = list(self._heard.items())[-MOST_LINES:]
        return tuple(
            CaptionLine(key, self._translator.text(key), min(1.0, (SHOWN_S - (time_s - heard)) / FADE_S))
            for key, heard in latest
        )
