"""The composition root: joins scenario, simulation, input, recorder and, if there is one, the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from .core.device import InputDevice
from .core.errors import HeadsetError, ProctorError
from .core.events import Event, EventKind
from .core.intents import InputFrame
from .core.model import Scenario
from .core.options import RunOptions
from .core.ports import InputSource, Recorder
from .core.scorecard import ScoreCard
from .folders import new_run_file
from .language import Translator
from .loop import Loop
from .recording.build import build_id, versions
from .recording.contents import PERSON, RunHeader
from .recording.reader import Run, check_scenario, read_run
from .recording.rescore import rescore
from .recording.writer import RunWriter
from .scenario.library import load_scenario
from .scoring.card import score_run
from .session.session import Session
from .settings import Settings

Say = Callable[[str], None]
"""Tells the person something while it happens."""


class Wearing(StrEnum):
    """Whether a run is played in a headset."""

    NEVER = "off"
    AUTO = "auto"  # if there is one
    ALWAYS = "on"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be played, by whom, and how it is shown and kept."""

    scenario: str
    options: RunOptions
    player: str
    """``person`` or the name of a bot."""
    headless: bool
    settings: Settings
    run_file: Path | None
    """None for the next free name in the person's folder."""
    ask_mode: bool = False
    """Let the person choose the mode."""
    headset: Wearing = Wearing.NEVER


@dataclass(frozen=True, slots=True)
class Played:
    """A run that is over."""

    header: RunHeader
    card: ScoreCard
    run_file: Path


def play_order(order: Order, say: Say) -> Played:
    """Play a scenario from its start to its end, or until the person leaves."""
    scenario = load_scenario(order.scenario)
    if order.headless:
        return _play_headless(order, scenario, say)
    if order.headset is not Wearing.NEVER:
        from .headset_play import play_in_headset

        return play_in_headset(order, scenario, say)
    from .window_play import play_in_window

    return play_in_window(order, scenario, say)


def _play_headless(order: Order, scenario: Scenario, say: Say) -> Played:
    if order.player == PERSON:
        raise ProctorError(
            "Without a window nobody can play.", remedy="Name a bot with --bot, or leave out --headless."
        )
    source = bot(order, scenario)
    header = new_header(order, scenario)
    with open_session(scenario, order.options) as session, recorded(order, header, say) as writer:
        Loop(session, source, Told(writer, scenario, order.settings.language, say)).run()
        card = score_run(session.record(), scenario, header.device)
        writer.finish(card)
    return Played(header, card, writer.path)


def score_again(path: Path, scenario: str | None) -> tuple[Run, ScoreCard, bool]:
    """Simulate a run again from its file; whether the score card is bit for bit the recorded one."""
    run = read_run(path)
    played = scenario_of(run, scenario)
    with open_session(played, run.header.options) as session:
        card, identical = rescore(run, played, session)
    return run, card, identical


def write_run_report(path: Path, report: Path, scenario: str | None, language: str) -> None:
    """Simulate a run again and write its report as one HTML file."""
    from .report import ReportContent, metal_of, write_report

    run = read_run(path)
    played = scenario_of(run, scenario)
    with open_session(played, run.header.options) as session:
        card, _ = rescore(run, played, session)
        content = ReportContent(
            card=card,
            record=session.record(),
            scenario=session.scenario,
            events=run.events,
            bone=session.bone,
            metal=metal_of(session.scenario, session.snapshot),
            player="" if run.header.player == PERSON else run.header.player,
        )
        write_report(content, report, language)


@contextmanager
def open_session(scenario: Scenario, options: RunOptions) -> Iterator[Session]:
    """A session in a physics world of its own, which is given back at the end."""
    from .physics.bullet import BulletWorld

    with closing(Session(scenario, options, BulletWorld())) as session:
        yield session


@contextmanager
def recorded(order: Order, header: RunHeader, say: Say) -> Iterator[RunWriter]:
    """A run file that is closed whatever happens, so that an interrupted run can be read."""
    path = order.run_file or new_run_file(header.scenario, header.created_at[:10])
    with closing(RunWriter(path, header)) as writer:
        try:
            yield writer
        except (KeyboardInterrupt, HeadsetError):
            say(Translator(header.language).text("cli.saved_run", path=path))
            raise


def bot(order: Order, scenario: Scenario) -> InputSource:
    """The bot that an order names."""
    from .input.bots import make_bot

    return make_bot(order.player, scenario, order.options.seed)


def scenario_of(run: Run, scenario: str | None) -> Scenario:
    """The scenario that a run was played on, installed or in a given folder; refused when it has changed."""
    found = load_scenario(scenario or run.header.scenario)
    check_scenario(run, found)
    return found


def new_header(order: Order, scenario: Scenario, device: InputDevice = InputDevice.NONE) -> RunHeader:
    """What a run hangs on, besides its input; a bot has no ``device``."""
    return RunHeader(
        scenario=scenario.name,
        scenario_hash=scenario.content_hash,
        build=build_id(),
        versions=versions(),
        options=order.options,
        player=order.player,
        language=order.settings.language,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        device=device,
    )


class Told:
    """A recorder that also tells which step has begun."""

    def __init__(self, recorder: Recorder, scenario: Scenario, language: str, say: Say) -> None:
        self._recorder = recorder
        self._titles = {step.id: scenario.text(f"steps.{step.id}.title", language) for step in scenario.steps}
        self._say = say

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        """Keep one control frame."""
        self._recorder.record(frame, events)
        for event in events:
            if event.kind is EventKind.STEP_STARTED:
                self._say(self._titles[event.subject])

    def close(self) -> None:
        """Close the recorder."""
        self._recorder.close()
