"""What the core asks of the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .events import Event
from .intents import Hand, InputFrame
from .measurements import RunRecord
from .snapshot import Snapshot


class Simulation(Protocol):
    """Something that input goes into, frame by frame: a session."""

    @property
    def snapshot(self) -> Snapshot:
        """The state after the last frame."""

    @property
    def finished(self) -> bool:
        """The procedure has come to its end."""

    def step(self, frame: InputFrame) -> tuple[Snapshot, tuple[Event, ...]]:
        """Simulate one control frame."""

    def record(self) -> RunRecord:
        """What was measured so far, for scoring."""


class InputSource(Protocol):
    """Someone or something that acts: desk, headset, bot or recording."""

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of control frame ``index`` given what is shown; None when there will be no more."""


class Display(Protocol):
    """Something that shows a session."""

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Draw one picture. May be called less often than the session steps; every event is passed once."""

    def close(self) -> None:
        """Give back the window and its graphics memory."""


class Recorder(Protocol):
    """Something that keeps a run."""

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        """Keep one control frame."""

    def close(self) -> None:
        """Make sure everything is on disk."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A haptic pulse for one hand: amplitude 0 to 1."""

    hand: Hand
    amplitude: float
    frequency_hz: float
    duration_s: float


class Haptics(Protocol):
    """Something that shakes a hand."""

    def play(self, pulse: Pulse) -> None:
        """Start a pulse; the newest replaces the one before."""
