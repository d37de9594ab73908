from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import ROOM, a_room, a_score, a_seat, a_snapshot, an_event, opened, some_events, with_store

from telemetry.room.outgoing import Batch, KeptSnapshot
from telemetry.store.errors import ConflictError, NotFoundError, StoreBusyError, StoreError
from telemetry.store.sql_store import SqlStore
from telemetry.store.writer import MOST_WAITING, CommitReport


def test_all_that_is_asked_for_in_a_tick_is_one_transaction(sqlite: str, tmp_path: Path) -> None:
    reports: list[CommitReport] = []

    async def test(store: SqlStore) -> None:
        for number in range(2, 65):
            await store.open_room(a_room(number))
        reports.clear()
        # The writing thread may begin with the first before the last is asked for: two transactions at most a tick.
        await asyncio.gather(*(store.keep(a_room(number).id, some_events(1, 3)) for number in range(1, 65)))
        assert sum(report.events for report in reports) == 192
        assert sum(report.requests for report in reports) == 64
        assert len(reports) < 32

    with_store(sqlite, tmp_path, test, on_commit=reports.append)


def test_events_never_leave_a_gap(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3))
        for first in (2, 5, 100):
            with pytest.raises(ConflictError):
                await store.keep(ROOM, some_events(first, first + 1, participant="OTHER"))
        # In one transaction, 6 may be found to follow after all; alone it does not. A gap there is never.
        turned = asyncio.gather(*(store.keep(ROOM, some_events(n, n)) for n in (4, 6, 5)), return_exceptions=True)
        four, six, five = await turned
        assert (four, five) == (None, None)
        assert six is None or isinstance(six, ConflictError)
        assert list((await store.kept(ROOM)).events) == [b"data %d" % n for n in range(1, 6 if six else 7)]

    with_store(database, tmp_path, test)


@pytest.mark.parametrize("numbers", [(0,), (2, 1), (1, 1), (1, 3), (-1,)])
def test_events_out_of_order_are_a_mistake_of_the_caller(sqlite: str, tmp_path: Path, numbers: tuple[int, ...]) -> None:
    async def test(store: SqlStore) -> None:
        with pytest.raises(ValueError, match="one after the other"):
            store.keep(ROOM, Batch(tuple(an_event(number) for number in numbers), (), None))

    with_store(sqlite, tmp_path, test)


def test_the_same_batch_again_is_kept_once(database: str, tmp_path: Path) -> None:
    batch = Batch(some_events(1, 4).events, (a_seat(1),), KeptSnapshot(4, b"bone"))

    async def test(store: SqlStore) -> None:
        for _ in range(3):
            await store.keep(ROOM, batch, [a_score()])
        await asyncio.gather(*(store.keep(ROOM, batch) for _ in range(3)))
        assert len((await store.kept(ROOM)).events) == 4
        assert len(await store.seats(ROOM)) == len(await store.scores(ROOM)) == 1
        await store.keep(ROOM, some_events(5, 5))

    with_store(database, tmp_path, test)


def test_a_senders_event_is_kept_once_under_whatever_number(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 2))
        twice = Batch((an_event(3, event_id=2),), (), None)
        with pytest.raises(ConflictError):
            await store.keep(ROOM, twice)
        others = Batch((an_event(3, event_id=2, participant="OTHER"),), (), None)
        await store.keep(ROOM, others)
        await store.open_room(a_room(2))
        await store.keep(a_room(2).id, some_events(1, 2))

    with_store(database, tmp_path, test)


def test_two_hubs_that_number_the_same_room_cannot_both_be_right(database: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with opened(database, tmp_path / "a") as here, opened(database, tmp_path / "b") as there:
            await here.open_room(a_room())
            await here.keep(ROOM, some_events(1, 2))
            await there.keep(ROOM, some_events(3, 3, participant="THERE"))
            with pytest.raises(ConflictError):
                await here.keep(ROOM, some_events(3, 3, participant="HERE"))
            assert [bytes(data) for data in (await here.kept(ROOM)).events] == [b"data 1", b"data 2", b"data 3"]
            await here.keep(ROOM, some_events(4, 4, participant="HERE"))
            with pytest.raises(ConflictError):
                await there.keep(ROOM, some_events(4, 4, participant="THERE"))

    asyncio.run(run())


def test_one_bad_request_harms_no_other_of_its_tick(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.open_room(a_room(2))
        answers = await asyncio.gather(
            store.keep(ROOM, some_events(1, 2)),
            store.keep(ROOM, some_events(9, 9)),
            store.keep("NOWHERE", some_events(1, 1)),
            store.keep(a_room(2).id, Batch((an_event(1, kind="\ud800"),), (), None)),
            store.open_room(a_room(1)),
            store.keep(a_room(2).id, some_events(1, 3)),
            store.keep(ROOM, Batch((), (a_seat(1, name="\ud800"),), None)),
            store.keep(ROOM, Batch((), (a_seat(2),), None)),
            return_exceptions=True,
        )
        kinds = [None if answer is None else type(answer) for answer in answers]
        assert kinds == [None, ConflictError, NotFoundError, StoreError, ConflictError, None, StoreError, None]
        assert len((await store.kept(ROOM)).events) == 2
        assert len((await store.kept(a_room(2).id)).events) == 3
        assert [seat.member for seat in await store.seats(ROOM)] == [2]

    with_store(database, tmp_path, test)


def test_a_batch_is_kept_as_a_whole_or_not_at_all(database: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, a_snapshot(0, b"before"))
        bad = Batch(some_events(1, 2).events, (a_seat(1),), KeptSnapshot(2, b"after"))
        with pytest.raises(StoreError):
            await store.keep(ROOM, bad, [replace(a_score(), scenario="\ud800")])
        kept = await store.kept(ROOM)
        assert (kept.events, kept.snapshot) == ((), KeptSnapshot(0, b"before"))
        assert list(await store.seats(ROOM)) == []

    with_store(database, tmp_path, test)


def test_who_has_gone_is_not_answered_and_the_rest_is(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        gone = store.keep(ROOM, some_events(1, 1))
        gone.cancel()
        await store.keep(ROOM, some_events(2, 2))
        assert len((await store.kept(ROOM)).events) == 2

    with_store(sqlite, tmp_path, test)


def test_more_than_may_wait_is_refused_at_once(sqlite: str, tmp_path: Path) -> None:
    async def test(store: SqlStore) -> None:
        asked = [store.keep(ROOM, a_snapshot(0, b"")) for _ in range(3 * MOST_WAITING)]
        answers = await asyncio.gather(*asked, return_exceptions=True)
        refused = [answer for answer in answers if answer is not None]
        assert refused
        assert {type(answer) for answer in refused} == {StoreBusyError}
        await store.keep(ROOM, some_events(1, 1))

    with_store(sqlite, tmp_path, test)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 4), st.sampled_from("AB")), max_size=25))
def test_whatever_is_tried_the_room_is_one_row_without_gap_or_double(
    tries: list[tuple[int, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tries")

    async def test(store: SqlStore) -> None:
        kept = 0
        truth: list[bytes] = []
        for first, count, sender in tries:
            events = [
                an_event(n, participant=sender, data=b"%d%s" % (n, sender.encode()))
                for n in range(first, first + count)
            ]
            answer = (await asyncio.gather(store.keep(ROOM, Batch(tuple(events), (), None)), return_exceptions=True))[0]
            again = [event.data for event in events] == truth[first - 1 : first - 1 + count]
            assert (answer is None) == (first == kept + 1 or again)
            if first == kept + 1:
                kept += count
                truth += [event.data for event in events]
        assert list((await store.kept(ROOM)).events) == truth

    with_store(f"sqlite:///{folder / 'hub.sqlite3'}", folder, test)
