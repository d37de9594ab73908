"""Where a person takes part: at a window or in a headset. What follows knows no more of it than this."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from .core.device import InputDevice
from .core.events import Event
from .core.intents import InputFrame
from .core.model import Mode
from .core.ports import InputSource
from .core.scorecard import ScoreCard
from .core.snapshot import Snapshot
from .loop import Clock
from .panels.tutorial import Tutorial
from .session.session import Session


class Panels(Protocol):
    """What can be asked of the panels there."""

    @property
    def tutorial(self) -> Tutorial | None:
        """The tutorial while it is on."""

    def teach(self, tutorial: Tutorial | None = None) -> None:
        """Begin the tutorial."""

    def choose_mode(self, chosen: Callable[[Mode], None]) -> None:
        """Ask for the mode; ``chosen`` is called once."""

    def show_debrief(self, card: ScoreCard) -> None:
        """Show the debrief over everything."""


class Seat(Protocol):
    """A display, a source of input and the clock that says when a picture is due."""

    @property
    def panels(self) -> Panels:
        """The panels there."""

    @property
    def clock(self) -> Clock:
        """Says when a picture is due."""

    @property
    def device(self) -> InputDevice:
        """What has led the hands up to now."""

    @property
    def left(self) -> bool:
        """Whether the person has gone, or gone on from the debrief."""

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Draw one picture, then see what the person did."""

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of a control frame; None when there will be no more."""

    def close(self) -> None:
        """Give everything back."""


SitDown = Callable[[Session, InputSource | None], Seat]
"""Sits somebody down before a session: the person, or someone else who leads the hands while the person watches."""

OpenPlace = Callable[[], AbstractContextManager[SitDown]]
"""Opens the window or the headset, before a session is made, so that the person sees that something happens."""
