"""Playing, learning and replaying where somebody sees it, be it at a window or in a headset."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .app import Order, Played, Say, Told, bot, new_header, open_session, recorded
from .core.events import Event
from .core.intents import FRAME_S, InputFrame
from .core.model import Mode, Scenario
from .core.options import RunOptions
from .core.scorecard import ScoreCard
from .core.snapshot import Snapshot
from .folders import settings_file
from .loop import Loop
from .recording.contents import PERSON
from .recording.reader import Run
from .recording.source import RecordedInput
from .scoring.card import score_run
from .seat import OpenPlace, Seat
from .session.session import Session
from .settings import load_settings, save_settings

Taught = Literal["tutorial_done", "headset_tutorial_done"]


def play_shown(order: Order, scenario: Scenario, say: Say, open_place: OpenPlace, *, taught: Taught) -> Played:
    """Let a person or a bot play, and show the debrief.

    Somebody who was not taught there yet is, first; ``taught`` is the setting that remembers it.
    """
    person = order.player == PERSON
    if person and not getattr(order.settings, taught):
        _teach(order.options, scenario, open_place)
        _remember(taught)
    with open_place() as sit_down, open_session(scenario, order.options) as session:
        seat = sit_down(session, None if person else bot(order, scenario))
        if order.ask_mode:
            _ask_mode(seat, session)
        order = replace(order, options=session.options)
        return _play_and_tell(order, scenario, seat, session, say)


def replay_shown(run: Run, scenario: Scenario, open_place: OpenPlace) -> None:
    """Play a recorded run in real time, and show its debrief."""
    with open_place() as sit_down, open_session(scenario, run.header.options) as session:
        seat = sit_down(session, RecordedInput(run.frames()))
        Loop(session, seat, Unrecorded()).run_shown(seat, seat.clock)
        _debrief(seat, session, run.card or score_run(session.record(), scenario, run.device))


def _play_and_tell(order: Order, scenario: Scenario, seat: Seat, session: Session, say: Say) -> Played:
    """Play, keep the run and show the debrief."""
    header = new_header(order, scenario, seat.device)
    with recorded(order, header, say) as writer:
        Loop(session, seat, Told(writer, scenario, order.settings.language, say)).run_shown(seat, seat.clock)
        card = score_run(session.record(), scenario, seat.device)
        writer.finish(card)
        _debrief(seat, session, card)
    return Played(header, card, writer.path)


def _ask_mode(seat: Seat, session: Session) -> None:
    """Show the field as it stands, and wait until the person has said how to work."""
    chosen: list[Mode] = []
    seat.panels.choose_mode(chosen.append)
    while not chosen:
        _show_still(seat, session)
        if seat.left:
            raise KeyboardInterrupt
    session.choose_mode(chosen[0])


def _show_still(seat: Seat, session: Session) -> None:
    """One picture while the simulation stands."""
    seat.clock.wait(FRAME_S)
    seat.show(session.snapshot, ())


class Unrecorded:
    """A recorder that keeps nothing."""

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        """Forget the frame."""

    def close(self) -> None:
        """Nothing to close."""


class Lessons:
    """The person's input for as long as the tutorial lasts."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        seat.panels.teach()

    @property
    def over(self) -> bool:
        """Every lesson is done or skipped."""
        return self._seat.panels.tutorial is None

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of a control frame; None when the tutorial is over."""
        return None if self.over else self._seat.poll(index, snapshot)


def _teach(options: RunOptions, scenario: Scenario, open_place: OpenPlace) -> None:
    """Let the person try out the controls in a session that is not scored, and remember that it was done.

    Nothing is out of place there: what a lesson asks for, the step that happens to be on allows.
    """
    options = replace(options, mode=Mode.LEARN)
    every = tuple(instrument.id for instrument in scenario.instruments)
    scenario = replace(scenario, steps=tuple(replace(step, instruments=every) for step in scenario.steps))
    with open_place() as sit_down, open_session(scenario, options) as session:
        seat = sit_down(session, None)
        lessons = Lessons(seat)
        Loop(session, lessons, Unrecorded()).run_shown(seat, seat.clock)
        if not lessons.over:
            raise KeyboardInterrupt


def _remember(taught: Taught) -> None:
    settings = load_settings(settings_file()).settings
    if taught == "tutorial_done":
        settings = replace(settings, tutorial_done=True)
    else:
        settings = replace(settings, headset_tutorial_done=True)
    save_settings(settings, settings_file())


def _debrief(seat: Seat, session: Session, card: ScoreCard) -> None:
    """Show the score until the person goes on or leaves."""
    seat.panels.show_debrief(card)
    while not seat.left:
        _show_still(seat, session)
