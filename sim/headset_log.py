"""What was decided about the headset and what its runtime said, each thing once, for whoever has to find a fault."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType


class HeadsetLog(AbstractContextManager["HeadsetLog"]):
    """The log of the newest run in a headset, a line a thing, with the seconds since its start.

    A log that cannot be written is no reason not to play.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file anew."""
        self._started_s = time.monotonic()
        self._said: set[str] = set()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8")
        except OSError:
            self._file = None

    def say(self, line: str) -> None:
        """Write a line; what repeats itself is written once."""
        if self._file is None or line in self._said:
            return
        if not line.startswith("session: "):
            self._said.add(line)
        self._file.write(f"{time.monotonic() - self._started_s:9.3f} {line}\n")
        self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
