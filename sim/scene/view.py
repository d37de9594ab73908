"""The whole picture: shows snapshots in a window."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ..core.events import Event, EventKind
from ..core.intents import Command
from ..core.model import Mode, Scenario
from ..core.pose import Pose
from ..core.snapshot import Snapshot
from ..core.timing import StageTimer, timed
from ..folders import data_folder
from ..language import Translator
from ..sound import SoundBoard
from ..tissue.bone import Bone
from ..tissue.surface import ChunkedSurface
from .anatomy import Anatomy
from .audio import Audio
from .cameras import VIEW_NAMES, Cameras
from .debris import Debris
from .guides import Guides
from .hands import Hands
from .instruments import Instruments
from .irrigation import Irrigation
from .panels.layer import PanelLayer
from .pipeline import Pipeline
from .poses import pose_of
from .room import Room
from .screen import Screen
from .screws import Screws
from .store import Store
from .surfaces import Surfaces
from .window import Window

__all__ = ["VIEW_NAMES", "SceneDisplay"]

CACHE = "shapes"
LONGEST_FRAME_S = 0.1
"""Moving things jump no farther than this, however slow the machine."""


def _ignore(_: Command) -> None:
    """Nobody listens."""


class SceneDisplay:
    """A `core.ports.Display` of one session in one window.

    ``clock`` moves the camera between views, also while the simulation stands. ``on_command`` and ``key_names`` are
    those of `panels.layer.PanelLayer`. ``cache_folder`` keeps finished shapes for the next start; by default it
    lies in the person's folder.
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
        self._simulated_s = 0.0
        self._pipeline = Pipeline(window)
        store = Store(cache_folder or data_folder() / CACHE)
        surfaces = Surfaces(self._pipeline.settings, store)
        root = self._root = window.render.attach_new_node("scene")
        self._wound = scenario.patient.world_from_bone
        room = Room(root, surfaces, store)
        self.anatomy = Anatomy(root, ChunkedSurface(bone), scenario.patient.fracture, surfaces, timer)
        for still in (room.root, self.anatomy.root):
            self._pipeline.simplify(still)
        self.instruments = Instruments(root, scenario, surfaces, store)
        self.screws = Screws(root, scenario, surfaces, store, self._pipeline.settings.rack_threads)
        self.hands = Hands(root, scenario, surfaces, store)
        self.debris = Debris(root, self._pipeline.settings, surfaces)
        self._irrigation = Irrigation(root, surfaces)
        self._guides = Guides(root, self.instruments.copy)
        self._cameras = Cameras(window.camera, self._wound)
        self._audio = Audio(window.sound_manager, SoundBoard(scenario.instruments))
        self.panels = PanelLayer(window, scenario, translator, on_command, key_names)
        Screen(room.screen).set_texture(self.panels.monitor_texture)

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
        self._audio.close()
        self.panels.close()
        self._root.remove_node()
        self._window.close()

    def _update(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        now = self._clock()
        self._cameras.advance(min(LONGEST_FRAME_S, now - self._shown_s))
        self._shown_s = now
        passed_s = min(LONGEST_FRAME_S, max(0.0, snapshot.time_s - self._simulated_s))
        self._simulated_s = snapshot.time_s
        self._follow(events)
        self.anatomy.update(snapshot.fragments, snapshot.bone_revision)
        self.instruments.show(snapshot.instruments, _lit(snapshot))
        self.screws.show(snapshot.screws)
        self.hands.show(snapshot.hands, self._cameras.eye)
        tip = self._working_tip(snapshot)
        self.debris.update(snapshot, tip, passed_s)
        self._irrigation.show(tip if snapshot.irrigating else None, snapshot.time_s)
        self._guides.update(snapshot, snapshot.time_s)
        self.panels.hear(self._audio.play(snapshot, events))
        self.panels.update(snapshot, events)
        self._pipeline.before_frame()

    def _follow(self, events: tuple[Event, ...]) -> None:
        """Go where the session says that the person looks from."""
        for event in events:
            if event.kind is EventKind.VIEW_TAKEN and event.subject in VIEW_NAMES and event.subject != self.view:
                self._cameras.go(event.subject)

    def _working_tip(self, snapshot: Snapshot) -> Pose:
        """world_from_tip of the working instrument; else the hole that is next, else the middle of the wound."""
        if snapshot.gauges.instrument is not None:
            return snapshot.instrument(snapshot.gauges.instrument).pose
        for target in snapshot.targets:
            if target.id == snapshot.step.target:
                return target.entry
        return self._wound


def _lit(snapshot: Snapshot) -> frozenset[str]:
    """Instruments with a rim: what a grasp would take and, in learn mode, what to pick up now."""
    lit = {hand.reach for hand in snapshot.hands if hand.reach is not None}
    held = {hand.holding for hand in snapshot.hands}
    wanted = snapshot.step.instruments[:1]
    if snapshot.mode is Mode.LEARN and wanted and wanted[0] not in held:
        lit.update(wanted)
    return frozenset(lit)
