"""How quick and how large the trainer is, measured over the expert's whole run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from .app import Order, Say, bot, new_header, open_session, recorded
from .bench_parts import TimedSession, most_memory_mb
from .core.errors import DisplayError
from .core.model import Mode, Scenario
from .core.options import RunOptions
from .core.timing import STAGES, StageTimer
from .language import Translator
from .loop import Loop
from .recording.reader import Run, read_run
from .scenario.library import load_scenario
from .scoring.card import score_run
from .settings import PictureQuality, Settings

SCENARIO = "plate_osteosynthesis"
SIMULATION = ("input", "physics", "tissue", "procedure", "scoring")
"""The stages that together have four milliseconds a frame while bone is cut."""

SHOWING = ("scene_update", "draw_submission")
AT_DESK = tuple(stage for stage in STAGES if stage not in ("cull", "xr_calls", "copies"))
PICTURE_EVERY = 90
"""Of these frames one is shown: without a GPU a picture takes longer than a frame."""

Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """How long one stage takes in the frames in which it does something."""

    p50_ms: float
    p99_ms: float
    max_ms: float


@dataclass(frozen=True, slots=True)
class Bench:
    """What was measured; None where this machine cannot tell."""

    stages: Mapping[str, Spread | None]
    simulation_p99_ms: float | None
    """Of the simulation's stages together, in the frames in which bone is cut."""
    remesh_p99_ms: float | None
    first_frame_s: float | None
    """From the command to the first picture."""
    rss_mb: float | None
    """Most memory that simulation and scene held in one process."""
    real_time_factor: float
    """Simulated seconds in a second, without a window."""
    run_kb_per_min: float

    def to_json(self) -> dict[str, object]:
        """The object of the command line's contract."""
        return asdict(self)

    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        stages = [f"{name:16} {spread_line(spread)}" for name, spread in self.stages.items()]
        rest = [f"{name:18} {value}" for name, value in asdict(self).items() if name != "stages"]
        return (*stages, *rest)


def spread(seconds: Seconds) -> Spread | None:
    """Median, 99th percentile and maximum of the frames in which a stage ran; None when it never did."""
    busy = seconds[seconds > 0.0] * 1000.0
    if not busy.size:
        return None
    p50, p99, most = (round(float(value), 4) for value in (*np.percentile(busy, (50, 99)), busy.max()))
    return Spread(p50, p99, most)


def measure(seed: int, quality: PictureQuality, say: Say) -> Bench:
    """Let the expert play without a window, then show some of it in memory, then start the trainer afresh."""
    timer = StageTimer(time.perf_counter)
    scenario = load_scenario(SCENARIO)
    with TemporaryDirectory() as folder:
        order = Order(
            SCENARIO,
            RunOptions(Mode.ASSESS, seed),
            "expert",
            True,
            Settings(quality=quality),
            Path(folder, "bench.proctor"),
        )
        say("bench: the expert plays without a window")
        cutting, took_s = _play(order, scenario, timer, say)
        run = read_run(Path(folder, "bench.proctor"))
        run_kb = run.path.stat().st_size / 1000.0
        say("bench: the same run is shown in memory")
        pictures = StageTimer(time.perf_counter)
        drawn = _show(run, scenario, order.settings, pictures, say)
    say("bench: the trainer starts afresh")
    simulation = timer.seconds(*SIMULATION)[cutting]
    together, remesh = spread(simulation), spread(timer.seconds("remesh"))
    return Bench(
        stages={stage: spread((pictures if stage in SHOWING else timer).seconds(stage)) for stage in AT_DESK},
        simulation_p99_ms=together.p99_ms if together else None,
        remesh_p99_ms=remesh.p99_ms if remesh else None,
        first_frame_s=_first_frame_s(quality, say) if drawn else None,
        rss_mb=most_memory_mb(),
        real_time_factor=round(run.duration_s / took_s, 2),
        run_kb_per_min=round(run_kb / run.duration_s * 60.0, 1),
    )


def _play(order: Order, scenario: Scenario, timer: StageTimer, say: Say) -> tuple[NDArray[np.bool_], float]:
    """Play and score a run: the frames in which bone was cut, and the seconds that it took."""
    source = bot(order, scenario)
    with (
        closing(TimedSession(scenario, order.options, timer)) as session,
        recorded(order, new_header(order, scenario), say) as writer,
    ):
        started = time.perf_counter()
        Loop(session, source, writer, timer).run()
        with timer.stage("scoring"):
            card = score_run(session.record(), scenario)
        writer.finish(card)
        took_s = time.perf_counter() - started
        timer.end_frame()
        return np.array([*session.cutting, False]), took_s


def _show(run: Run, scenario: Scenario, settings: Settings, timer: StageTimer, say: Say) -> bool:
    """Simulate a run again and draw a picture every second of it; False where the machine cannot draw."""
    from .scene.view import SceneDisplay
    from .window_play import open_window

    try:
        with open_window(settings, offscreen=True) as window, open_session(scenario, run.header.options) as session:
            translator = Translator(settings.language)
            display = SceneDisplay(window, scenario, session.bone, translator, timer=timer)
            display.show(session.snapshot, ())  # the first one also loads shaders and textures
            timer.forget()
            for frame in run.frames():
                snapshot, events = session.step(frame)
                if frame.index % PICTURE_EVERY == 0:
                    display.show(snapshot, events)
                    timer.end_frame()
    except DisplayError as error:
        say(str(error))
        return False
    return True


def _first_frame_s(quality: PictureQuality, say: Say) -> float | None:
    """Seconds from starting a new process to its first picture, drawn in memory."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "sim.bench", quality.value]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stderr)
        return None
    return round(time.perf_counter() - started, 2)


def first_picture(quality: PictureQuality) -> None:
    """All that the trainer does up to its first picture, in memory."""
    from .scene.view import SceneDisplay
    from .window_play import open_window

    settings = Settings(quality=quality)
    scenario = load_scenario(SCENARIO)
    with open_window(settings, offscreen=True) as window, open_session(scenario, RunOptions()) as session:
        SceneDisplay(window, scenario, session.bone, Translator(settings.language)).show(session.snapshot, ())


def spread_line(spread: Spread | None) -> str:
    """A spread for people."""
    return f"p50 {spread.p50_ms:8.3f} ms  p99 {spread.p99_ms:8.3f} ms  max {spread.max_ms:8.3f} ms" if spread else "-"


if __name__ == "__main__":
    first_picture(PictureQuality(sys.argv[1]))
