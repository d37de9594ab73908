"""Run files as files: each under the digest of its bytes, so that it shows whether it is what was sent.

A file comes in parts, ``uploads/ROOM-DIGEST``; each part is on the disk before it is acknowledged. Whole, and its
digest checked, it moves to ``runs/ab/abcd...`` in one step. The database's row comes after that: a crash in between
leaves a file without a row, which the sender's next try finds, or `sweep` removes.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Container
from hashlib import file_digest
from pathlib import Path

from ..files import OWNER_ONLY, make_private_folder, sync_folder
from .errors import DamagedFileError, NotFoundError, StoreError
from .faults import disk_full
from .records import RunFile

_ROOM = re.compile(r"[0-9A-Za-z_-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class RunFolder:
    """The folder of a hub's run files. Used by one thread at a time."""

    def __init__(self, folder: Path, has_room: Callable[[], bool]) -> None:
        self.runs = folder / "runs"
        self._uploads = folder / "uploads"
        self._has_room = has_room
        for made in (folder, self._uploads, self.runs):
            make_private_folder(made)

    def write(self, run: RunFile, offset: int, data: bytes) -> int:
        """Keep a part, forced to the disk, and return how many bytes are there; ``run.size`` once it is whole."""
        place, upload = self._place(run.digest), self._upload(run)
        if place.exists():
            upload.unlink(missing_ok=True)
            return run.size
        size = _size(upload)
        if not 0 <= offset <= size:
            raise DamagedFileError(f"Expected byte {size} of the run file, but got {offset}.")
        new = data[size - offset :]
        if size + len(new) > run.size:
            upload.unlink(missing_ok=True)
            raise DamagedFileError(f"Expected {run.size} bytes of a run file, but got {size + len(new)}.")
        if new:
            self._add(upload, size, new)
            size += len(new)
        if size == run.size:
            self._finish(upload, place, run.digest)
        return size

    def path(self, digest: str) -> Path:
        """Where a run file lies."""
        place = self._place(digest)
        if not place.exists():
            raise NotFoundError("There is no such run file.")
        return place

    def delete(self, digest: str) -> None:
        """Remove a run file, if it is there."""
        self._place(digest).unlink(missing_ok=True)

    def sweep(self, wanted: Container[str], older_than_s: float) -> int:
        """Remove files that nobody wants and uploads that nobody went on with; returns how many."""
        limit = time.time() - older_than_s
        unwanted = [path for path in self.runs.glob("??/*") if path.name not in wanted]
        old = [path for path in (*unwanted, *self._uploads.iterdir()) if path.stat().st_mtime < limit]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _add(self, path: Path, size: int, data: bytes) -> None:
        if not self._has_room():
            raise disk_full()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), OWNER_ONLY)
            try:
                _write_at(handle, size, data)
            finally:
                os.close(handle)
            if size == 0:
                sync_folder(self._uploads)
        except OSError as error:
            raise _disk_error(error) from error

    def _finish(self, upload: Path, place: Path, digest: str) -> None:
        try:
            with upload.open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
            if found != digest:
                upload.unlink()
                raise DamagedFileError(f"Expected a run file of SHA-256 {digest}, but got {found}.")
            make_private_folder(place.parent)
            upload.replace(place)
            sync_folder(place.parent)
            sync_folder(self.runs)
        except OSError as error:
            raise _disk_error(error) from error

    def _upload(self, run: RunFile) -> Path:
        # Of the room too: nobody can spoil another room's upload by sending other bytes under its digest.
        if not _ROOM.fullmatch(run.room):
            raise StoreError("This is no room's id.")
        return self._uploads / f"{run.room}-{run.digest}"

    def _place(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise StoreError("This is no SHA-256 digest.")
        return self.runs / digest[:2] / digest


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _write_at(handle: int, size: int, data: bytes) -> None:
    os.lseek(handle, size, os.SEEK_SET)
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)  # what was there stays whole, and the sender goes on from it
        raise


def _disk_error(error: OSError) -> StoreError:
    if error.errno in _FULL:
        return disk_full()
    return StoreError(f"The run file cannot be written ({error.strerror}).", remedy="See to the hub's disk.")
