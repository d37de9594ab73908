"""What SQLite's file needs besides SQL: forgetting what was erased, and copies while the hub runs."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ..files import OWNER_ONLY, make_private_folder
from .errors import StoreError

BACKUP_DATABASE = "hub.sqlite3"


def scrub(file: Path) -> None:
    """Empty SQLite's log into its file, so that the log holds nothing that was erased."""
    with closing(sqlite3.connect(file, timeout=10.0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def back_up(file: Path, runs: Path, to: Path) -> None:
    """Copy database and run files into a folder, which a hub can be started on as it is.

    Run files that are there already are not copied again.
    The database goes first: a run file lies in its place before a row names it, so every row's file is there to copy.
    """
    make_private_folder(to)
    copy = to / BACKUP_DATABASE
    rough = to / f".{BACKUP_DATABASE}.rough"
    rough.unlink(missing_ok=True)
    rough.touch(OWNER_ONLY)
    try:
        with closing(sqlite3.connect(file, timeout=10.0)) as source, closing(sqlite3.connect(rough)) as target:
            source.backup(target)
            if target.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise StoreError("The copy of the database is damaged.", remedy="See to the disk, then try again.")
        for run in sorted(runs.glob("??/*")):
            _copy_once(run, to / "files" / "runs" / run.parent.name / run.name)
    except (OSError, sqlite3.Error) as error:
        rough.unlink(missing_ok=True)
        raise StoreError(
            f"The backup failed ({error}).", place=str(to), remedy="The one before is untouched."
        ) from error
    rough.replace(copy)


def _copy_once(run: Path, to: Path) -> None:
    if to.exists():
        return
    make_private_folder(to.parent)
    rough = to.with_name(f".{to.name}")
    shutil.copyfile(run, rough)
    rough.chmod(OWNER_ONLY)
    rough.replace(to)
