"""Playing in a headset: the same run, seen by two eyes and led by two real hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from .app import Order, Played, Say, Wearing
from .at_headset import DEPTHS, AtHeadset
from .core.errors import HeadsetError
from .core.model import Scenario
from .core.timing import StageTimer
from .folders import data_folder
from .headset_log import HeadsetLog
from .language import Translator
from .scene.eyes import eye_size
from .seat import SitDown
from .settings import Settings
from .shown_play import play_shown
from .window_play import open_window, play_in_window
from .xr.headset import GIVE_UP_S, Headset

LOG = "headset.log"


def play_in_headset(order: Order, scenario: Scenario, say: Say) -> Played:
    """Let a person play in the headset, or watch a bot from within.

    HeadsetError when there is none; if it was only wished for, the window does instead.
    """
    open_place = partial(in_headset, order.settings)
    try:
        return play_shown(order, scenario, say, open_place, taught="headset_tutorial_done")
    except NotThereError as error:
        if order.headset is Wearing.ALWAYS:
            raise
        say(str(error))
    return play_in_window(replace(order, headset=Wearing.NEVER), scenario, say)


class NotThereError(HeadsetError):
    """There was no headset to begin with."""


@contextmanager
def in_headset(settings: Settings, timer: StageTimer | None = None, give_up_s: float = GIVE_UP_S) -> Iterator[SitDown]:
    """A place in the headset, with a window as the mirror for the people in the room."""
    with HeadsetLog(data_folder() / LOG) as log:
        headset = _found(log, settings, give_up_s, timer)
        with open_window(settings, waits_for_screen=False) as window:
            window.draw()  # the headset wants the window's OpenGL context, which is there from the first picture on
            headset.begin(partial(eye_size, quality=window.quality), tuple(DEPTHS))
            try:
                yield lambda session, player: AtHeadset(window, headset, session, settings, player, timer)
            finally:
                headset.leave()
                log.say(f"pictures: {headset.counts}")


def _found(log: HeadsetLog, settings: Settings, give_up_s: float, timer: StageTimer | None) -> Headset:
    try:
        return Headset(log.say, Translator(settings.language), give_up_s, timer)
    except HeadsetError as error:
        raise NotThereError(error.message, remedy=error.remedy) from error
