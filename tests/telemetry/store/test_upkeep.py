from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from stored import OPENED_MS, ROOM, a_room, a_score, opened, some_events, with_store

from telemetry.auth.keys import KeyRing
from telemetry.auth.tokens import Tokens
from telemetry.roles import Role
from telemetry.settings import HubSettings
from telemetry.store.sql_store import DAY_S, SqlStore
from telemetry.upkeep import IDLE_DAYS, KEY_DAYS, Tidied, keep_tidy, tidy

OPENED_S = OPENED_MS / 1000


def settings_of(folder: Path, talk: int | None = None, scores: int | None = None) -> HubSettings:
    return HubSettings(folder=folder, database="", keep_talk_days=talk, keep_scores_days=scores)


def test_talk_and_scores_go_after_the_days_that_were_set(database: str, tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", OPENED_MS)
    settings = settings_of(tmp_path, talk=30, scores=60)

    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3), [a_score()])
        await store.end_room(ROOM, OPENED_MS)
        assert (await tidy(store, ring, settings, OPENED_S + 29.9 * DAY_S)).events == 0
        talk = await tidy(store, ring, settings, OPENED_S + 30.1 * DAY_S)
        assert (talk.events, talk.scores) == (3, 0)
        assert len(await store.scores()) == 1
        assert (await tidy(store, ring, settings, OPENED_S + 60.1 * DAY_S)).scores == 1
        assert await store.room(ROOM) is None

    with_store(database, tmp_path, test)


def test_without_days_nothing_ever_goes(sqlite: str, tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", OPENED_MS)

    async def test(store: SqlStore) -> None:
        await store.keep(ROOM, some_events(1, 3), [a_score()])
        await store.end_room(ROOM, OPENED_MS)
        assert (await tidy(store, ring, settings_of(tmp_path), OPENED_S + 20 * DAY_S)) == Tidied()
        assert len((await store.kept(ROOM)).events) == 3

    with_store(sqlite, tmp_path, test)


def test_a_room_that_was_left_without_a_word_ends(database: str, tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", OPENED_MS)
    lively = a_room(2)

    async def test(store: SqlStore) -> None:
        await store.open_room(lively)
        await store.keep(lively.id, some_events(1, 1, at_ms=int(3 * DAY_S * 1000)))
        now_s = OPENED_S + (IDLE_DAYS + 1) * DAY_S
        assert (await tidy(store, ring, settings_of(tmp_path), now_s)).rooms_ended == 1
        assert list(await store.open_rooms()) == [lively]
        assert await store.room(ROOM) == replace(a_room(), code=None, ended_unix_ms=int(now_s * 1000))
        assert (await tidy(store, ring, settings_of(tmp_path), now_s + 3 * DAY_S)).rooms_ended == 1

    with_store(database, tmp_path, test)


def test_keys_change_in_time_and_no_token_is_cut_short(sqlite: str, tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys", OPENED_MS)
    tokens = Tokens(ring)
    settings = settings_of(tmp_path)

    async def test(store: SqlStore) -> None:
        day = OPENED_S + KEY_DAYS * DAY_S
        assert not (await tidy(store, ring, settings, day)).key_changed
        late = tokens.issue(ROOM, "P", Role.WATCHER, day + 1)
        assert (await tidy(store, ring, settings, day + 60)).key_changed
        assert tokens.read(late, day + settings.token_s).participant == "P"
        other = KeyRing(tmp_path / "keys", OPENED_MS)  # another hub; its day comes round nearly a day later
        latest = Tokens(other).issue(ROOM, "P", Role.WATCHER, day + DAY_S)
        assert (await tidy(store, ring, settings, day + DAY_S + 60)).keys_retired == 0
        assert tokens.read(latest, day + DAY_S + settings.token_s).participant == "P"
        assert not (await tidy(store, other, settings, day + DAY_S + 30)).key_changed, "it takes the new one"
        assert (await tidy(store, ring, settings, day + 3 * DAY_S)).keys_retired == 1
        assert len(ring.keys) == 1

    with_store(sqlite, tmp_path, test)


def test_a_day_on_which_it_fails_is_told_and_is_not_the_last(
    sqlite: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ring = KeyRing(tmp_path / "keys", OPENED_MS)

    async def run() -> None:
        async with opened(sqlite, tmp_path) as store:
            pass
        work = asyncio.create_task(keep_tidy(store, ring, settings_of(tmp_path), lambda: OPENED_S))
        async with asyncio.timeout(10):
            while "not tidied" not in caplog.text:
                await asyncio.sleep(0.01)
        assert not work.done()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with caplog.at_level(logging.INFO):
        asyncio.run(run())
