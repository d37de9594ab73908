"""A client's own events until the hub has them on disk: numbered, told in order, told again after a break.

Pure, so that whoever keeps them on disk between runs of the program can do it in his own way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from .protocol.events import ClientEvent
from .protocol.messages import Tell


class Pending:
    """Events that the hub has not acknowledged."""

    def __init__(self, kept: Iterable[Tell] = (), next_id: int = 0) -> None:
        """``kept``: of an earlier run of the program, in order; ``next_id``: what comes after them, 0 where unknown."""
        self._waiting = deque(kept)
        self._known = bool(self._waiting) or next_id > 0
        self._next_id = max(next_id, self._waiting[-1].id + 1 if self._waiting else 1)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Tell, ...]:
        """In order."""
        return tuple(self._waiting)

    @property
    def next_event(self) -> int:
        """For `Hello.next_event`: the oldest that is not acknowledged, or the next; 0 before the first welcome."""
        if not self._known:
            return 0
        return self._waiting[0].id if self._waiting else self._next_id

    def add(self, body: ClientEvent) -> Tell:
        """A new event. It may be told at once where there has been a welcome on this connection."""
        tell = Tell(self._next_id, body)
        self._next_id += 1
        self._waiting.append(tell)
        return tell

    def welcomed(self, last_event: int) -> list[Tell]:
        """The hub has all up to that one; what to tell it now."""
        if not self._known:
            # Nothing was ever told under these numbers: they go on from what the hub knows of us.
            self._waiting = deque(Tell(tell.id + last_event, tell.body) for tell in self._waiting)
            self._next_id += last_event
            self._known = True
        self.acknowledged(last_event)
        self._next_id = max(self._next_id, last_event + 1)
        return list(self._waiting)

    def acknowledged(self, up_to: int) -> None:
        """The hub has them on disk."""
        while self._waiting and self._waiting[0].id <= up_to:
            self._waiting.popleft()

    def refused(self, event_id: int) -> ClientEvent | None:
        """The hub will not have this one. Those before it are on disk by then."""
        body = next((tell.body for tell in self._waiting if tell.id == event_id), None)
        self.acknowledged(event_id)
        return body

    def resend(self, from_id: int) -> list[Tell]:
        """What to tell again."""
        return [tell for tell in self._waiting if tell.id >= from_id]
