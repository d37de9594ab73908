"""How a room stands after its events so far: who is in it, which run and step is on, who holds what.

The hub and its clients fold the same events by the same rules, so that they cannot come to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from .protocol.events import (
    Assisted,
    Dropped,
    Event,
    HandedOver,
    Joined,
    Left,
    Mode,
    Muted,
    Paused,
    Person,
    Returned,
    RunEnded,
    RunStarted,
    StepChanged,
)
from .protocol.messages import RoomState
from .roles import Role


class Standing:
    """Who is in the room, and what the hub knows of the run."""

    def __init__(self, roster: Iterable[Person] = (), state: RoomState | None = None) -> None:
        self.roster: dict[int, Person] = {person.member: person for person in roster}
        self.state = state or RoomState()

    @property
    def operator(self) -> Person | None:
        """Who runs the trainer; there, away, or nobody."""
        return next((person for person in self.roster.values() if person.role is Role.OPERATOR), None)

    @property
    def assessing(self) -> bool:
        """Whether help would mark the run."""
        return self.state.run is not None and self.state.run.mode is Mode.ASSESS

    def apply(self, body: Event) -> None:
        """The room after that event. Those that only pass through the room change nothing."""
        if (change := _CHANGES.get(type(body))) is not None:
            change(self, body)

    def _joined(self, body: Joined) -> None:
        self.roster[body.person.member] = body.person

    def _dropped(self, body: Dropped) -> None:
        self._change_person(body.member, away=True)

    def _returned(self, body: Returned) -> None:
        self._change_person(body.member, away=False)

    def _left(self, body: Left) -> None:
        self.roster.pop(body.member, None)
        self._change(holders={thing: by for thing, by in self.state.holders.items() if by != body.member})

    def _muted(self, body: Muted) -> None:
        self._change_person(body.member, muted=body.muted)

    def _run_started(self, body: RunStarted) -> None:
        self.state = RoomState(run=body)

    def _run_ended(self, body: RunEnded) -> None:
        self._change(run=None, step=None, paused=False, holders={})

    def _step(self, body: StepChanged) -> None:
        self._change(step=body)

    def _paused(self, body: Paused) -> None:
        self._change(paused=body.paused)

    def _assisted(self, body: Assisted) -> None:
        self._change(assisted=(*self.state.assisted, body))

    def _handed_over(self, body: HandedOver) -> None:
        holders = {thing: by for thing, by in self.state.holders.items() if thing != body.thing}
        receiver = self.roster.get(body.to)
        if receiver is not None and receiver.role is not Role.OPERATOR:
            holders[body.thing] = body.to
        self._change(holders=holders)

    def _change(self, **changes: Any) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)

    def _change_person(self, member: int, **changes: Any) -> None:
        if (person := self.roster.get(member)) is not None:
            self.roster[member] = msgspec.structs.replace(person, **changes)


_CHANGES: dict[type, Callable[[Standing, Any], None]] = {
    Joined: Standing._joined,
    Dropped: Standing._dropped,
    Returned: Standing._returned,
    Left: Standing._left,
    Muted: Standing._muted,
    RunStarted: Standing._run_started,
    RunEnded: Standing._run_ended,
    StepChanged: Standing._step,
    Paused: Standing._paused,
    Assisted: Standing._assisted,
    HandedOver: Standing._handed_over,
}
