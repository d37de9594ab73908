"""Keeps what rooms hand over: events in order, without a gap and each once; with them seats, snapshots and scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from ..room.outgoing import Batch, KeptEvent
from .errors import ConflictError, NotFoundError
from .records import Score
from .tables import EVENTS, ROOMS, SCORES, SEATS, SNAPSHOTS

_MOST_ROOMS = 4096

_INSERT_EVENTS = insert(EVENTS)
_DELETE_SEATS = delete(SEATS).where((SEATS.c.room == bindparam("of_room")) & (SEATS.c.member == bindparam("of_member")))


@dataclass(frozen=True, slots=True)
class Keep:
    """What a room wants kept, all of it or nothing."""

    room: str
    batch: Batch
    scores: Sequence[Score] = ()

    @property
    def events(self) -> Sequence[KeptEvent]:
        """In their order; may be none."""
        return self.batch.events


class Keeper:
    """Knows the last number of each room that it has lately kept, so that all rooms' events of a tick are one INSERT.

    Used on one thread. What it knows is told by `settle` once the commit is done, and forgotten when it fails.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def keep_all(self, connection: Connection, keeps: Sequence[Keep]) -> list[ConflictError | None]:
        """Keep what follows on its room; a ConflictError for each that does not.

        Raises the database's error when it holds such events already: then nothing of it is kept, and `keep_alone`
        finds out whose they are.
        """
        last: dict[str, int] = {}
        answers: list[ConflictError | None] = []
        for keep in keeps:
            answers.append(self._follows(connection, keep, last))
        good = [keep for keep, answer in zip(keeps, answers, strict=True) if answer is None]
        rows = [row for keep in good for row in _event_rows(keep)]
        if rows:
            connection.execute(_INSERT_EVENTS, rows)
        for keep in good:
            _keep_others(connection, keep)
        return answers

    def keep_alone(self, connection: Connection, keep: Keep) -> None:
        """Keep what may be there already: because the answer to an earlier try was lost, or from another hub.

        Raises NotFoundError for no room, ConflictError, or the database's error.
        """
        self._last.pop(keep.room, None)
        if connection.execute(select(ROOMS.c.id).where(ROOMS.c.id == keep.room)).first() is None:
            raise NotFoundError("There is no such room.")
        if keep.events and not _is_kept(connection, keep):
            conflict = self._follows(connection, keep, {})
            if conflict is not None:
                raise conflict
            connection.execute(_INSERT_EVENTS, _event_rows(keep))
        _keep_others(connection, keep)

    def settle(self, keeps: Iterable[Keep]) -> None:
        """These have been committed."""
        for keep in keeps:
            if keep.events:
                self._last[keep.room] = keep.events[-1].number
        while len(self._last) > _MOST_ROOMS:
            self._last.pop(next(iter(self._last)))

    def forget(self) -> None:
        """Something failed: ask the database again."""
        self._last.clear()

    def _follows(self, connection: Connection, keep: Keep, last: dict[str, int]) -> ConflictError | None:
        """Whether the events follow on those of ``last``, which is brought up to date."""
        if not keep.events:
            return None
        known = last.get(keep.room, self._last.get(keep.room))
        before = last_number(connection, keep.room) if known is None else known
        last[keep.room] = before
        if keep.events[0].number != before + 1:
            return ConflictError(f"Expected event {before + 1} of the room, but got {keep.events[0].number}.")
        last[keep.room] = keep.events[-1].number
        return None


def check(keep: Keep) -> None:
    """ValueError unless the events are numbered one after the other."""
    numbers = [event.number for event in keep.events]
    if numbers and (numbers[0] < 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers)))):
        raise ValueError("expected events numbered one after the other")


def last_number(connection: Connection, room: str) -> int:
    """The number of a room's last event; 0 without one."""
    return connection.execute(select(func.max(EVENTS.c.number)).where(EVENTS.c.room == room)).scalar() or 0


def _is_kept(connection: Connection, keep: Keep) -> bool:
    columns = (EVENTS.c.number, EVENTS.c.participant, EVENTS.c.event_id)
    between = EVENTS.c.number.between(keep.events[0].number, keep.events[-1].number)
    rows = connection.execute(select(*columns).where((EVENTS.c.room == keep.room) & between).order_by(EVENTS.c.number))
    return [tuple(row) for row in rows] == [(event.number, event.participant, event.event_id) for event in keep.events]


def _keep_others(connection: Connection, keep: Keep) -> None:
    """Seats, snapshot and scores; to keep them twice changes nothing."""
    if keep.batch.seats:
        seats = [asdict(seat) | {"room": keep.room} for seat in keep.batch.seats]
        connection.execute(_DELETE_SEATS, [{"of_room": keep.room, "of_member": seat["member"]} for seat in seats])
        connection.execute(insert(SEATS), seats)
    if keep.batch.snapshot is not None:
        connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.room == keep.room))
        connection.execute(insert(SNAPSHOTS), asdict(keep.batch.snapshot) | {"room": keep.room})
    for score in keep.scores:
        _keep_score(connection, score)


def _keep_score(connection: Connection, score: Score) -> None:
    digest = sha256(score.signed).hexdigest()
    there = select(SCORES.c.id).where((SCORES.c.participant == score.participant) & (SCORES.c.digest == digest))
    if connection.execute(there).first() is None:
        connection.execute(insert(SCORES), asdict(score) | {"digest": digest})


def _event_rows(keep: Keep) -> list[dict[str, object]]:
    return [
        {
            "room": keep.room,
            "number": event.number,
            "participant": event.participant,
            "event_id": event.event_id,
            "at_ms": event.at_ms,
            "kind": event.kind,
            "data": event.data,
            "subject": event.subject,
        }
        for event in keep.events
    ]
