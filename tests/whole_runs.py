"""Whole procedures played by bots: each once in a test session, whichever worker asks first."""

from __future__ import annotations

import pickle
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sim.core.events import Event
from sim.core.intents import InputFrame
from sim.core.measurements import RunRecord
from sim.core.options import RunOptions
from sim.core.scorecard import ScoreCard
from sim.input.bots import make_bot
from sim.loop import Loop
from sim.physics.bullet import BulletWorld
from sim.scenario import load_scenario
from sim.scoring.card import score_run
from sim.session.session import Session

SCENARIO = "plate_osteosynthesis"
LONGEST_WAIT_S = 600.0


@dataclass(frozen=True)
class WholeRun:
    """What a run left behind."""

    record: RunRecord
    card: ScoreCard
    events: tuple[Event, ...]
    frames: tuple[InputFrame, ...]
    fill_hash: str


class _Kept:
    """A recorder that keeps everything in memory."""

    def __init__(self) -> None:
        self.frames: list[InputFrame] = []
        self.events: list[Event] = []

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        self.frames.append(frame)
        self.events += events

    def close(self) -> None:
        pass


def play(bot: str, seed: int) -> WholeRun:
    """Let a bot play the shipped procedure in assess mode."""
    scenario = load_scenario(SCENARIO)
    kept = _Kept()
    with closing(Session(scenario, RunOptions(seed=seed), BulletWorld())) as session:
        Loop(session, make_bot(bot, scenario, seed), kept).run()
        record, fill_hash = session.record(), session.bone.fill_hash()
    return WholeRun(record, score_run(record, scenario), tuple(kept.events), tuple(kept.frames), fill_hash)


def played_once(folder: Path, bot: str, seed: int) -> WholeRun:
    """The run of a bot, from ``folder`` if another test or worker has played it or is about to have."""
    done = folder / f"{bot}-{seed}.pickle"
    try:
        (folder / f"{bot}-{seed}.begun").touch(exist_ok=False)
    except FileExistsError:
        _wait_for(done)
        return pickle.loads(done.read_bytes())
    run = play(bot, seed)
    half = done.with_suffix(".half")
    half.write_bytes(pickle.dumps(run))
    half.rename(done)
    return run


def _wait_for(done: Path) -> None:
    ends = time.monotonic() + LONGEST_WAIT_S
    while not done.exists():
        if time.monotonic() > ends:
            raise TimeoutError(f"Another worker has not finished {done.stem}.")
        time.sleep(0.2)
