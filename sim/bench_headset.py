"""What a picture for a headset costs, measured while the expert drills: our own processor time and nothing else.

Waiting for the headset and the threads of a software renderer do not count: the clock is that of our own thread. Every
picture simulates one control frame, as in a headset of 90 pictures a second, whatever the rate of the runtime here.
"""

from __future__ import annotations

import contextlib
import time
from contextlib import closing
from dataclasses import asdict, dataclass

import numpy as np

from .app import Say
from .at_headset import AtHeadset
from .bench import SCENARIO, Spread, spread, spread_line
from .bench_parts import TimedWorld
from .core.events import Event
from .core.intents import FRAME_HZ, FRAME_S, InputFrame
from .core.model import DrillTask, Mode, Scenario
from .core.options import RunOptions
from .core.snapshot import Snapshot
from .core.timing import StageTimer
from .headset_play import in_headset
from .input.bots import make_bot
from .loop import Clock, Loop
from .scenario.library import load_scenario
from .scene.stopwatch import prepared_objects, time_regions
from .session.session import Session
from .settings import MirrorPicture, PictureQuality, Settings
from .shown_play import Unrecorded

PICTURES = 20 * FRAME_HZ
WARM_UP = FRAME_HZ
"""After so many pictures everything has been seen once."""

SIMULATION = ("input", "physics", "tissue", "procedure")
PARTS = {
    "simulation": SIMULATION,
    "scene_update": ("scene_update", "remesh"),
    "cull": ("cull",),
    "draw_submission": ("draw_submission",),
    "xr_calls": ("xr_calls",),
    "copies": ("copies",),
}
"""What a picture's time goes to -> the stages that are counted there."""


@dataclass(frozen=True, slots=True)
class HeadsetBench:
    """What was measured."""

    runtime: str
    headset: str
    eye_pixels: tuple[int, int]
    pictures: int
    own: dict[str, Spread | None]
    """Our own processor time between xrWaitFrame's return and xrEndFrame, part by part."""
    simulation_and_xr_p99_ms: float | None
    own_p99_ms: float | None
    """All parts of a picture together."""
    raster: Spread | None
    """How long a picture took after all was told to the driver, by the wall's clock: the graphics card's work, or that
    of a software renderer."""
    pose_to_submission: Spread | None
    """From asking where the eyes will be to xrEndFrame, by the wall's clock."""
    stale_pictures: int
    """Handed over for another moment than their poses were asked for."""
    gl_objects_made: int
    """Textures, buffers, shaders and frame buffer objects that came to be after the first second."""
    late: int
    dropped: int

    def to_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)

    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        spreads = {**self.own, "raster": self.raster, "pose_to_submission": self.pose_to_submission}
        plain = {name: value for name, value in asdict(self).items() if name not in ("own", *spreads)}
        return (
            *(f"{name:26} {spread_line(each)}" for name, each in spreads.items()),
            *(f"{name:26} {value}" for name, value in plain.items()),
        )


def measure_headset(seed: int, quality: PictureQuality, say: Say, pictures: int = PICTURES) -> HeadsetBench:
    """Let the expert work up to the first hole without a headset, then drill it before one.

    HeadsetError when there is none.
    """
    timer = StageTimer(time.thread_time)
    scenario = load_scenario(SCENARIO)
    settings = Settings(quality=quality, sound=False, mirror=MirrorPicture.OFF)
    with (
        in_headset(settings, timer) as sit_down,
        closing(Session(scenario, RunOptions(Mode.ASSESS, seed), TimedWorld(timer), timer)) as session,
    ):
        expert = _Expert(scenario, seed)
        say("bench: the expert works up to the first hole")
        expert.work_up_to_drilling(session)
        timer.forget()
        seat = sit_down(session, expert)
        assert isinstance(seat, AtHeadset)
        timed = _TimedSeat(seat, timer, pictures)
        say("bench: the expert drills before the headset")
        with contextlib.suppress(_EnoughError):
            Loop(session, timed, Unrecorded()).run_shown(timed, timed.clock)
        return timed.result()


class _EnoughError(Exception):
    """As many pictures as were wanted."""


class _Expert:
    """The expert bot, which goes on in a second loop where it was in the first."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario = scenario
        self._bot = make_bot("expert", scenario, seed)
        self._first = 0

    def work_up_to_drilling(self, session: Session) -> None:
        while not (self._at_a_hole(session.snapshot) and session.snapshot.gauges.force_n > 1.0):
            frame = self._bot.poll(self._first, session.snapshot)
            if frame is None:
                return
            session.step(frame)
            self._first += 1

    def _at_a_hole(self, snapshot: Snapshot) -> bool:
        return isinstance(self._scenario.steps[snapshot.step.index].task, DrillTask)

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        return self._bot.poll(self._first + index, snapshot)


class _OneFrameAPicture:
    """A clock by which every picture of the headset is a control frame later than the one before."""

    hurries = False

    def __init__(self, inner: Clock) -> None:
        self._inner = inner
        self._now_s = 0.0

    def now(self) -> float:
        return self._now_s

    def wait(self, seconds: float) -> None:
        self._inner.wait(seconds)
        self._now_s += 1.0001 * FRAME_S


class _TimedSeat:
    """A seat in the headset with a stopwatch on everything."""

    def __init__(self, seat: AtHeadset, timer: StageTimer, pictures: int) -> None:
        self._seat = seat
        self._timer = timer
        self._wanted = pictures
        self._raster_s: list[float] = []
        self._pose_s: list[float] = []
        self._objects: list[int] = []
        self.clock = _OneFrameAPicture(seat.clock)
        self.poll = seat.poll
        self._output = seat.display.eyes.scene
        time_regions(self._output, timer)

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        shown = self._seat.headset.counts.shown
        self._seat.show(snapshot, events)
        if self._seat.headset.counts.shown == shown:
            return
        self._timer.end_frame()
        self._raster_s.append(self._seat.raster_s)
        self._pose_s.append(self._seat.headset.pose_to_submission_s)
        self._objects.append(prepared_objects(self._output) + self._seat.headset.gl_objects)
        if len(self._raster_s) >= self._wanted + WARM_UP:
            raise _EnoughError

    def close(self) -> None:
        self._seat.close()

    def result(self) -> HeadsetBench:
        headset = self._seat.headset
        after = slice(WARM_UP, None)
        own = {part: spread(self._timer.seconds(*stages)[after]) for part, stages in PARTS.items()}
        every = spread(self._timer.seconds(*{stage for stages in PARTS.values() for stage in stages})[after])
        quick = spread(self._timer.seconds(*SIMULATION, "xr_calls")[after])
        return HeadsetBench(
            runtime=headset.runtime.name,
            headset=headset.system.name,
            eye_pixels=headset.eye_size,
            pictures=len(self._raster_s) - WARM_UP,
            own=own,
            simulation_and_xr_p99_ms=quick.p99_ms if quick else None,
            own_p99_ms=every.p99_ms if every else None,
            raster=spread(np.array(self._raster_s[after])),
            pose_to_submission=spread(np.array(self._pose_s[after])),
            stale_pictures=headset.counts.stale,
            gl_objects_made=self._objects[-1] - self._objects[WARM_UP],
            late=headset.counts.late,
            dropped=headset.counts.dropped,
        )
