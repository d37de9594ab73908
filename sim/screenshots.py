"""Pictures of the trainer, taken in memory while the expert plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from .app import Say, open_session
from .core.intents import FRAME_HZ, rounded
from .core.model import Mode
from .core.options import RunOptions
from .core.snapshot import Snapshot
from .headset_pictures import take_headset_pictures
from .input.bots import make_bot
from .language import Translator, available_languages
from .scenario.library import load_scenario
from .scene.view import SceneDisplay
from .scoring.card import score_run
from .session.session import Session
from .settings import PictureQuality, Settings
from .window_play import open_window

SCENARIO = "plate_osteosynthesis"
SEED = 1
HEADSET_STEP = "drill_plate_1"
CHIPS_FRAMES = 2 * FRAME_HZ
"""Chips and water need two seconds of drilling before they look as they do in play."""
EVERY = 9
"""Of these frames one is drawn: the scene moves on by a tenth of a second in a picture at most."""
SETTLE = 3
"""Frames until textures, shadows and the monitor have caught up."""
MOST_FRAMES = 20 * 60 * FRAME_HZ


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, from where, and from when on it can be taken."""

    name: str
    view: str
    ready: Callable[[Snapshot], bool]
    lead_frames: int = 0
    """Frames to draw before it is taken."""


def _nothing_asked(snapshot: Snapshot) -> bool:
    return snapshot.step.question is None


def _drilling(snapshot: Snapshot) -> bool:
    return snapshot.gauges.removed_mm3_s > 0.0 and snapshot.gauges.depth_m > 0.001


def _holding(snapshot: Snapshot) -> bool:
    return any(hand.holding for hand in snapshot.hands)


def _screw_going_in(snapshot: Snapshot) -> bool:
    active = snapshot.gauges.instrument
    return snapshot.gauges.torque_nm > 0.2 and any(active and screw.driver == active for screw in snapshot.screws)


SHOTS = (
    Shot("overview", "overview", _nothing_asked),
    Shot("tray", "tray", _nothing_asked),
    Shot("surgeon", "surgeon", _holding),
    Shot("drilling", "close", _drilling, CHIPS_FRAMES),
    Shot("screw", "bone_side", _screw_going_in),
)
IN_OTHER_LANGUAGES = (Shot("interface", "surgeon", _drilling, CHIPS_FRAMES),)


def take_screenshots(folder: Path, settings: Settings, say: Say) -> None:
    """Take every picture in the person's language, and one in each other language.

    Raises DisplayError when the machine cannot draw.
    """
    settings = replace(settings, quality=settings.quality or PictureQuality.HIGH)
    _Photographer(folder, settings, say).take(SHOTS, debrief=True)
    _take_in_headset(folder, settings, say)
    for language in available_languages():
        if language != settings.language:
            _Photographer(folder, replace(settings, language=language), say, f"_{language}").take(IN_OTHER_LANGUAGES)


def _take_in_headset(folder: Path, settings: Settings, say: Say) -> None:
    """What a person in a headset sees while the first plate hole is drilled through its sleeve."""
    scenario = load_scenario(SCENARIO)
    with open_session(scenario, RunOptions(Mode.LEARN, SEED, dominant=settings.dominant)) as session:
        played = _played(session)
        for snapshot in played:
            if snapshot.step.id == HEADSET_STEP and _drilling(snapshot):
                break
        take_headset_pictures(folder, settings, session, islice(played, 0, None, EVERY), say)


class _Photographer:
    """Goes through a list of shots while the expert plays."""

    def __init__(self, folder: Path, settings: Settings, say: Say, suffix: str = "") -> None:
        self._folder = folder
        self._settings = settings
        self._say = say
        self._suffix = suffix
        self._led = 0

    def take(self, shots: tuple[Shot, ...], debrief: bool = False) -> None:
        """Take the shots in their order, and at the end the debrief."""
        scenario = load_scenario(SCENARIO)
        options = RunOptions(Mode.LEARN, SEED, dominant=self._settings.dominant)
        with open_window(self._settings, offscreen=True) as window, open_session(scenario, options) as session:
            display = SceneDisplay(window, scenario, session.bone, Translator(self._settings.language))
            waiting = list(shots)
            for snapshot in _played(session):
                if waiting and self._took(display, waiting[0], snapshot):
                    del waiting[0]
                if not (waiting or debrief):
                    return
            display.panels.show_debrief(score_run(session.record(), scenario))
            self._keep(display, "debrief", session.snapshot)

    def _took(self, display: SceneDisplay, shot: Shot, snapshot: Snapshot) -> bool:
        """Whether it was the moment for the shot; draws what leads up to it."""
        if not shot.ready(snapshot):
            return False
        if self._led < shot.lead_frames:
            if self._led % EVERY == 0:
                display.go_to_view(shot.view, at_once=True)
                display.show(snapshot, ())
            self._led += 1
            return False
        self._led = 0
        display.go_to_view(shot.view, at_once=True)
        self._keep(display, shot.name, snapshot)
        return True

    def _keep(self, display: SceneDisplay, name: str, snapshot: Snapshot) -> None:
        for _ in range(SETTLE):
            display.show(snapshot, ())
        self._say(str(display.screenshot(self._folder / f"{name}{self._suffix}.png")))


def _played(session: Session) -> Iterator[Snapshot]:
    """The expert's whole run, frame by frame."""
    expert = make_bot("expert", session.scenario, SEED)
    for index in range(MOST_FRAMES):
        frame = expert.poll(index, session.snapshot)
        if frame is None or session.finished:
            return
        yield session.step(rounded(frame))[0]
