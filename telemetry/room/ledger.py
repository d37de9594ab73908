"""The books of a room: its clock, its events and where they leave everybody. What changes it is written here."""

from __future__ import annotations

from ..protocol.codec import pack_recorded, unpack_recorded
from ..protocol.events import Assisted, Dropped, Event, Joined, Left, Person, Recorded, Returned
from ..standing import Standing
from .limits import RoomLimits
from .log import Log
from .members import Member, Members
from .outgoing import Batch, Kept, KeptEvent, KeptSnapshot, Seat
from .snapshots import cut

HUB = 0
"""The sender of the hub's own events."""


class Ledger:
    """What the room knows. Everything in it but connections can be made again from `Kept`."""

    def __init__(self, limits: RoomLimits, now_s: float, elapsed_ms: int) -> None:
        self.limits = limits
        self.log = Log()
        self.standing = Standing()
        self.members = Members()
        self.snapshot: KeptSnapshot | None = None
        self.snapshot_parts: tuple[bytes, ...] = ()
        self._began_s = now_s
        self._elapsed_ms = elapsed_ms
        self._last_ms = 0
        self._seats: dict[int, Seat] = {}
        self._snapshot_waits = False
        self._batch: Batch | None = None

    def at_ms(self, now_s: float) -> int:
        """The hub's clock since the room opened; never goes back."""
        self._last_ms = max(self._last_ms, self._elapsed_ms + int((now_s - self._began_s) * 1000.0))
        return self._last_ms

    def record(self, sender: int, event_id: int, body: Event, now_s: float) -> int:
        """The next event; its number."""
        event = Recorded(self.log.last + 1, sender, self.at_ms(now_s), event_id, body)
        self._note(event, pack_recorded(event))
        return event.number

    def replay(self, kept: Kept, now_s: float) -> None:
        """Make the room again; whoever was in it is away since now."""
        for data in kept.events:
            event = unpack_recorded(data)
            self._last_ms = event.at_ms
            self._note(event, data)
        self._elapsed_ms = max(self._elapsed_ms, self._last_ms)
        self.log.mark_kept(self.log.last)
        self._seats.clear()
        if kept.snapshot is not None and kept.snapshot.after <= self.log.last:
            self._hold_snapshot(kept.snapshot)
        for person in tuple(self.standing.roster.values()):
            self.drop(person.member, now_s)

    def join(self, person: Person, now_s: float) -> int:
        """Somebody is in the room now: a new member, or one who had left."""
        return self.record(HUB, 0, Joined(person), now_s)

    def drop(self, member: int, now_s: float) -> None:
        """A member's connection is lost; the seat is kept."""
        self.members.set_away(self._member(member), now_s)
        if not self.standing.roster[member].away:
            self.record(HUB, 0, Dropped(member), now_s)

    def come_back(self, member: int, now_s: float) -> int:
        """A member is back in time."""
        self.members.set_away(self._member(member), None)
        return self.record(HUB, 0, Returned(member), now_s)

    def leave(self, member: int, now_s: float) -> None:
        """A member is gone."""
        self.members.set_away(self._member(member), None)
        self.record(HUB, 0, Left(member), now_s)

    def keep_snapshot(self, snapshot: KeptSnapshot) -> None:
        """A newer true state; an older one changes nothing."""
        if self.snapshot is None or snapshot.after >= self.snapshot.after:
            self._hold_snapshot(snapshot)
            self._snapshot_waits = True

    def batch(self) -> Batch | None:
        """What must be kept next; None while the one before is on its way, or where there is nothing."""
        if self._batch is not None or not (self.log.last > self.log.kept or self._seats or self._snapshot_waits):
            return None
        snapshot = self.snapshot if self._snapshot_waits else None
        self._batch = Batch(self.log.unkept(), tuple(self._seats.values()), snapshot)
        self._seats, self._snapshot_waits = {}, False
        return self._batch

    def kept(self, batch: Batch) -> None:
        """That batch is on disk."""
        assert batch is self._batch
        self._batch = None
        if batch.events:
            self.log.mark_kept(batch.events[-1].number)
        self.trim()

    def failed(self, batch: Batch) -> None:
        """That batch is not on disk: what is in it waits again."""
        assert batch is self._batch
        self._batch = None
        self._seats = {seat.member: seat for seat in batch.seats} | self._seats
        self._snapshot_waits = self._snapshot_waits or batch.snapshot is not None

    def trim(self) -> None:
        """Let go of events that the snapshot holds and that nobody needs to come back."""
        if self.snapshot is None:
            return
        needed = self.snapshot.after
        if self.log.bytes <= self.limits.log_bytes:
            seats = [*self.members.connected, *self.members.away]
            needed = min((member.seen for member in seats), default=needed)
        self.log.trim(min(needed, self.snapshot.after) + 1)

    def _hold_snapshot(self, snapshot: KeptSnapshot) -> None:
        self.snapshot = snapshot
        self.snapshot_parts = cut(snapshot.after, snapshot.data)

    def _member(self, number: int) -> Member:
        member = self.members.get(number)
        assert member is not None
        return member

    def _note(self, event: Recorded, data: bytes) -> None:
        """The one way in which anything comes into the room, new or replayed."""
        if isinstance(event.body, Joined):
            self._seat(event.body.person, event.at_ms)
        elif isinstance(event.body, Left):
            self._unseat(event.body.member, event.at_ms)
        self.standing.apply(event.body)
        sender = self.members.get(event.sender)
        if sender is not None:
            sender.last_event = max(sender.last_event, event.event_id)
        self.log.append(
            KeptEvent(
                number=event.number,
                participant=sender.participant if sender else "",
                event_id=event.event_id or event.number,
                at_ms=event.at_ms,
                kind=str(event.body.__struct_config__.tag),
                data=data,
                subject=self._subject(event.body),
            )
        )

    def _seat(self, person: Person, at_ms: int) -> None:
        member = self.members.get(person.member)
        if member is None:
            member = Member(person.member, person.participant, person.role, at_ms)
            self.members.add(member)
        member.role = person.role
        self._seats[person.member] = self._seat_of(person, member.joined_ms, None)

    def _unseat(self, number: int, at_ms: int) -> None:
        person = self.standing.roster[number]
        self._seats[number] = self._seat_of(person, self._member(number).joined_ms, at_ms)

    @staticmethod
    def _seat_of(person: Person, joined_ms: int, left_ms: int | None) -> Seat:
        return Seat(person.member, person.participant, person.name, person.role, joined_ms, left_ms)

    def _subject(self, body: Event) -> str:
        if isinstance(body, Joined):
            return body.person.participant
        if isinstance(body, Dropped | Returned | Left | Assisted):
            return self._member(body.member).participant
        return ""
