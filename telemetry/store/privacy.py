"""Taking people's data out of the store: one person's when they ask for it, everybody's after its time. The SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, or_, select, update

from .errors import ConflictError
from .records import StoredSeat
from .tables import EVENTS, ROOMS, RUN_FILES, SCORES, SEATS, SNAPSHOTS


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out, in numbers."""

    seats: int
    events: int
    scores: int
    digests: tuple[str, ...]
    """Run files that nobody else refers to."""


def find_people(connection: Connection, name_or_participant: str) -> list[StoredSeat]:
    """All seats of whoever had this very name, or is this participant, over all rooms."""
    query = select(SEATS).where(or_(SEATS.c.name == name_or_participant, SEATS.c.participant == name_or_participant))
    rows = connection.execute(query.order_by(SEATS.c.participant, SEATS.c.room, SEATS.c.member)).mappings()
    return [StoredSeat(**row) for row in rows]


def erase_people(connection: Connection, participants: Sequence[str]) -> Removed:
    """Take out what these are called, said, drew, did and scored, in all rooms. These must have ended.

    That there was an event of its kind at its time stays, without its contents; its sender is nobody's name.
    """
    rooms = select(SEATS.c.room).where(SEATS.c.participant.in_(participants))
    still_open = select(ROOMS.c.id).where(ROOMS.c.id.in_(rooms) & ROOMS.c.ended_unix_ms.is_(None))
    if connection.execute(still_open).first() is not None:
        raise ConflictError("This person is in a room that has not ended.", remedy="End the room first.")
    connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.room.in_(rooms)))
    about = or_(EVENTS.c.participant.in_(participants), EVENTS.c.subject.in_(participants))
    events = connection.execute(update(EVENTS).where(about).values(data=b"")).rowcount
    scores = connection.execute(delete(SCORES).where(SCORES.c.participant.in_(participants))).rowcount
    theirs = delete(RUN_FILES).where(RUN_FILES.c.participant.in_(participants)).returning(RUN_FILES.c.digest)
    digests = set(connection.execute(theirs).scalars())
    nameless = update(SEATS).where(SEATS.c.participant.in_(participants)).values(name="")
    seats = connection.execute(nameless).rowcount
    return Removed(seats, events, scores, _unwanted(connection, digests))


def purge(connection: Connection, ended_before_unix_ms: int, *, with_scores: bool) -> Removed:
    """Take out what was said and done in rooms that ended before a time; with scores, those rooms as a whole.

    Without, who was there stays as long as the scores do: a score that is nobody's is none.
    """
    rooms = select(ROOMS.c.id).where(ROOMS.c.ended_unix_ms < ended_before_unix_ms)
    events = connection.execute(delete(EVENTS).where(EVENTS.c.room.in_(rooms))).rowcount
    connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.room.in_(rooms)))
    if not with_scores:
        return Removed(0, events, 0, ())
    scores = connection.execute(delete(SCORES).where(SCORES.c.room.in_(rooms))).rowcount
    theirs = delete(RUN_FILES).where(RUN_FILES.c.room.in_(rooms)).returning(RUN_FILES.c.digest)
    digests = set(connection.execute(theirs).scalars())
    seats = connection.execute(delete(SEATS).where(SEATS.c.room.in_(rooms))).rowcount
    connection.execute(delete(ROOMS).where(ROOMS.c.ended_unix_ms < ended_before_unix_ms))
    return Removed(seats, events, scores, _unwanted(connection, digests))


def _unwanted(connection: Connection, digests: set[str]) -> tuple[str, ...]:
    wanted = set(connection.execute(select(RUN_FILES.c.digest).where(RUN_FILES.c.digest.in_(digests))).scalars())
    return tuple(sorted(digests - wanted))
