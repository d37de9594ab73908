from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from stored import OPENED_MS, ROOM, a_room, a_score, a_seat, an_event, some_events, with_store

from telemetry.room.outgoing import Batch, KeptSnapshot
from telemetry.store.errors import ConflictError, NotFoundError
from telemetry.store.records import RunFile
from telemetry.store.sql_store import SqlStore

WORDS = b"words that nobody else should have read"
NAME = "Dr Unmistakable Name"


async def _two_people_in_two_rooms(store: SqlStore) -> None:
    """PERSON1 operates in both rooms and PERSON2 is there; both have scores, and one run file is the same."""
    for number in (1, 2):
        room = a_room(number)
        if number == 2:
            await store.open_room(room)
        seats = (a_seat(1, name=NAME), a_seat(2, name="Somebody else"))
        events = (
            an_event(1, participant="", kind="joined", data=NAME.encode(), subject="PERSON1"),
            an_event(2, participant="PERSON1", event_id=1, kind="chat", data=WORDS),
            an_event(3, participant="PERSON2", event_id=1, kind="chat", data=b"an answer"),
        )
        scores = [
            a_score(10 * number + n, room=room.id, participant=f"PERSON{n}", run=_digest(number, n)) for n in (1, 2)
        ]
        await store.keep(room.id, Batch(events, seats, KeptSnapshot(3, b"bone")), scores)
        for n in (1, 2):
            content = _content(number, n)
            run = RunFile(room.id, _digest(number, n), len(content), f"PERSON{n}", OPENED_MS)
            await store.write_run(run, 0, content)


def _content(room: int, person: int) -> bytes:
    return b"the same run" if room == 1 else b"run of person %d" % person


def _digest(room: int, person: int) -> str:
    return sha256(_content(room, person)).hexdigest()


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_erased_is_in_no_file_any_more(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await _two_people_in_two_rooms(store)
        before = _all_bytes(tmp_path)
        assert WORDS in before
        assert NAME.encode() in before
        for number in (1, 2):
            await store.end_room(a_room(number).id, OPENED_MS + 1000)
        await store.erase_people(["PERSON1"])
        after = _all_bytes(tmp_path)
        for gone in (WORDS, NAME.encode(), b"signed 11", b"signed 21", b"run of person 1"):
            assert gone not in after
        for stays in (b"an answer", b"Somebody else", b"signed 12", b"run of person 2"):
            assert stays in after

    with_store(sqlite, tmp_path, test)


def test_one_persons_data_goes_and_everybody_elses_stays(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await _two_people_in_two_rooms(store)
        found = await store.find_people(NAME)
        assert [(seat.room, seat.participant) for seat in found] == [(ROOM, "PERSON1"), (a_room(2).id, "PERSON1")]
        assert list(await store.find_people("PERSON1")) == list(found)
        with pytest.raises(ConflictError, match="End the room first"):
            await store.erase_people(["PERSON1"])
        for number in (1, 2):
            await store.end_room(a_room(number).id, OPENED_MS + 1000)
        removed = await store.erase_people(["PERSON1"])
        assert (removed.seats, removed.events, removed.scores) == (2, 4, 2)
        assert removed.digests == (_digest(2, 1),)
        assert list(await store.find_people(NAME)) == []
        kept = await store.kept(a_room(2).id)
        assert list(kept.events) == [b"", b"", b"an answer"], "the numbers stay without a gap"
        assert kept.snapshot is None
        assert {score.participant for score in await store.scores()} == {"PERSON2"}
        assert (await store.run_path(_digest(1, 2))).exists(), "that run is somebody else's too"
        with pytest.raises(NotFoundError):
            await store.run_path(_digest(2, 1))

    with_store(database, tmp_path, test)


def test_after_its_time_talk_goes_first_and_scores_when_asked(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await _two_people_in_two_rooms(store)
        await store.open_room(a_room(3))
        await store.keep(a_room(3).id, some_events(1, 2))
        await store.end_room(ROOM, OPENED_MS + 1000)
        await store.end_room(a_room(2).id, OPENED_MS + 5000)
        talk = await store.purge(OPENED_MS + 2000, with_scores=False)
        assert (talk.events, talk.scores, talk.seats, talk.digests) == (3, 0, 0, ())
        assert (await store.kept(ROOM)).events == ()
        assert len(await store.scores(ROOM)) == 2
        assert len(await store.seats(ROOM)) == 2
        everything = await store.purge(OPENED_MS + 9000, with_scores=True)
        assert (everything.events, everything.scores, everything.seats) == (3, 4, 4)
        assert set(everything.digests) == {_digest(1, 1), _digest(2, 1), _digest(2, 2)}
        assert [room.id for room in await store.open_rooms()] == [a_room(3).id]
        assert await store.room(ROOM) is None
        assert len((await store.kept(a_room(3).id)).events) == 2, "a room that is open is never purged"
        assert not list((tmp_path / "files" / "runs").glob("??/*"))

    with_store(database, tmp_path, test)


def test_erasing_nobody_changes_nothing(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await _two_people_in_two_rooms(store)
        removed = await store.erase_people([])
        assert (removed.seats, removed.events, removed.scores, removed.digests) == (0, 0, 0, ())
        assert len(await store.find_people(NAME)) == 2

    with_store(database, tmp_path, test)
