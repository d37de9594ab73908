"""Why the store did not keep something, in kinds that a caller can answer to."""

from __future__ import annotations

from ..errors import TelemetryError


class StoreError(TelemetryError):
    """Nothing of the request was kept. What was acknowledged before is still there."""


class DiskFullError(StoreError):
    """There is no room for more. Reading goes on; writing goes on by itself once there is room again."""


class StoreBusyError(StoreError):
    """More is waiting to be written than may wait. Nothing of this request was queued: try again later."""


class StoreUnavailableError(StoreError):
    """The database does not answer. The same request may be made again: what was kept is not kept twice."""


class ConflictError(StoreError):
    """Events do not follow on what the room has: another hub numbered them, or some before them were not kept.

    Whoever numbers the room must make it again from what is kept.
    """


class NotFoundError(StoreError):
    """There is no such room, participant, upload or run file."""


class DamagedFileError(StoreError):
    """The bytes of a run file are not those that its digest or size promised."""


class MigrationError(StoreError):
    """The database is of a newer version than this hub, or of none that it knows."""
