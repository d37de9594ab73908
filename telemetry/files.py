"""Files that must be whole or not there at all, and files that nobody else may read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there keeps its mode."""
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def write_whole(path: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """Write a file so that after a crash the old one, the new one or none is there, never half of one.

    At no time can anybody read it whom ``mode`` does not allow.
    """
    rough = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(rough, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rough.replace(path)
    except BaseException:
        rough.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, so that a new name in it survives a power cut."""
    if os.name == "nt":  # Windows neither needs nor allows it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_to_others(path: Path, *, group_may: bool = False) -> bool:
    """Whether somebody besides the owner (and, if allowed, the group) may do anything with it, by the file's mode."""
    beyond = stat.S_IRWXO if group_may else stat.S_IRWXG | stat.S_IRWXO
    return os.name != "nt" and bool(path.stat().st_mode & beyond)
