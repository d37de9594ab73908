"""Whether there is room on the disk: asked before it is full, so that what is there can still be tidied and read."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

EVENTS_RESERVE = 64 * 1024 * 1024
"""Bytes that are left free by events: SQLite needs room to bring its log into its file, and to delete."""

RUNS_RESERVE = 512 * 1024 * 1024
"""Bytes that are left free by run files. They wait on their sender's disk; events of a running room cannot wait."""

_LOOK_S = 0.5


def room_on_disk(
    folder: Path, reserve: int, free: Callable[[Path], int] | None = None, clock: Callable[[], float] = time.monotonic
) -> Callable[[], bool]:
    """A question to ask as often as one likes: whether more than ``reserve`` bytes are free. Looks twice a second."""
    look = free or (lambda path: shutil.disk_usage(path).free)
    looked = float("-inf")
    answer = True

    def has_room() -> bool:
        nonlocal looked, answer
        if clock() - looked >= _LOOK_S:
            looked = clock()
            answer = look(folder) > reserve
        return answer

    return has_room
