"""The still room and the draped patient."""

from __future__ import annotations

from panda3d.core import CullBinManager, NodePath

from assets.patient import draped_leg, retractors, wound
from assets.room import room

from .meshes import joined, model
from .store import Store
from .surfaces import Surfaces

SCREEN = "screen"
"""The part that shows the live measurements."""

AFTER_BONE, LAST = 22, 24
"""Places in Panda3D's drawing order, in which opaque things stand at 20 and transparent ones at 30."""


class Room:
    """Everything that never moves."""

    def __init__(self, parent: NodePath, surfaces: Surfaces, store: Store) -> None:
        building = store.parts("room", lambda: joined(room(), kept=frozenset({SCREEN})))
        patient = store.parts("patient", lambda: joined((*draped_leg(), *wound(), *retractors())))
        self.root = parent.attach_new_node("room")
        self._building = model("building", building, surfaces)
        for node, order in ((model("patient", patient, surfaces), AFTER_BONE), (self._building, LAST)):
            node.reparent_to(self.root)
            _draw_late(node, order)

    @property
    def screen(self) -> NodePath:
        """The monitor's picture."""
        return self._building.find(SCREEN)


def _draw_late(node: NodePath, order: int) -> None:
    """Draw what lies behind after what lies before it: hidden pixels are then never shaded."""
    name = f"behind-{order}"
    bins = CullBinManager.get_global_ptr()
    if bins.find_bin(name) < 0:
        bins.add_bin(name, CullBinManager.BT_state_sorted, order)
    for child in node.get_children():
        if not child.has_transparency():
            child.set_bin(name, 0)
