"""The picture in a headset, and beside it the desktop window for the people in the room."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from panda3d.core import Texture

from ..core.events import Event
from ..core.headset import Eye
from ..core.intents import Hand
from ..core.model import Scenario
from ..core.pose import IDENTITY, Pose
from ..core.snapshot import HandState, Snapshot
from ..core.timing import StageTimer, timed
from ..tissue.bone import Bone
from .eyes import Depth, Eyes
from .fade import Fade
from .fingers import Fingers
from .mirror import Mirror, MirrorView
from .pipeline import Pipeline
from .theatre import LONGEST_FRAME_S, Theatre
from .veil import Veil
from .window import Size, Window


class PanelsInAir(Protocol):
    """What hangs in the air before the person."""

    @property
    def monitor_texture(self) -> Texture:
        """The picture for the monitor in the room."""

    def hear(self, captions: tuple[str, ...]) -> None:
        """Sounds with these caption keys were just heard."""

    def update(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Show the state, and what happened since the last time."""

    def close(self) -> None:
        """Give everything back."""


class HeadsetDisplay:
    """Shows one session to two eyes.

    For every picture: `follow` with the newest input, `look` with the eyes as they will be, `draw`; then the halves
    of ``eyes.colour_id`` and ``eyes.depth_id`` are the pictures. ``size`` is one eye's (`eyes.eye_size`).
    """

    def __init__(
        self,
        window: Window,
        scenario: Scenario,
        bone: Bone,
        size: Size,
        depth: Depth = Depth.FIXED_24,
        mirror: MirrorView = MirrorView.LEFT,
        timer: StageTimer | None = None,
        clock: Callable[[], float] = time.perf_counter,
        cache_folder: Path | None = None,
    ) -> None:
        self._window = window
        self._timer = timer
        self._clock = clock
        self._shown_s = clock()
        self._seconds = 0.0
        self._head = IDENTITY
        self._pipeline = Pipeline(window)
        self.theatre = Theatre(window, self._pipeline, scenario, bone, timer, cache_folder, soft_sleeves=True)
        self._fingers = Fingers(self.theatre.root, self.theatre.surfaces, self.theatre.store)
        self.eyes = Eyes(window, size, depth)
        self.mirror = Mirror(window, self.eyes, mirror)
        self.fade = Fade()
        self._veil = Veil(self.eyes)
        self._panels: PanelsInAir | None = None

    def hang(self, panels: PanelsInAir) -> None:
        """Show panels from now on; they are closed with the display."""
        self._panels = panels
        self.theatre.show_on_monitor(panels.monitor_texture)

    def follow(
        self,
        snapshot: Snapshot,
        events: tuple[Event, ...],
        head: Pose,
        hands: Mapping[Hand, Pose],
        fingers: Mapping[Hand, tuple[Pose, ...]],
    ) -> None:
        """Take over the state without drawing it.

        All poses are of the room: ``head`` has the axes of an eye, ``hands`` are where the person's hands are now
        (one that is missing is not shown unless it holds something), ``fingers`` the joints of those that are seen.
        """
        with timed(self._timer, "scene_update"):
            now = self._clock()
            self._seconds, self._shown_s = min(LONGEST_FRAME_S, max(0.0, now - self._shown_s)), now
            self._head = head
            self.fade.advance(self._seconds)
            self._veil.show(self.fade.level, self.fade.narrowed)
            tracked = self._show_fingers(snapshot, head, fingers)
            lost = frozenset(hand for hand in Hand if hand not in hands)
            captions = self.theatre.update(_with_hands(snapshot, hands), events, unseen=lost | tracked, head=head)
            if self._panels is not None:
                self._panels.hear(captions)
                self._panels.update(snapshot, events)

    def look(self, eyes: tuple[Eye, Eye]) -> None:
        """Look from world_from_eye of the left and the right eye, as late as can be."""
        self.eyes.look(eyes)
        self._veil.look(eyes)
        self.mirror.follow(self._head, eyes, self._seconds)
        self._pipeline.before_frame()

    def draw(self) -> None:
        """Draw both eyes and, when it is due, the window."""
        with timed(self._timer, "draw_submission"):
            self._window.draw()

    def screenshot_eyes(self, path: Path) -> Path:
        """Write both eyes' pictures side by side."""
        return self.eyes.screenshot(path)

    def close(self) -> None:
        """Give back the window and its graphics memory."""
        if self._panels is not None:
            self._panels.close()
        self.theatre.close()
        self.eyes.close()
        self._window.close()

    def _show_fingers(
        self, snapshot: Snapshot, head: Pose, fingers: Mapping[Hand, tuple[Pose, ...]]
    ) -> frozenset[Hand]:
        """The empty hands whose fingers are seen; one that holds something is shown on what it holds."""
        tracked: set[Hand] = set()
        for state in snapshot.hands:
            joints = fingers.get(state.hand, ()) if state.holding is None else ()
            if self._fingers.show(state.hand, joints, head):
                tracked.add(state.hand)
        return frozenset(tracked)


def _with_hands(snapshot: Snapshot, hands: Mapping[Hand, Pose]) -> Snapshot:
    """The snapshot with hands where they are by now: the simulation's are older than the picture."""
    left, right = (_newest(state, hands.get(state.hand)) for state in snapshot.hands)
    return replace(snapshot, hands=(left, right))


def _newest(state: HandState, pose: Pose | None) -> HandState:
    if pose is None:
        return replace(state, target=state.pose)
    return replace(state, target=pose) if state.holding is not None else replace(state, pose=pose, target=pose)
