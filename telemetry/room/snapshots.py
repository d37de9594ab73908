"""The room's true state as the trainer last packed it: put together from parts, and cut for those who come."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..protocol import codec
from ..protocol.errors import ErrorCode, ProtocolError
from ..protocol.limits import MAX_SNAPSHOT_BYTES
from ..protocol.messages import SnapshotPart, SnapshotTold

_PART_BYTES = 48 * 1024


@dataclass(slots=True)
class Assembly:
    """A snapshot on its way in."""

    at_event: int = 0
    parts: int = 0
    data: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, part: SnapshotPart) -> bytes | None:
        """The whole once its last part is there. A first part begins anew; any other must follow on the one before."""
        if part.part == 0:
            self.at_event, self.parts, self.data, self.size = part.at_event, part.parts, [], 0
        expected = (self.at_event, self.parts, len(self.data))
        if (part.at_event, part.parts, part.part) != expected or part.part >= part.parts:
            self.parts = 0
            raise ProtocolError(ErrorCode.MALFORMED, f"expected part {len(self.data)} of a snapshot, got {part.part}")
        self.size += len(part.data)
        if self.size > MAX_SNAPSHOT_BYTES:
            self.parts = 0
            raise ProtocolError(ErrorCode.TOO_LARGE, f"expected at most {MAX_SNAPSHOT_BYTES} bytes of a snapshot")
        self.data.append(part.data)
        if len(self.data) < self.parts:
            return None
        whole = b"".join(self.data)
        self.data, self.parts = [], 0
        return whole


def cut(number: int, data: bytes) -> tuple[bytes, ...]:
    """Messages that carry a snapshot to somebody who comes late."""
    pieces = [data[at : at + _PART_BYTES] for at in range(0, len(data), _PART_BYTES)] or [b""]
    told = (SnapshotTold(number, part, len(pieces), piece) for part, piece in enumerate(pieces))
    return tuple(codec.pack(message) for message in told)
