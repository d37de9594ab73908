"""Writing a run as it happens: a crash loses at most the chunk that is being filled."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from ..core.errors import Place, RunFileError
from ..core.events import Event
from ..core.intents import FRAME_HZ, InputFrame
from ..core.scorecard import ScoreCard
from .blocks import Chain, Tag, opening
from .columns import pack
from .contents import Chunk, End, RunHeader, Wish, encode

CHUNK_FRAMES = FRAME_HZ // 2
"""Half a second, so that what is being filled and what is being written are together under a second."""

_Filled = tuple[int, list[InputFrame], list[Event]]


class RunWriter:
    """Keeps every frame of a run; a thread of its own packs and writes, so that no frame waits for the disk.

    Raises RunFileError when the file cannot be made, and from `record` and `finish` when the disk failed since.
    """

    def __init__(self, path: Path, header: RunHeader) -> None:
        self.path = path
        self._chain = Chain()
        self._frames: list[InputFrame] = []
        self._events: list[Event] = []
        self._next = 0
        self._failure: Exception | None = None
        self._closed = False
        self._jobs: SimpleQueue[bytes | _Filled | None] = SimpleQueue()
        self._file = self._create(header)
        self._thread = Thread(target=self._write_jobs, name="run file", daemon=True)
        self._thread.start()

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        """Keep one control frame. Frames are numbered 0, 1, 2 and so on; ValueError when one is missing."""
        if self._closed:
            raise ValueError("the run is closed")
        if frame.index != self._next:
            raise ValueError(f"expected frame {self._next}, but got {frame.index}")
        self._raise_failure()
        self._next += 1
        self._frames.append(frame)
        self._events.extend(events)
        if len(self._frames) == CHUNK_FRAMES:
            self._hand_over()

    def finish(self, card: ScoreCard | None) -> None:
        """Write what is left, the score card and the end marker, and wait until it is on the disk."""
        if self._closed:
            return
        self._closed = True
        if self._frames:
            self._hand_over()
        self._jobs.put(encode(End(self._next, card)))
        self._jobs.put(None)
        self._thread.join()
        self._file.close()
        self._raise_failure()

    def close(self) -> None:
        """Close a run that was broken off; nothing happens after `finish`."""
        self.finish(None)

    def _create(self, header: RunHeader) -> FileIO:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._disk_error(error) from error
        try:
            file = FileIO(self.path, "x")
        except FileExistsError:
            raise RunFileError(
                "There is a file of that name already, and a run is never written over.",
                place=Place(str(self.path)),
                remedy="Choose another name with --record.",
            ) from None
        except OSError as error:
            raise self._disk_error(error) from error
        try:
            _append(file, opening() + self._chain.block(Tag.HEADER, encode(header)))
        except OSError as error:
            file.close()
            raise self._disk_error(error) from error
        return file

    def _hand_over(self) -> None:
        self._jobs.put((self._next - len(self._frames), self._frames, self._events))
        self._frames, self._events = [], []

    def _write_jobs(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._failure is not None:
                continue
            try:
                _append(self._file, self._block(job))
            except Exception as error:  # handed to the recording thread, which raises it
                self._failure = error

    def _block(self, job: bytes | _Filled) -> bytes:
        if isinstance(job, bytes):
            return self._chain.block(Tag.END, job)
        first, frames, events = job
        return self._chain.block(Tag.CHUNK, encode(_chunk(first, frames, events)))

    def _raise_failure(self) -> None:
        if isinstance(self._failure, OSError):
            raise self._disk_error(self._failure) from self._failure
        if self._failure is not None:
            raise self._failure

    def _disk_error(self, error: OSError) -> RunFileError:
        return RunFileError(
            f"The run cannot be written: {error.strerror or error}.",
            place=Place(str(self.path)),
            remedy="Make room on the disk or choose another place with --record.",
        )


def _append(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _chunk(first: int, frames: list[InputFrame], events: list[Event]) -> Chunk:
    wishes = tuple(
        Wish(offset, command.kind, command.argument)
        for offset, frame in enumerate(frames)
        for command in frame.commands
    )
    return Chunk(first, len(frames), pack(frames), wishes, tuple(events))
