"""What goes out of a room, to whom and when: messages to one, events to all, frames of streams, parts of a snapshot.

Nothing that tells of an event leaves before that event is on disk. To each line there goes first its welcome, then the
snapshot, then events in order, and frames only while no event is due: a frame never speaks of somebody unknown.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import NamedTuple

from ..outbox import Outbox
from ..protocol import codec
from ..protocol.codec import Form
from ..protocol.messages import Acknowledged, FromHub, SnapshotKept
from .ledger import Ledger
from .lines import Line
from .outgoing import Batch, Link, Outgoing, Send


class _Held(NamedTuple):
    """A message that waits until events up to a number are on disk."""

    number: int
    link: Link
    message: FromHub
    welcome: bool


class Delivery:
    """The way out."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self.lines: dict[Link, Line] = {}
        self._ledger = ledger
        self._outbox = outbox
        self._late: set[Link] = set()
        """Lines that lack something beside streams, or whose socket is full."""
        self._held: deque[_Held] = deque()

    @property
    def busy(self) -> bool:
        """Whether somebody waits for more than the next event."""
        return bool(self._late)

    def add(self, line: Line) -> None:
        """A new connection; it is told nothing until its welcome has gone out."""
        self.lines[line.link] = line

    def remove(self, link: Link) -> Line | None:
        """A connection is gone."""
        self._late.discard(link)
        self._outbox.remove(link)
        return self.lines.pop(link, None)

    def say(self, line: Line, message: FromHub) -> Send:
        """A message to one, at once."""
        return Send((line.link,), codec.encode(message, line.form))

    def hold(self, line: Line, message: FromHub, *, welcome: bool = False) -> list[Outgoing]:
        """A message to one that leaves when all events so far are on disk; at once where they are."""
        held = _Held(self._ledger.log.last, line.link, message, welcome)
        if not self._held and held.number <= self._ledger.log.kept:
            return self._release(held)
        self._held.append(held)
        return []

    def kept(self, batch: Batch) -> list[Outgoing]:
        """Events are on disk: acknowledge them, let go what waited for them, tell everybody."""
        outgoing: list[Outgoing] = []
        # Refusals go first: an acknowledgement counts for all before it that were not refused.
        while self._held and self._held[0].number <= self._ledger.log.kept:
            outgoing.extend(self._release(self._held.popleft()))
        outgoing.extend(self._acknowledge(batch))
        if batch.snapshot is not None and (operator := self.operator_line()) is not None:
            outgoing.append(self.say(operator, SnapshotKept(batch.snapshot.after)))
        outgoing.extend(self._tell_events())
        return outgoing

    def frames(self, at_ms: int) -> list[Outgoing]:
        """The streams of this tick, for all that lack nothing else."""
        outgoing: list[Outgoing] = []
        for links, frame in self._outbox.frames(at_ms, self._late):
            outgoing.extend(self._in_their_forms(links, frame))
        return outgoing

    def serve_late(self, now_s: float, waiting: Mapping[Link, int]) -> list[Outgoing]:
        """A chunk for everybody who is late and whose socket has room for it."""
        limits = self._ledger.limits
        for link, size in waiting.items():
            if size > limits.full_bytes and (line := self.lines.get(link)) is not None and line.welcomed:
                self._late.add(link)
        outgoing: list[Outgoing] = []
        for link in tuple(self._late):
            line = self.lines[link]
            line.late_since_s = now_s if line.late_since_s is None else line.late_since_s
            if waiting.get(link, 0) > limits.full_bytes:
                line.full_since_s = now_s if line.full_since_s is None else line.full_since_s
            else:
                line.full_since_s = None
                outgoing.extend(self._serve(line))
        return outgoing

    def hopeless(self, now_s: float) -> list[Line]:
        """Those who do not read, or will not catch up."""
        limits = self._ledger.limits
        return [
            line
            for line in map(self.lines.__getitem__, self._late)
            if (line.full_since_s is not None and now_s - line.full_since_s >= limits.stuck_s)
            or (line.late_since_s is not None and now_s - line.late_since_s >= limits.late_s)
        ]

    def operator_line(self) -> Line | None:
        """The operator's connection, once it is welcome."""
        operator = self._ledger.standing.operator
        member = self._ledger.members.get(operator.member) if operator is not None else None
        line = self.lines.get(member.link) if member is not None and member.link is not None else None
        return line if line is not None and line.welcomed else None

    def _acknowledge(self, batch: Batch) -> list[Send]:
        newest: dict[str, int] = {event.participant: event.event_id for event in batch.events if event.participant}
        sends = []
        for participant, event_id in newest.items():
            member = self._ledger.members.find(participant)
            if member is None:
                continue
            member.acknowledged = max(member.acknowledged, event_id)
            line = self.lines.get(member.link) if member.link is not None else None
            if line is not None and line.welcomed:
                sends.append(self.say(line, Acknowledged(event_id)))
        return sends

    def _release(self, held: _Held) -> list[Outgoing]:
        line = self.lines.get(held.link)
        if line is None:
            return []
        sends: list[Outgoing] = [self.say(line, held.message)]
        if held.welcome:
            line.welcomed = True
            self._outbox.add(line.link, line.member.number)
            self._late.add(line.link)
            sends.extend(self._serve(line))
        return sends

    def _serve(self, line: Line) -> list[Outgoing]:
        """The next chunk; a line that lacks nothing any more is late no longer."""
        room, log = self._ledger.limits.chunk_bytes, self._ledger.log
        sends: list[Outgoing] = []
        while line.parts and room > 0:
            room -= len(line.parts[0])
            sends.extend(self._in_their_forms((line.link,), line.parts.popleft()))
        if not line.parts and room > 0 and (events := log.after(line.sent, room)):
            line.sent = events[-1].number
            message = codec.join_events([event.data for event in events])
            sends.extend(self._in_their_forms((line.link,), message))
        if not line.parts and line.sent >= log.kept:
            self._late.discard(line.link)
            line.late_since_s = None
        return sends

    def _tell_events(self) -> list[Outgoing]:
        """New events to all who have the ones before; the same message to those who lack the same."""
        log = self._ledger.log
        lacking: dict[int, list[Link]] = defaultdict(list)
        for line in self.lines.values():
            if line.welcomed and line.link not in self._late and line.sent < log.kept:
                lacking[line.sent].append(line.link)
        sends: list[Outgoing] = []
        for sent, links in lacking.items():
            events = log.after(sent, self._ledger.limits.chunk_bytes)
            message = codec.join_events([event.data for event in events])
            sends.extend(self._in_their_forms(tuple(links), message))
            for link in links:
                self.lines[link].sent = events[-1].number
                if events[-1].number < log.kept:
                    self._late.add(link)
        return sends

    def _in_their_forms(self, links: tuple[Link, ...], packed: bytes) -> list[Outgoing]:
        readers = tuple(link for link in links if self.lines[link].form is Form.JSON)
        if not readers:
            return [Send(links, packed)]
        others = tuple(link for link in links if link not in readers)
        text = Send(readers, codec.as_json(packed))
        return [Send(others, packed), text] if others else [text]
