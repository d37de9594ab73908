"""The loop's clock in a headset: a picture is due when the headset says so, and time passes as the person sees it."""

from __future__ import annotations

import time
from collections.abc import Callable

from .core.headset import HeadsetState
from .core.intents import FRAME_S
from .xr.headset import Headset

PATIENCE_SHARE = 0.5
"""Share of a picture's time that the simulation may have; then it slows down rather than the head."""


class HeadsetClock:
    """A `loop.Clock` that a headset beats. ``felt`` is told what the headset knows for each picture, or None."""

    def __init__(self, headset: Headset, felt: Callable[[HeadsetState | None], None]) -> None:
        self.headset = headset
        self._felt = felt
        self._now_s = 0.0
        self._woke_s = time.perf_counter()
        self._before: HeadsetState | None = None

    def now(self) -> float:
        """Seconds that the person has seen pass."""
        return self._now_s

    def wait(self, seconds: float) -> None:
        """Wait for the headset's next picture; one that shows nothing now is looked at again soon."""
        woke_s = self._woke_s
        state = self.headset.wait()
        self._woke_s = time.perf_counter()
        passed_s = self._woke_s - woke_s
        if state is not None and self._before is not None:
            passed_s = state.time_s - self._before.time_s
        self._now_s += max(0.0, passed_s)
        self._before = state
        self._felt(state)

    @property
    def hurries(self) -> bool:
        """Whether the simulation has had its share of this picture's time."""
        return time.perf_counter() - self._woke_s > PATIENCE_SHARE * max(self.headset.period_s, FRAME_S)
