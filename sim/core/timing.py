"""How long each stage of a control frame takes, measured with a clock that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

STAGES = (
    "input",
    "physics",
    "tissue",
    "remesh",
    "procedure",
    "scoring",
    "recording",
    "scene_update",
    "cull",
    "draw_submission",
    "xr_calls",
    "copies",
)
"""Every stage there is, in the order in which a frame passes through them."""

_NOTHING = nullcontext()
_FIRST_CAPACITY = 4096


def timed(timer: StageTimer | None, stage: str) -> AbstractContextManager[None]:
    """The timer's context manager for a stage, or one that does nothing when there is no timer."""
    return _NOTHING if timer is None else timer.stage(stage)


class StageTimer:
    """Adds up each stage's own seconds in every frame; time in a nested stage counts for that stage alone.

    ``clock`` returns seconds and never goes back, such as `time.perf_counter`.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._stages = {name: _Stage(self, number) for number, name in enumerate(STAGES)}
        self._seconds = np.zeros((_FIRST_CAPACITY, len(STAGES)))
        self._frame = 0
        self._open: list[int] = []
        self._since = 0.0

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Time what is done inside; KeyError when there is no stage of that name."""
        return self._stages[name]

    def end_frame(self) -> None:
        """Close the frame: what follows counts for the next one."""
        self._frame += 1
        if self._frame == len(self._seconds):
            self._seconds = np.concatenate((self._seconds, np.zeros_like(self._seconds)))

    def forget(self) -> None:
        """Begin the open frame anew, as when it only warmed things up."""
        self._seconds[self._frame] = 0.0

    @property
    def frames(self) -> int:
        """How many frames have been closed."""
        return self._frame

    def seconds(self, *stages: str) -> NDArray[np.float64]:
        """(frames,) seconds that the given stages together took in every closed frame."""
        columns = [STAGES.index(stage) for stage in stages]
        return np.asarray(self._seconds[: self._frame, columns].sum(axis=1))

    def _enter(self, number: int) -> None:
        now = self._clock()
        if self._open:
            self._seconds[self._frame, self._open[-1]] += now - self._since
        self._open.append(number)
        self._since = now

    def _exit(self) -> None:
        now = self._clock()
        self._seconds[self._frame, self._open.pop()] += now - self._since
        self._since = now


class _Stage(AbstractContextManager[None]):
    """The context manager of one stage, made once and entered many times."""

    __slots__ = ("_number", "_timer")

    def __init__(self, timer: StageTimer, number: int) -> None:
        self._timer = timer
        self._number = number

    def __enter__(self) -> None:
        self._timer._enter(self._number)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer._exit()
