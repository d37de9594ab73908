from __future__ import annotations

from pathlib import Path

from stored import OPENED_MS, ROOM, a_room, with_store

from telemetry.protocol import codec
from telemetry.protocol.codec import Form
from telemetry.protocol.events import Chat, Strokes
from telemetry.protocol.messages import Hello, SnapshotPart, Tell
from telemetry.roles import Role
from telemetry.room.outgoing import Grant, Send
from telemetry.room.room import Room
from telemetry.store.sql_store import SqlStore

CODE = a_room().code or ""


async def keep_all(store: SqlStore, room: Room, now_s: float) -> list[Send]:
    """As a hub does: until there is nothing left to keep."""
    sent: list[Send] = []
    while (batch := room.batch()) is not None:
        await store.keep(ROOM, batch)
        sent += [outgoing for outgoing in room.kept(batch, now_s) if isinstance(outgoing, Send)]
    return sent


def join(room: Room, link: int, name: str, role: Role, now_s: float) -> None:
    grant = Grant(f"P-{role}", role, "token")
    room.join(link, grant, Hello(version=1, name=name), Form.MESSAGEPACK, now_s)


def test_a_room_comes_back_from_the_store_as_it_was(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        room = Room(CODE, 100.0, OPENED_MS)
        join(room, 1, "Operator", Role.OPERATOR, 100.0)
        join(room, 2, "王医生", Role.REPRESENTATIVE, 100.1)
        assert await keep_all(store, room, 100.2), "both are welcomed once it is on the disk"
        for number in range(1, 4):
            told = Tell(number, Strokes(90 * number, b"\x00\xff%d" % number))
            room.receive(1, codec.encode(told, Form.MESSAGEPACK), 101.0)
        room.receive(2, codec.encode(Tell(1, Chat("很好 🦴")), Form.MESSAGEPACK), 101.0)
        await keep_all(store, room, 101.1)
        snapshot = SnapshotPart(3, 0, 1, b"bone")
        room.receive(1, codec.encode(snapshot, Form.MESSAGEPACK), 101.2)
        await keep_all(store, room, 101.3)

        kept = await store.kept(ROOM)
        again = Room(CODE, 5.0, OPENED_MS, 2000, kept)
        assert [(p.participant, p.name, p.away) for p in again.standing.roster.values()] == [
            ("P-operator", "Operator", True),
            ("P-rep", "王医生", True),
        ]
        assert [codec.unpack_recorded(data).number for data in kept.events] == list(range(1, len(kept.events) + 1))
        assert kept.snapshot is not None
        assert kept.snapshot.data == b"bone"
        assert [(seat.participant, seat.role) for seat in await store.seats(ROOM)] == [
            ("P-operator", "operator"),
            ("P-rep", "rep"),
        ]
        join(again, 7, "Operator", Role.OPERATOR, 6.0)
        await keep_all(store, again, 6.0)
        again.receive(7, codec.encode(Tell(3, Strokes(270, b"sent again")), Form.MESSAGEPACK), 6.1)
        again.receive(7, codec.encode(Tell(4, Strokes(360, b"new")), Form.MESSAGEPACK), 6.1)
        await keep_all(store, again, 6.2)
        strokes = [
            recorded.body.data
            for recorded in map(codec.unpack_recorded, (await store.kept(ROOM)).events)
            if isinstance(recorded.body, Strokes)
        ]
        assert strokes == [b"\x00\xff1", b"\x00\xff2", b"\x00\xff3", b"new"]

    with_store(database, tmp_path, test)


def test_who_is_erased_is_in_nothing_that_the_room_kept(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        room = Room(CODE, 100.0, OPENED_MS)
        join(room, 1, "Operator", Role.OPERATOR, 100.0)
        join(room, 2, "Unmistakable", Role.REPRESENTATIVE, 100.1)
        await keep_all(store, room, 100.2)
        room.receive(2, codec.encode(Tell(1, Chat("plainly mine")), Form.MESSAGEPACK), 101.0)
        room.dropped(2, 102.0)
        room.tick(200.0, {})
        await keep_all(store, room, 201.0)
        files = (tmp_path / "database").iterdir
        for words in (b"Unmistakable", b"plainly mine"):
            assert any(words in path.read_bytes() for path in files())
        await store.end_room(ROOM, OPENED_MS + 1)
        assert (await store.erase_people(["P-rep"])).events >= 3
        for path in files():
            assert b"Unmistakable" not in path.read_bytes()
            assert b"plainly mine" not in path.read_bytes()
        assert {seat.name for seat in await store.seats(ROOM)} == {"Operator", ""}

    with_store(sqlite, tmp_path, test)
