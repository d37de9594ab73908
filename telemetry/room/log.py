"""A room's events in order: what is on disk, what is on its way there, and what somebody may still need."""

from __future__ import annotations

from bisect import bisect_right

from .outgoing import KeptEvent


class Log:
    """Events from `first` to `last`; earlier ones are only on disk."""

    def __init__(self) -> None:
        self._events: list[KeptEvent] = []
        self._ends: list[int] = []
        """Bytes of all events ever, up to and with each one."""
        self._trimmed_bytes = 0
        self.first = 1
        self.kept = 0
        """The last one that is on disk: only up to it is anything told."""

    @property
    def last(self) -> int:
        """Number of the newest event; 0: there is none."""
        return self.first + len(self._events) - 1

    @property
    def bytes(self) -> int:
        """Of all events that are here."""
        return self.bytes_after(self.first - 1)

    @property
    def unkept_bytes(self) -> int:
        """Of those that are not on disk."""
        return self.bytes_after(self.kept)

    def append(self, event: KeptEvent) -> None:
        """The next event."""
        assert event.number == self.last + 1
        self._ends.append(self._end_of(self.last) + len(event.data))
        self._events.append(event)

    def unkept(self) -> tuple[KeptEvent, ...]:
        """Those that are not on disk yet."""
        return tuple(self._events[self.kept + 1 - self.first :])

    def mark_kept(self, number: int) -> None:
        """All up to this one are on disk."""
        assert self.kept <= number <= self.last
        self.kept = number

    def after(self, number: int, most_bytes: int) -> list[KeptEvent]:
        """Those on disk after that one: at least one if there is one, and no more than so many bytes."""
        begin, end = max(number + 1 - self.first, 0), self.kept + 1 - self.first
        bound = bisect_right(self._ends, self._end_of(number) + most_bytes, begin, max(begin, end))
        return self._events[begin : min(max(bound, begin + 1), end)]

    def bytes_after(self, number: int) -> int:
        """How many bytes come after that event."""
        return self._end_of(self.last) - self._end_of(number)

    def number_of(self, participant: str, event_id: int) -> int | None:
        """The number of somebody's last event up to that id, 0 where there was none; None: not known any more."""
        for event in reversed(self._events):
            if event.participant == participant and event.event_id <= event_id:
                return event.number
        return 0 if self.first == 1 else None

    def trim(self, before: int) -> None:
        """Let go of events before that one, as far as they are on disk."""
        count = min(before, self.kept + 1) - self.first
        # A list gives up its head in time that grows with its length: do it seldom.
        if count >= 64 and count * 4 >= len(self._events):
            self._trimmed_bytes = self._ends[count - 1]
            del self._events[:count]
            del self._ends[:count]
            self.first += count

    def _end_of(self, number: int) -> int:
        return self._ends[number - self.first] if number >= self.first else self._trimmed_bytes
