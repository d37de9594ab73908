"""What a database's complaint means for the caller."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from .errors import ConflictError, DiskFullError, StoreError, StoreUnavailableError

_SQLITE_FULL = 13
_SQLITE_ENDS = {5, 6, 8, 10, 14}  # busy, locked, read-only, input or output, cannot open
_POSTGRESQL_FULL = "53100"
_POSTGRESQL_ENDS = ("08", "53", "55", "57", "58", "40")  # connection, resources, locks, operator, system, deadlock


def disk_full() -> DiskFullError:
    """The answer to what cannot be kept for want of room."""
    return DiskFullError(
        "The disk is full: nothing more can be kept, and all that was acknowledged is there.",
        remedy="Make room on the hub's disk; it goes on by itself.",
    )


def fault_of(error: Exception) -> StoreError:
    """The `StoreError` that an error stands for. Neither the statement nor its values, such as names, are told."""
    if isinstance(error, StoreError):
        return error
    if not isinstance(error, DBAPIError):
        return StoreError(f"This cannot be kept ({type(error).__name__}).")
    if is_disk_full(error):
        return disk_full()
    if is_unavailable(error):
        return StoreUnavailableError(
            "The database does not answer.", remedy="See that it runs and can be reached; a running hub goes on trying."
        )
    if isinstance(error, IntegrityError):
        return ConflictError("The database holds something else under this name or number.")
    return StoreError(f"The database refused this ({type(error.orig).__name__}).")


def is_disk_full(error: DBAPIError) -> bool:
    """Whether there was no room for what was to be kept."""
    return _sqlite_code(error) == _SQLITE_FULL or _state(error) == _POSTGRESQL_FULL


def is_unavailable(error: DBAPIError) -> bool:
    """Whether the same may succeed later, or on another connection."""
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    code = _sqlite_code(error)
    if code is not None:
        return code in _SQLITE_ENDS
    state = _state(error)
    if state is None:  # psycopg has no state where there was no answer at all
        return isinstance(error, OperationalError)
    return state.startswith(_POSTGRESQL_ENDS)


def _sqlite_code(error: DBAPIError) -> int | None:
    original = error.orig
    if not isinstance(original, sqlite3.Error):
        return None
    return int(getattr(original, "sqlite_errorcode", 0)) & 0xFF  # without the extended part


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
