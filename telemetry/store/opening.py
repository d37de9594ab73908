"""Opens the store: migrates the database, then starts the threads."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..files import OWNER_ONLY, make_private_folder
from .engine import Engines, open_engines
from .faults import fault_of
from .migrate import migrate
from .run_folder import RunFolder
from .space import EVENTS_RESERVE, RUNS_RESERVE, room_on_disk
from .sql_store import SqlStore
from .writer import PATIENCE_S, CommitReport, Writer


def _ignore(_report: CommitReport) -> None:
    """Nobody measures."""


async def open_store(
    database: str,
    folder: Path,
    *,
    on_commit: Callable[[CommitReport], None] = _ignore,
    events_reserve: int = EVENTS_RESERVE,
    runs_reserve: int = RUNS_RESERVE,
    patience_s: float = PATIENCE_S,
) -> SqlStore:
    """A store over a database's URL, with its run files under ``folder``. To be closed.

    ``on_commit`` is called on the event loop after each transaction. So many bytes are left free on the disk. Raises
    `StoreError` when the database cannot be reached, is no hub's, or is newer than this program.
    """
    engines = open_engines(database)
    await asyncio.to_thread(_prepare, engines)
    files = RunFolder(folder / "files", room_on_disk(folder, runs_reserve))
    space = folder if engines.file is None else engines.file.parent
    writer = Writer(
        engines.writer, has_room=room_on_disk(space, events_reserve), on_commit=on_commit, patience_s=patience_s
    )
    return SqlStore(engines, writer, files)


def _prepare(engines: Engines) -> None:
    try:
        if engines.file is not None:
            make_private_folder(engines.file.parent)
            # SQLite gives its log and index the mode of the file.
            os.close(os.open(engines.file, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        migrate(engines.writer)
    except (DBAPIError, OSError) as error:
        engines.dispose()
        raise fault_of(error) from None
    except BaseException:
        engines.dispose()
        raise
