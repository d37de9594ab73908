"""The parts of a run with a stopwatch in each."""

from __future__ import annotations

import sys

from .core.events import Event
from .core.intents import InputFrame
from .core.model import Scenario
from .core.options import RunOptions
from .core.snapshot import Snapshot
from .core.timing import StageTimer
from .physics.bullet import BulletWorld
from .session.session import Session
from .tissue.surface import CHUNKS_A_FRAME, ChunkedSurface


class TimedWorld(BulletWorld):
    """The physics, with every step timed."""

    def __init__(self, timer: StageTimer) -> None:
        self._timer = timer
        super().__init__()

    def step(self) -> None:
        """Advance by one physics step."""
        with self._timer.stage("physics"):
            super().step()


class TimedSession(Session):
    """A session that also meshes the bone, as a scene would, and notes in which frames bone was cut."""

    def __init__(self, scenario: Scenario, options: RunOptions, timer: StageTimer) -> None:
        super().__init__(scenario, options, TimedWorld(timer), timer)
        self._stopwatch = timer
        self._surface = ChunkedSurface(self.bone)
        self._surface.build_all()
        self.cutting: list[bool] = []

    def step(self, frame: InputFrame) -> tuple[Snapshot, tuple[Event, ...]]:
        """Advance by one control frame."""
        revision = self.bone.revision
        result = super().step(frame)
        if self.bone.revision != revision or self._surface.waiting:
            with self._stopwatch.stage("remesh"):
                self._surface.update(CHUNKS_A_FRAME)
        self.cutting.append(self.bone.revision != revision)
        return result


def most_memory_mb() -> float | None:
    """Most memory that this process has held; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(
        most / (1_000_000 if sys.platform == "darwin" else 1000) * (1.0 if sys.platform == "darwin" else 1.024), 1
    )
