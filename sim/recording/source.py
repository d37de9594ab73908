"""A recorded run as a source of input: it goes through the same door as a hand."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.intents import InputFrame
from ..core.snapshot import Snapshot


class RecordedInput:
    """Gives the frames of a run, whatever is shown."""

    def __init__(self, frames: Iterable[InputFrame]) -> None:
        self._frames = iter(frames)

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The next frame, None after the last. ValueError when it is not the one that is asked for."""
        frame = next(self._frames, None)
        if frame is not None and frame.index != index:
            raise ValueError(f"expected frame {index}, but the run goes on with {frame.index}")
        return frame
