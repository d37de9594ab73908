"""Noticing that the person looks at the wound from where a step asks for, without pressing anything."""

from __future__ import annotations

import math

from ...core.intents import FRAME_HZ
from ...core.pose import Pose, angle_between, norm, scale, subtract
from ...core.snapshot import Snapshot
from ...core.views import views

FROM_RAD = math.radians(25.0)
AT_RAD = math.radians(20.0)
NEARER_THAN_M = 1.2
DWELL_FRAMES = round(0.4 * FRAME_HZ)


class Looking:
    """Watches the head; a view of a step is noticed once."""

    def __init__(self, world_from_bone: Pose) -> None:
        self._views = views(world_from_bone)
        self._step = ""
        self._seen: set[str] = set()
        self._frames: dict[str, int] = {}

    def frame(self, head: Pose, snapshot: Snapshot) -> tuple[str, ...]:
        """Views that have been looked from long enough in this control frame. ``head`` is world_from_head."""
        if snapshot.step.id != self._step:
            self._step = snapshot.step.id
            self._seen.clear()
            self._frames.clear()
        return tuple(name for name in snapshot.step.views_wanted if self._dwells(name, head))

    def _dwells(self, name: str, head: Pose) -> bool:
        if name in self._seen or name not in self._views or not self._from(name, head):
            self._frames[name] = 0
            return False
        self._frames[name] = self._frames.get(name, 0) + 1
        if self._frames[name] < DWELL_FRAMES:
            return False
        self._seen.add(name)
        return True

    def _from(self, name: str, head: Pose) -> bool:
        view = self._views[name]
        here = subtract(head.position, view.middle)
        looks = angle_between(head.turn((0.0, 1.0, 0.0)), scale(here, -1.0)) < AT_RAD
        from_there = angle_between(here, subtract(view.eye, view.middle)) < FROM_RAD
        return from_there and looks and norm(here) < NEARER_THAN_M
