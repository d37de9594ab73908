"""What waits for the writing thread, and how it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection

from .keeping import Keep

LARGEST_BATCH = 4096
"""So many requests go into one transaction at most."""

Work = Callable[[Connection], Any]


@dataclass(slots=True)
class Job:
    """One request."""

    work: Work | Keep
    future: asyncio.Future[Any]
    grows: bool
    """Whether it needs room on the disk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request."""

    job: Job
    value: object = None
    fault: Exception | None = None


Queue = SimpleQueue[Job | None]
"""None ends it."""


def all_that_waits(queue: Queue, first: Job | None) -> tuple[list[Job], bool]:
    """The first request, all that wait behind it, and whether the end was among them."""
    jobs: list[Job] = []
    job = first
    while job is not None:
        jobs.append(job)
        if len(jobs) == LARGEST_BATCH:
            return jobs, False
        try:
            job = queue.get_nowait()
        except Empty:
            return jobs, False
    return jobs, True


def runs_of_keeps(jobs: Sequence[Job]) -> list[list[Job]]:
    """The jobs in their order, with keeps that follow on each other together."""
    runs: list[list[Job]] = []
    for job in jobs:
        if runs and isinstance(job.work, Keep) and isinstance(runs[-1][0].work, Keep):
            runs[-1].append(job)
        else:
            runs.append([job])
    return runs


def settle(answers: Sequence[Answer]) -> None:
    """Tell those who asked; on their event loop."""
    for answer in answers:
        future = answer.job.future
        if future.done():  # who asked has gone
            continue
        if answer.fault is None:
            future.set_result(answer.value)
        else:
            future.set_exception(answer.fault)
