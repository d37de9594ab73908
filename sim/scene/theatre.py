"""All there is to see and hear in the room, whoever looks at it from wherever: what a desktop and a headset share."""

from __future__ import annotations

from pathlib import Path

from panda3d.core import Texture

from ..core.events import Event
from ..core.intents import Hand
from ..core.model import Mode, Scenario
from ..core.pose import Pose, Vec3
from ..core.snapshot import Snapshot
from ..core.timing import StageTimer
from ..folders import data_folder
from ..sound import SoundBoard
from ..tissue.bone import Bone
from ..tissue.surface import ChunkedSurface
from .anatomy import Anatomy
from .audio import Audio
from .debris import Debris
from .glow import LAYER_CAMERAS
from .guides import Guides
from .hands import Hands
from .instruments import Instruments
from .irrigation import Irrigation
from .pipeline import Pipeline
from .room import Room
from .screen import Screen
from .screws import Screws
from .store import Store
from .surfaces import Surfaces
from .window import Window

CACHE = "shapes"
LONGEST_FRAME_S = 0.1
"""Moving things jump no farther than this, however slow the machine."""


class Theatre:
    """The content of the scene of one session, under `Window.render`.

    ``cache_folder`` keeps finished shapes for the next start; by default it lies in the person's folder. ``timer``
    counts meshing. ``soft_sleeves`` are for eyes that may see the ends of the arms (see `glove.Glove`).
    """

    def __init__(
        self,
        window: Window,
        pipeline: Pipeline,
        scenario: Scenario,
        bone: Bone,
        timer: StageTimer | None = None,
        cache_folder: Path | None = None,
        soft_sleeves: bool = False,
    ) -> None:
        self._simulated_s = 0.0
        self._wound = scenario.patient.world_from_bone
        self.store = store = Store(cache_folder or data_folder() / CACHE)
        settings = pipeline.settings
        self.surfaces = surfaces = Surfaces(settings, store)
        self.root = root = window.render.attach_new_node("scene")
        root.hide(LAYER_CAMERAS)
        room = Room(root, surfaces, store)
        self.anatomy = Anatomy(root, ChunkedSurface(bone), scenario.patient.fracture, surfaces, timer)
        for still in (room.root, self.anatomy.root):
            pipeline.simplify(still)
        self.instruments = Instruments(root, scenario, surfaces, store)
        self.screws = Screws(root, scenario, surfaces, store, settings.rack_threads)
        self.hands = Hands(root, scenario, surfaces, store, soft_sleeves)
        self.debris = Debris(root, settings, surfaces)
        self._irrigation = Irrigation(root, surfaces)
        self._guides = Guides(root, self.instruments.copy)
        self._audio = Audio(window.sound_manager, SoundBoard(scenario.instruments))
        self._screen = Screen(room.screen)

    def show_on_monitor(self, texture: Texture) -> None:
        """Give the monitor in the room its picture."""
        self._screen.set_texture(texture)

    def update(
        self,
        snapshot: Snapshot,
        events: tuple[Event, ...],
        eye: Vec3 | None = None,
        unseen: frozenset[Hand] = frozenset(),
        head: Pose | None = None,
    ) -> tuple[str, ...]:
        """Take over the state; the caption keys of what sounds now.

        ``eye``, ``unseen`` and ``head`` are those of `hands.Hands.show`.
        """
        passed_s = min(LONGEST_FRAME_S, max(0.0, snapshot.time_s - self._simulated_s))
        self._simulated_s = snapshot.time_s
        self.anatomy.update(snapshot.fragments, snapshot.bone_revision)
        self.instruments.show(snapshot.instruments, _lit(snapshot))
        self.screws.show(snapshot.screws)
        self.hands.show(snapshot.hands, eye, unseen, head)
        tip = self._working_tip(snapshot)
        self.debris.update(snapshot, tip, passed_s)
        self._irrigation.show(tip if snapshot.irrigating else None, snapshot.time_s)
        self._guides.update(snapshot, snapshot.time_s)
        return self._audio.play(snapshot, events)

    def close(self) -> None:
        """Fall silent and take everything away."""
        self._audio.close()
        self.root.remove_node()

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
