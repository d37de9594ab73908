"""Playing and replaying before a window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from .app import Order, Played, Say, Told, bot, new_header, open_session, recorded, scenario_of
from .at_window import AtWindow
from .core.events import Event
from .core.intents import FRAME_S, InputFrame
from .core.model import Mode, Scenario
from .core.scorecard import ScoreCard
from .core.snapshot import Snapshot
from .folders import data_folder, settings_file
from .language import Translator
from .loop import Loop, WallClock
from .probes import trusted_graphics
from .recording.contents import PERSON
from .recording.reader import read_run
from .recording.source import RecordedInput
from .scene.panels.notice import Notice
from .scene.quality import Quality
from .scene.window import Window
from .scoring.card import score_run
from .session.session import Session
from .settings import Settings, load_settings, save_settings

SOFTWARE = ("llvmpipe", "softpipe", "swrast")
"""Renderers that draw without a GPU."""


def play_in_window(order: Order, scenario: Scenario, say: Say) -> Played:
    """Let a person or a bot play before the window, and show the debrief."""
    person = order.player == PERSON
    if person and not order.settings.tutorial_done:
        _teach(order, scenario)
    with open_window(order.settings) as window, open_session(scenario, order.options) as session:
        there = AtWindow(window, session, order.settings, None if person else bot(order, scenario))
        if order.ask_mode:
            _ask_mode(there, session)
        order = replace(order, options=session.options)
        return _play_and_tell(order, scenario, there, session, say)


def _play_and_tell(order: Order, scenario: Scenario, there: AtWindow, session: Session, say: Say) -> Played:
    """Play, keep the run and show the debrief."""
    header = new_header(order, scenario)
    with recorded(order, header, say) as writer:
        Loop(session, there, Told(writer, scenario, order.settings.language, say)).run_shown(there, WallClock())
        card = score_run(session.record(), scenario, header.device)
        writer.finish(card)
        _debrief(there, session, card)
    return Played(header, card, writer.path)


def _ask_mode(there: AtWindow, session: Session) -> None:
    """Show the field as it stands, and wait until the person has said how to work."""
    chosen: list[Mode] = []
    there.display.panels.choose_mode(chosen.append)
    while not chosen:
        there.show(session.snapshot, ())
        if there.left:
            raise KeyboardInterrupt
        time.sleep(FRAME_S)
    session.choose_mode(chosen[0])


def show_again(path: Path, scenario: str | None, settings: Settings) -> None:
    """Play a recorded run in the window, in real time, and show its debrief."""
    run = read_run(path)
    played = scenario_of(run, scenario)
    with open_window(settings) as window, open_session(played, run.header.options) as session:
        there = AtWindow(window, session, settings, RecordedInput(run.frames()))
        Loop(session, there, Unrecorded()).run_shown(there, WallClock())
        _debrief(there, session, run.card or score_run(session.record(), played, run.device))


@contextmanager
def open_window(settings: Settings, offscreen: bool = False) -> Iterator[Window]:
    """The window, in the quality that was set or that suits the driver; closed whatever happens.

    Raises DisplayError when there is no display or its driver cannot draw.
    """
    with closing(Window(offscreen=offscreen, quality=Quality.LOW)) as window:
        software = any(name in window.driver for name in SOFTWARE)
        window.quality = Quality(settings.quality or (Quality.LOW if software else Quality.HIGH))
        window.sound_manager.set_active(settings.sound)
        with trusted_graphics(data_folder() / "graphics.txt", window.driver):
            _say_preparing(window, settings.language)
            yield window


def _say_preparing(window: Window, language: str) -> None:
    """Let nobody look at a black window while the theatre is made ready, a minute long the first time."""
    translator = Translator(language)
    notice = Notice(window, translator.text("notice.preparing"), translator.text("notice.preparing.about"))
    notice.show()
    notice.close()


class Unrecorded:
    """A recorder that keeps nothing."""

    def record(self, frame: InputFrame, events: tuple[Event, ...]) -> None:
        """Forget the frame."""

    def close(self) -> None:
        """Nothing to close."""


class Lessons:
    """The person's input for as long as the tutorial lasts."""

    def __init__(self, there: AtWindow) -> None:
        self._there = there
        there.display.panels.teach()

    @property
    def over(self) -> bool:
        """Every lesson is done or skipped."""
        return self._there.display.panels.tutorial is None

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of a control frame; None when the tutorial is over."""
        return None if self.over else self._there.poll(index, snapshot)


def _teach(order: Order, scenario: Scenario) -> None:
    """Let the person try out the controls in a session that is not scored, and remember that it was done.

    Nothing is out of place there: what a lesson asks for, the step that happens to be on allows.
    """
    options = replace(order.options, mode=Mode.LEARN)
    every = tuple(instrument.id for instrument in scenario.instruments)
    scenario = replace(scenario, steps=tuple(replace(step, instruments=every) for step in scenario.steps))
    with open_window(order.settings) as window, open_session(scenario, options) as session:
        there = AtWindow(window, session, order.settings)
        lessons = Lessons(there)
        Loop(session, lessons, Unrecorded()).run_shown(there, WallClock())
        if not lessons.over:
            raise KeyboardInterrupt
    save_settings(replace(load_settings(settings_file()).settings, tutorial_done=True), settings_file())


def _debrief(there: AtWindow, session: Session, card: ScoreCard) -> None:
    """Show the score until the person goes on or closes the window."""
    there.display.panels.show_debrief(card)
    while not there.left:
        there.show(session.snapshot, ())
        time.sleep(FRAME_S)
