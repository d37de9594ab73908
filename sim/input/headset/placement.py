"""Where the person's own floor lies in the room: `world_from_play`.

The person is moved, never the room: to the surgeon's place, up and down for the table's height and for a chair, and
to where a view looks from. Only places and headings change, the horizon stays level. Every such movement is artificial,
so it is asked for first and applied by the caller when the picture is dark.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...core.pose import IDENTITY, UP, Pose, Vec3, add, cross, quat_from_axis_angle
from ...core.views import OWN_VIEW, STANDING_EYES_M, STANDING_PLACE, views

MOST_TABLE_OFFSET_M = 0.25
MOST_LIFT_M = 1.0
"""A chair is not lower than this below a standing surgeon's eyes."""
OWN_ROUND = ("bone_side", "bone_end")
"""Views to go to when the step asks for none (ours): the others are had by leaning."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How the person stands in the room."""

    view: str = OWN_VIEW
    table_offset_m: float = 0.0
    """How much higher the table is for the person."""
    seated: bool = False
    recentrings: int = 0


class Placement:
    """Joins the play space of a headset to the room."""

    def __init__(self, world_from_bone: Pose, table_offset_m: float = 0.0, seated: bool = False) -> None:
        """A person who ``seated`` plays on a chair is raised at the first `recentre`."""
        self._views: Mapping[str, Pose] = {name: view.pose for name, view in views(world_from_bone).items()}
        self._stand = self._wanted = Stand(table_offset_m=bounded_offset_m(table_offset_m), seated=seated)
        self._centre = IDENTITY
        self._lift_m = 0.0
        self.world_from_play = self._own_place()
        self.moves = 0
        """How often the person has been moved: whoever sees it grow must not sweep hands from there to here."""

    @property
    def view(self) -> str:
        """The view that the person is at; their own place is `OWN_VIEW`."""
        return self._stand.view

    @property
    def stand(self) -> Stand:
        """How the person will stand once everything asked for is applied."""
        return self._wanted

    @property
    def pending(self) -> bool:
        """Whether a movement waits for the picture to be dark."""
        return self._wanted != self._stand

    def ask(self, view: str) -> None:
        """Wish to look from a view; KeyError when there is none of that name."""
        if view not in self._views:
            raise KeyError(view)
        self._wanted = replace(self._wanted, view=view)

    def ask_table(self, offset_m: float) -> None:
        """Wish the table that much higher than it is made, -0.25 to 0.25 m."""
        self._wanted = replace(self._wanted, table_offset_m=bounded_offset_m(offset_m))

    def ask_seated(self, seated: bool) -> None:
        """Wish to play on a chair, or on one's feet."""
        self._wanted = replace(self._wanted, seated=seated)

    def ask_recentre(self) -> None:
        """Wish to be at the surgeon's place, looking across the table."""
        self._wanted = replace(self._wanted, view=OWN_VIEW, recentrings=self._wanted.recentrings + 1)

    def next_view(self, wanted: tuple[str, ...]) -> str:
        """The view after this one: those that a step asks for in turn, then the person's own place."""
        known = tuple(name for name in wanted if name in self._views and name != OWN_VIEW)
        ring = (OWN_VIEW, *(known or OWN_ROUND))
        elsewhere = 0 if known else len(ring) - 1  # a view that was asked for and has been taken leads to the next
        at = ring.index(self._wanted.view) if self._wanted.view in ring else elsewhere
        return ring[(at + 1) % len(ring)]

    def apply(self, head: Pose) -> None:
        """Move the person as asked for. ``head`` is where it is in play space now."""
        before, now = self._stand, self._wanted
        self._stand = now
        if now.recentrings != before.recentrings:
            self._centre_on(head)
        elif now.seated != before.seated:
            self._lift_m = self._measured_lift_m(head)
        self._place(head)

    def recentre(self, head: Pose) -> None:
        """Put the person at the surgeon's place at once, and measure a chair; everything asked for is applied."""
        self.ask_recentre()
        self.apply(head)

    # --- inside ---

    def _centre_on(self, head: Pose) -> None:
        x, y, _ = head.position
        self._centre = Pose((x, y, 0.0), level(head).rotation)
        self._lift_m = self._measured_lift_m(head)

    def _measured_lift_m(self, head: Pose) -> float:
        return min(MOST_LIFT_M, max(0.0, STANDING_EYES_M - head.position[2])) if self._stand.seated else 0.0

    def _place(self, head: Pose) -> None:
        self.moves += 1
        self.world_from_play = self._own_place() if self.view == OWN_VIEW else self._at_view(head)

    def _own_place(self) -> Pose:
        floor = add(STANDING_PLACE, (0.0, 0.0, self._lift_m - self._stand.table_offset_m))
        return Pose(floor) @ self._centre.inverse()

    def _at_view(self, head: Pose) -> Pose:
        return level(self._views[self.view]) @ level(head).inverse()


def level(eye: Pose) -> Pose:
    """An eye's place and heading, without its pitch and roll."""
    right = eye.turn((1.0, 0.0, 0.0))
    ahead: Vec3 = cross(UP, right)
    if math.hypot(ahead[0], ahead[1]) < 1e-3:
        ahead = eye.turn((0.0, 1.0, 0.0))
    return Pose(eye.position, quat_from_axis_angle(UP, math.atan2(-ahead[0], ahead[1])))


def bounded_offset_m(offset_m: float) -> float:
    """A table's offset that a person may have."""
    if not math.isfinite(offset_m):
        return 0.0
    return min(MOST_TABLE_OFFSET_M, max(-MOST_TABLE_OFFSET_M, offset_m))
