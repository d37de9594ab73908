"""Playing and replaying before a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from .app import Order, Played, Say, scenario_of
from .at_window import AtWindow
from .core.model import Scenario
from .folders import data_folder
from .language import Translator
from .probes import trusted_graphics
from .recording.reader import read_run
from .scene.panels.notice import Notice
from .scene.quality import Quality
from .scene.window import Window
from .seat import SitDown
from .settings import Settings
from .shown_play import play_shown, replay_shown

SOFTWARE = ("llvmpipe", "softpipe", "swrast")
"""Renderers that draw without a GPU."""


def play_in_window(order: Order, scenario: Scenario, say: Say) -> Played:
    """Let a person or a bot play before the window, and show the debrief."""
    open_place = partial(before_window, order.settings)
    return play_shown(order, scenario, say, open_place, taught="tutorial_done")


def show_again(path: Path, scenario: str | None, settings: Settings) -> None:
    """Play a recorded run in the window, in real time, and show its debrief."""
    run = read_run(path)
    played = scenario_of(run, scenario)
    replay_shown(run, played, partial(before_window, settings))


@contextmanager
def before_window(settings: Settings) -> Iterator[SitDown]:
    """A place before a window of its own."""
    with open_window(settings) as window:
        yield lambda session, player: AtWindow(window, session, settings, player)


@contextmanager
def open_window(settings: Settings, offscreen: bool = False, waits_for_screen: bool = True) -> Iterator[Window]:
    """The window, in the quality that was set or that suits the driver; closed whatever happens.

    One that ``waits_for_screen`` draws no faster than the screen shows pictures.

    Raises DisplayError when there is no display or its driver cannot draw.
    """
    with closing(Window(offscreen=offscreen, quality=Quality.LOW, waits_for_screen=waits_for_screen)) as window:
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
