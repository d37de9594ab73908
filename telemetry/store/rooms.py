"""Rooms, who was in them, and what they are made from again: the SQL."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from ..room.outgoing import Kept, KeptSnapshot
from .errors import ConflictError
from .records import StoredRoom, StoredSeat
from .tables import EVENTS, ROOMS, SEATS, SNAPSHOTS


def open_room(connection: Connection, room: StoredRoom) -> None:
    """Keep a new room."""
    taken = ROOMS.c.id == room.id
    if room.code is not None:
        taken |= ROOMS.c.code == room.code
    if connection.execute(select(ROOMS.c.id).where(taken)).first() is not None:
        raise ConflictError("A room has this code or id already.")
    connection.execute(insert(ROOMS), asdict(room))


def room_by_id(connection: Connection, room: str) -> StoredRoom | None:
    """The room of an id."""
    return _room(connection, ROOMS.c.id == room)


def room_by_code(connection: Connection, code: str) -> StoredRoom | None:
    """The open room of a code."""
    return _room(connection, ROOMS.c.code == code)


def open_rooms(connection: Connection) -> list[StoredRoom]:
    """All rooms that have not ended."""
    query = select(ROOMS).where(ROOMS.c.ended_unix_ms.is_(None)).order_by(ROOMS.c.opened_unix_ms, ROOMS.c.id)
    return [StoredRoom(**row) for row in connection.execute(query).mappings()]


def end_room(connection: Connection, room: str, at_unix_ms: int) -> None:
    """End a room, if it has not ended."""
    running = (ROOMS.c.id == room) & ROOMS.c.ended_unix_ms.is_(None)
    connection.execute(update(ROOMS).where(running).values(code=None, ended_unix_ms=at_unix_ms))


def end_idle_rooms(connection: Connection, idle_since_unix_ms: int, at_unix_ms: int) -> int:
    """End rooms in which nothing has happened since; returns how many."""
    last = select(func.coalesce(func.max(EVENTS.c.at_ms), 0)).where(EVENTS.c.room == ROOMS.c.id).scalar_subquery()
    idle = ROOMS.c.ended_unix_ms.is_(None) & (ROOMS.c.opened_unix_ms + last < idle_since_unix_ms)
    return connection.execute(update(ROOMS).where(idle).values(code=None, ended_unix_ms=at_unix_ms)).rowcount


def kept(connection: Connection, room: str) -> Kept:
    """All events and the newest snapshot, as of one moment."""
    events = select(EVENTS.c.data).where(EVENTS.c.room == room).order_by(EVENTS.c.number)
    snapshot = select(SNAPSHOTS.c.after, SNAPSHOTS.c.data).where(SNAPSHOTS.c.room == room)
    row = connection.execute(snapshot).first()
    newest = None if row is None else KeptSnapshot(row.after, row.data)
    return Kept(tuple(connection.execute(events).scalars()), newest)


def seats(connection: Connection, room: str) -> list[StoredSeat]:
    """All who have been in a room."""
    query = select(SEATS).where(SEATS.c.room == room).order_by(SEATS.c.member)
    return [StoredSeat(**row) for row in connection.execute(query).mappings()]


def _room(connection: Connection, where: ColumnElement[bool]) -> StoredRoom | None:
    row = connection.execute(select(ROOMS).where(where)).mappings().first()
    return None if row is None else StoredRoom(**row)
