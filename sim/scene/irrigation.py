"""The irrigator and its jet of water, there only while it rinses."""

from __future__ import annotations

import math

from panda3d.core import NodePath

from assets.instruments import irrigator
from assets.mesh import Part
from assets.shapes import lathe, part

from ..core.pose import Pose, norm
from .debris import NOZZLE_OFFSET_M, nozzle
from .meshes import joined, model
from .poses import place
from .surfaces import Surfaces

JET_RADIUS_MM = 0.9
RIPPLE_HZ = 2.0


class Irrigation:
    """A syringe beside the working tip, as an assistant holds it."""

    def __init__(self, parent: NodePath, surfaces: Surfaces) -> None:
        self.root = model("irrigator", joined(irrigator()), surfaces)
        self.root.reparent_to(parent)
        self._jet = model("jet", (_jet(norm(NOZZLE_OFFSET_M)),), surfaces)
        self._jet.reparent_to(self.root)
        self.root.hide()

    def show(self, tip: Pose | None, time_s: float) -> None:
        """Rinse a tip, or put the irrigator away."""
        if tip is None:
            self.root.hide()
            return
        place(self.root, nozzle(tip))
        ripple = 1.0 + 0.15 * math.sin(2.0 * math.pi * RIPPLE_HZ * time_s)
        self._jet.set_scale(ripple, ripple, 1.0)
        self.root.show()


def _jet(length_m: float) -> Part:
    """Water from the mouth at the origin down -z, widening a little."""
    length = 1000.0 * length_m
    return part("jet", lathe([(1.8 * JET_RADIUS_MM, -length), (JET_RADIUS_MM, 0.0)], 12), "water")
