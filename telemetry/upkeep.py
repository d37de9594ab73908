"""What a hub does once a day: keys changed in time, and nothing kept longer than it was told."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from .auth.keys import KeyRing
from .auth.tokens import LEEWAY_S
from .errors import TelemetryError
from .settings import HubSettings
from .store.sql_store import DAY_S, SqlStore

KEY_DAYS = 90
"""After so many days a new key signs the tokens."""

IDLE_DAYS = 7
"""A room in which nothing has happened for so long has ended, whether anybody said so or not."""

_LOG = logging.getLogger("proctor.hub")


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done, in numbers."""

    rooms_ended: int = 0
    events: int = 0
    scores: int = 0
    run_files: int = 0
    leftovers: int = 0
    """Uploads that nobody went on with, and files without a row."""
    keys_retired: int = 0
    key_changed: bool = False


async def tidy(store: SqlStore, ring: KeyRing, settings: HubSettings, now_s: float) -> Tidied:
    """Do it once. ``now_s`` is the wall clock. Raises TelemetryError; doing it again does the rest."""
    now_ms = int(1000 * now_s)
    ended = await store.end_idle_rooms(_before(now_s, IDLE_DAYS), now_ms)
    events = scores = files = 0
    for days, with_scores in ((settings.keep_talk_days, False), (settings.keep_scores_days, True)):
        if days is not None:
            removed = await store.purge(_before(now_s, days), with_scores=with_scores)
            events, scores = events + removed.events, scores + removed.scores
            files += len(removed.digests)
    ring.refresh(now_ms)
    changed = ring.current.made_ms < _before(now_s, KEY_DAYS)
    if changed:
        ring.rotate(now_ms)
    # Another hub of these keys may have signed with the old one until its own day came round.
    retired = ring.retire(_before(now_s - settings.token_s - LEEWAY_S, 2))
    return Tidied(ended, events, scores, files, await store.sweep(), retired, changed)


async def keep_tidy(
    store: SqlStore, ring: KeyRing, settings: HubSettings, clock: Callable[[], float] = time.time
) -> None:
    """Do it now and every day, until cancelled. What fails is logged and tried again the next day."""
    while True:
        try:
            _LOG.info("tidied: %s", await tidy(store, ring, settings, clock()))
        except TelemetryError as error:
            _LOG.warning("not tidied: %s", error)
        await asyncio.sleep(DAY_S)


def _before(now_s: float, days: int) -> int:
    """Milliseconds since 1970, so many days ago."""
    return int(1000 * (now_s - days * DAY_S))
