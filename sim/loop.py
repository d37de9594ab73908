"""The loop: input in, one fixed step, snapshot and events out. Time is handed in."""

from __future__ import annotations

import time
from typing import Protocol

from .core.events import Event
from .core.intents import FRAME_S, rounded
from .core.ports import Display, InputSource, Recorder, Simulation
from .core.timing import StageTimer, timed

MOST_STEPS_A_PICTURE = 9
"""A picture at least every tenth of a simulated second: a slow machine runs slower, it never skips a frame."""

EARLY_S = 0.1 * FRAME_S
"""A picture that comes this much early has its frame already: no display's 90 Hz are 1/90 s to the last digit."""


class Clock(Protocol):
    """Real time, in seconds."""

    def now(self) -> float:
        """Seconds that never go back."""

    def wait(self, seconds: float) -> None:
        """Wait until the next picture is due: about so long, but a headset knows better."""

    @property
    def hurries(self) -> bool:
        """Whether the picture can wait for no further step."""


class WallClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.perf_counter()

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    @property
    def hurries(self) -> bool:
        """Never: at a desk a late picture makes nobody sick."""
        return False


class Loop:
    """Joins a source of input, a simulation, a recorder and perhaps a display."""

    def __init__(
        self, simulation: Simulation, source: InputSource, recorder: Recorder, timer: StageTimer | None = None
    ) -> None:
        self._simulation = simulation
        self._source = source
        self._recorder = recorder
        self._timer = timer
        self._next = 0
        self._ended = False

    def run(self) -> None:
        """As fast as possible, until the source or the procedure ends."""
        while not self._ended:
            self._step()

    def run_shown(self, display: Display, clock: Clock) -> None:
        """In real time before a display, until the source or the procedure ends.

        Whoever waits for the picture is asked for input right before it, so that what is shown is never older than
        the picture.
        """
        behind_s = 0.0
        before = clock.now()
        display.show(self._simulation.snapshot, ())
        while not self._ended:
            clock.wait(max(0.0, FRAME_S - behind_s - (clock.now() - before)))
            now = clock.now()
            behind_s = min(behind_s + now - before, MOST_STEPS_A_PICTURE * FRAME_S)
            before = now
            events: list[Event] = []
            while behind_s >= FRAME_S - EARLY_S and not self._ended:
                events += self._step()
                behind_s = 0.0 if clock.hurries else behind_s - FRAME_S
            display.show(self._simulation.snapshot, tuple(events))

    def _step(self) -> tuple[Event, ...]:
        with timed(self._timer, "input"):
            frame = self._source.poll(self._next, self._simulation.snapshot)
        if frame is None:
            self._ended = True
            return ()
        exact = rounded(frame)
        _, events = self._simulation.step(exact)
        with timed(self._timer, "recording"):
            self._recorder.record(exact, events)
        if self._timer is not None:
            self._timer.end_frame()
        self._next += 1
        self._ended = self._simulation.finished
        return events
