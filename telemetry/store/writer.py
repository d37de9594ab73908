"""One thread writes: all that waits goes into one transaction, and is answered when that is on the disk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty
from threading import Event as Signal
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from .errors import StoreBusyError, StoreError
from .faults import disk_full, fault_of, is_unavailable
from .jobs import Answer, Job, Queue, Work, all_that_waits, runs_of_keeps, settle
from .keeping import Keep, Keeper

MOST_WAITING = 20_000
"""So many requests may wait; more are refused at once, so that a database that hangs does not fill the memory."""

PATIENCE_S = 10.0
"""So long a database that has gone, such as one that is restarted, is tried again before requests are refused."""

_AGAIN_S = 0.25
_IDLE_S = 1.0

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class CommitReport:
    """What one transaction did, for the metrics."""

    requests: int
    events: int
    seconds: float
    waiting: int
    """Requests that came meanwhile."""


class Writer:
    """Takes requests on the event loop and carries them out on its own thread, in their order."""

    def __init__(
        self,
        engine: Engine,
        *,
        has_room: Callable[[], bool],
        on_commit: Callable[[CommitReport], None],
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Made on the event loop that will ask; ``has_room`` is asked on the writing thread."""
        self._engine = engine
        self._has_room = has_room
        self._on_commit = on_commit
        self._patience_s = patience_s
        self._loop = asyncio.get_running_loop()
        self._queue = Queue()
        self._keeper = Keeper()
        self._was_up = True
        self._closing = Signal()
        self._connection: Connection | None = None
        self._thread = Thread(target=self._run, name="hub store", daemon=True)
        self._thread.start()

    def keep(self, keep: Keep) -> asyncio.Future[None]:
        """Keep what a room hands over."""
        return self._ask(keep, grows=True)

    def do(self, work: Callable[[Connection], Result], *, grows: bool = True) -> asyncio.Future[Result]:
        """Carry out ``work``; it may be carried out again if a first try failed, so it does nothing but ask SQL."""
        return self._ask(work, grows=grows)

    async def close(self) -> None:
        """Write what waits, then stop."""
        if not self._closing.is_set():
            self._closing.set()
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _ask(self, work: Work | Keep, *, grows: bool) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self._loop.create_future()
        if self._closing.is_set():
            future.set_exception(StoreError("The store is closed."))
        elif self._queue.qsize() >= MOST_WAITING:
            future.set_exception(StoreBusyError("Too much is waiting to be written."))
        else:
            self._queue.put(Job(work, future, grows))
        return future

    # From here on: the writing thread.

    def _run(self) -> None:
        tidy = ended = False
        while not ended:
            try:
                first = self._queue.get(timeout=None if tidy else _IDLE_S)
            except Empty:
                self._checkpoint()
                tidy = True
                continue
            tidy = False
            jobs, ended = all_that_waits(self._queue, first)
            if jobs:
                self._on_loop(settle, self._carry_out(jobs))
        self._checkpoint()
        self._drop_connection()

    def _carry_out(self, jobs: list[Job]) -> list[Answer]:
        refused: list[Answer] = []
        if not self._has_room():
            refused = [Answer(job, fault=disk_full()) for job in jobs if job.grows]
            jobs = [job for job in jobs if not job.grows]
        return refused + (self._patiently(jobs) if jobs else [])

    def _patiently(self, jobs: list[Job]) -> list[Answer]:
        """Try until it succeeds, fails for good, or patience ends. Once it has ended, nobody waits a second time."""
        give_up = time.monotonic() + (self._patience_s if self._was_up else 0.0)
        while True:
            try:
                answers = self._together(jobs)
                self._was_up = True
                return answers
            except Exception as error:
                self._keeper.forget()
                self._drop_connection()
                if not isinstance(error, DBAPIError) or not is_unavailable(error):
                    return [self._alone(job) for job in jobs]  # one is at fault; the others must not suffer for it
                if time.monotonic() >= give_up or self._closing.is_set():
                    self._was_up = False
                    return [Answer(job, fault=fault_of(error)) for job in jobs]
            self._closing.wait(_AGAIN_S)

    def _together(self, jobs: list[Job]) -> list[Answer]:
        began = time.perf_counter()
        connection = self._connected()
        answers: list[Answer] = []
        with connection.begin():
            for run in runs_of_keeps(jobs):
                answers += self._in_transaction(connection, run)
        kept = [a.job.work for a in answers if a.fault is None and isinstance(a.job.work, Keep)]
        self._keeper.settle(kept)
        events = sum(len(keep.events) for keep in kept)
        report = CommitReport(len(jobs), events, time.perf_counter() - began, self._queue.qsize())
        self._on_loop(self._on_commit, report)
        return [answer if answer.fault is None else self._alone(answer.job) for answer in answers]

    def _in_transaction(self, connection: Connection, run: list[Job]) -> list[Answer]:
        keeps = [job.work for job in run if isinstance(job.work, Keep)]
        if keeps:
            faults = self._keeper.keep_all(connection, keeps)
            return [Answer(job, fault=fault) for job, fault in zip(run, faults, strict=True)]
        return [Answer(job, job.work(connection)) for job in run if not isinstance(job.work, Keep)]

    def _alone(self, job: Job) -> Answer:
        """One request in a transaction of its own."""
        try:
            connection = self._connected()
            with connection.begin():
                if not isinstance(job.work, Keep):
                    return Answer(job, job.work(connection))
                self._keeper.keep_alone(connection, job.work)
                return Answer(job)
        except Exception as error:
            self._drop_connection()
            return Answer(job, fault=fault_of(error))
        finally:
            self._keeper.forget()

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):
                connection.close()

    def _checkpoint(self) -> None:
        """While nobody waits, bring SQLite's log into its file, so that fewer commits have to."""
        if self._engine.dialect.name != "sqlite":
            return
        try:
            driver = self._connected().connection.dbapi_connection
            assert driver is not None
            driver.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except Exception:  # another time; the log is as safe as the file
            self._drop_connection()

    def _on_loop(self, function: Callable[[Any], None], argument: object) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody is there to hear it
            self._loop.call_soon_threadsafe(function, argument)
