"""A room as a client sees it: what it knows after all that the hub has told. The other end of `room.Room`; pure too."""

from __future__ import annotations

from .outbox import Key
from .protocol.errors import ErrorCode, ProtocolError
from .protocol.events import Dropped, Events, Left, Recorded, RunStarted
from .protocol.messages import FromHub, SnapshotTold, Welcome
from .protocol.streams import Frame, Gone, Stream, Thing, Told, Voice
from .standing import Standing


def stream_key(value: Stream) -> Key:
    """What it replaces among the streams of its member."""
    return value.id if isinstance(value, Thing | Gone) else type(value)


class View:
    """What a client knows of its room."""

    def __init__(self) -> None:
        self.member = 0
        """Who we are; 0: not welcomed yet."""
        self.seen = 0
        """For `Hello.seen` and `Seen.number`: all events up to this one have been taken."""
        self.standing = Standing()
        self.snapshot: bytes | None = None
        """The trainer's state at the welcome that was not a resumption; the events after it come one by one."""
        self.streams: dict[int, dict[Key, Told]] = {}
        """The newest of everybody else."""
        self._parts: list[bytes] = []
        self._from: int | None = 0
        """The event after which events come; None while a snapshot is on its way."""
        self._history = 0
        """Who is in the room is known up to this event: those before it tell nothing new of it."""

    def welcome(self, message: Welcome) -> None:
        """We are in, or in again."""
        self.member = message.member
        self.standing = Standing(message.roster, message.state)
        self._history = message.number
        self.streams.clear()
        if not message.resumed:
            self.seen, self.snapshot, self._parts = 0, None, []
            self._from = 0 if message.snapshot is None else None

    def told_snapshot(self, message: SnapshotTold) -> bytes | None:
        """The snapshot once it is whole."""
        if message.part != len(self._parts):
            raise ProtocolError(ErrorCode.GAP, f"expected part {len(self._parts)} of a snapshot, got {message.part}")
        self._parts.append(message.data)
        if len(self._parts) < message.parts:
            return None
        self.snapshot, self._parts = b"".join(self._parts), []
        self._from = self.seen = message.number
        return self.snapshot

    def events(self, message: Events) -> list[Recorded]:
        """The events that are new, in order: each one comes out of here once."""
        new = []
        for event in message.events:
            if event.number <= self.seen:
                continue
            if self._from is None or event.number != self.seen + 1:
                raise ProtocolError(ErrorCode.GAP, f"expected event {self.seen + 1}, got {event.number}")
            self.seen = event.number
            new.append(event)
            if event.number > self._history:
                self._apply(event)
        return new

    def frame(self, message: Frame) -> list[Told]:
        """What is new of others who are there, voices among it."""
        told = [told for told in message.told if told.member != self.member and self._is_there(told.member)]
        for item in told:
            if not isinstance(item.value, Voice):
                self.streams.setdefault(item.member, {})[stream_key(item.value)] = item
        return told

    def take(self, message: Frame | Events | FromHub) -> list[Recorded]:
        """Any message of the hub; the new events in it. Acknowledgements, answers and errors are not the view's."""
        if isinstance(message, Frame):
            self.frame(message)
        elif isinstance(message, Events):
            return self.events(message)
        elif isinstance(message, Welcome):
            self.welcome(message)
        elif isinstance(message, SnapshotTold):
            self.told_snapshot(message)
        return []

    def _is_there(self, member: int) -> bool:
        person = self.standing.roster.get(member)
        return person is not None and not person.away

    def _apply(self, event: Recorded) -> None:
        body = event.body
        self.standing.apply(body)
        if isinstance(body, Dropped | Left):
            self.streams.pop(body.member, None)
        elif isinstance(body, RunStarted):
            # Streams overtake events: what was told after the run began is of the new one.
            told = self.streams.pop(event.sender, {})
            if still := {key: item for key, item in told.items() if item.at_ms >= event.at_ms}:
                self.streams[event.sender] = still
