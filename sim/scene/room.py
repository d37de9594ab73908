"""The still room and the draped patient."""

from __future__ import annotations

from panda3d.core import NodePath

from assets.mesh import Part
from assets.patient import draped_leg, retractors, wound
from assets.room import room

from .meshes import joined, model
from .store import Store
from .surfaces import Surfaces

SCREEN = "screen"
"""The part that shows the live measurements."""


class Room:
    """Everything that never moves."""

    def __init__(self, parent: NodePath, surfaces: Surfaces, store: Store) -> None:
        parts = store.parts("room", lambda: joined(_everything(), kept=frozenset({SCREEN})))
        self.root = model("room", parts, surfaces)
        self.root.reparent_to(parent)

    @property
    def screen(self) -> NodePath:
        """The monitor's picture."""
        return self.root.find(SCREEN)


def _everything() -> tuple[Part, ...]:
    return (*room(), *draped_leg(), *wound(), *retractors())
