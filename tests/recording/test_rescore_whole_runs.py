"""Ten runs, kept in files and simulated again from them: the same card and the same events, bit for bit."""

from contextlib import closing
from dataclasses import replace

import pytest
from recorded_frames import HEADER

from sim.core.errors import RunFileError
from sim.core.options import RunOptions
from sim.input.bots import make_bot
from sim.loop import Loop
from sim.physics.bullet import BulletWorld
from sim.recording.reader import read_run
from sim.recording.rescore import rescore
from sim.recording.writer import RunWriter
from sim.scenario import load_scenario
from sim.scoring.card import score_run
from sim.session.session import Session

WHOLE = 10**6
RUNS = [("expert", 1, WHOLE), ("sloppy", 2, WHOLE)]
RUNS += [(bot, seed, 2400 + 300 * seed) for bot in ("expert", "sloppy") for seed in range(3, 7)]
"""Bot, seed and the control frames after which it walks away."""


class Leaving:
    """A bot that walks away after so many frames."""

    def __init__(self, bot, frames):
        self.bot, self.frames = bot, frames

    def poll(self, index, snapshot):
        return self.bot.poll(index, snapshot) if index < self.frames else None


def play(path, scenario, bot, seed, frames):
    options = RunOptions(seed=seed)
    header = replace(HEADER, scenario=scenario.name, scenario_hash=scenario.content_hash, options=options, player=bot)
    with closing(Session(scenario, options, BulletWorld())) as session, closing(RunWriter(path, header)) as writer:
        Loop(session, Leaving(make_bot(bot, scenario, seed), frames), writer).run()
        card = score_run(session.record(), scenario)
        writer.finish(card)
        return card, session.bone.fill_hash(), session.record().duration_s


@pytest.mark.slow
@pytest.mark.parametrize(("bot", "seed", "frames"), RUNS)
def test_a_run_scores_the_same_again(tmp_path, bot, seed, frames):
    scenario, path = load_scenario("plate_osteosynthesis"), tmp_path / "run.proctor"
    live, fill_hash, duration_s = play(path, scenario, bot, seed, frames)
    assert path.stat().st_size <= 1_000_000 * duration_s / 60.0
    kept = read_run(path)
    with closing(Session(scenario, kept.header.options, BulletWorld())) as session:
        card, identical = rescore(kept, scenario, session)
        assert session.bone.fill_hash() == fill_hash
    assert identical
    assert card == live
    assert kept.card == live


def test_an_edited_run_is_refused(tmp_path):
    scenario, path = load_scenario("plate_osteosynthesis"), tmp_path / "run.proctor"
    play(path, scenario, "expert", 3, 900)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(bytes(data))
    with pytest.raises(RunFileError, match=r"run\.proctor"):
        read_run(path)
