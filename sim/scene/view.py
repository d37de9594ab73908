"""The whole picture of a desktop: shows snapshots in a window."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ..core.events import Event, EventKind
from ..core.intents import Command
from ..core.model import Scenario
from ..core.pose import Pose
from ..core.snapshot import Snapshot
from ..core.timing import StageTimer, timed
from ..language import Translator
from ..tissue.bone import Bone
from .cameras import VIEW_NAMES, Cameras
from .panels.layer import PanelLayer
from .pipeline import Pipeline
from .poses import pose_of
from .theatre import LONGEST_FRAME_S, Theatre
from .window import Window

__all__ = ["VIEW_NAMES", "SceneDisplay"]


def _ignore(_: Command) -> None:
    """Nobody listens."""


class SceneDisplay:
    """A `core.ports.Display` of one session in one window.

    ``clock`` moves the camera between views, also while the simulation stands. ``on_command`` and ``key_names`` are
    those of `panels.layer.PanelLayer`. ``cache_folder`` is that of `theatre.Theatre`.
    """

    def __init__(
        self,
        window: Window,
        scenario: Scenario,
        bone: Bone,
        translator: Translator,
        on_command: Callable[[Command], None] = _ignore,
        key_names: Mapping[str, str] | None = None,
        timer: StageTimer | None = None,
        clock: Callable[[], float] = time.perf_counter,
        cache_folder: Path | None = None,
    ) -> None:
        self._window = window
        self._timer = timer
        self._clock = clock
        self._shown_s = clock()
        self._pipeline = Pipeline(window)
        self.theatre = Theatre(window, self._pipeline, scenario, bone, timer, cache_folder)
        self._cameras = Cameras(window.camera, scenario.patient.world_from_bone)
        self.panels = PanelLayer(window, scenario, translator, on_command, key_names)
        self.theatre.show_on_monitor(self.panels.monitor_texture)

    @property
    def view(self) -> str:
        """Name of the view that is on, or that the camera is on its way to."""
        return self._cameras.name

    @property
    def world_from_camera(self) -> Pose:
        """Where the camera is: +x right in the picture, +y into it, +z up."""
        return pose_of(self._window.camera, self._window.render)

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Draw one picture."""
        self.follow(snapshot, events)
        with timed(self._timer, "draw_submission"):
            self._window.draw()

    def follow(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Take over the state without drawing it."""
        with timed(self._timer, "scene_update"):
            self._update(snapshot, events)

    def go_to_view(self, name: str, at_once: bool = False) -> None:
        """Look from another view; KeyError when there is none of that name."""
        if at_once:
            self._cameras.jump(name)
        else:
            self._cameras.go(name)

    def next_view(self) -> str:
        """Look from the next view, and say which that is."""
        return self._cameras.next()

    def screenshot(self, path: Path) -> Path:
        """Write the picture that was drawn last."""
        return self._window.screenshot(path)

    def close(self) -> None:
        """Give back the window and its graphics memory."""
        self.panels.close()
        self.theatre.close()
        self._window.close()

    def _update(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        now = self._clock()
        self._cameras.advance(min(LONGEST_FRAME_S, now - self._shown_s))
        self._shown_s = now
        self._follow(events)
        self.panels.hear(self.theatre.update(snapshot, events, self._cameras.eye))
        self.panels.update(snapshot, events)
        self._pipeline.before_frame()

    def _follow(self, events: tuple[Event, ...]) -> None:
        """Go where the session says that the person looks from."""
        for event in events:
            if event.kind is EventKind.VIEW_TAKEN and event.subject in VIEW_NAMES and event.subject != self.view:
                self._cameras.go(event.subject)
