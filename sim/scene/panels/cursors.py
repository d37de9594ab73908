"""What a hand that points shows: a dot on the panel, and a thin ray from the hand to it."""

from __future__ import annotations

from collections.abc import Mapping

from panda3d.core import NodePath

from ...core.intents import Hand
from ...core.pose import Pose, add, distance, quat_between, scale
from ...panels.pointing import How, Pointed, Pointing, Target
from ..poses import place
from .flat import beam, dot
from .theme import TEAL, WHITE, Colour

ORDER = 10
"""Over every panel."""
DOT_M = 0.0045
PRESSED = 0.7
"""Share of its size that a dot has while select is down."""
WIDENING = 0.25
"""A ring round where a finger will touch is wider by this share of the way that is left."""
ABOVE_M = 0.0015
"""Before the panel's surface."""
BEAM_M = 0.0028
_BEAM: Colour = (*TEAL[:3], 0.75)


class Cursors:
    """The dots and rays of both hands."""

    def __init__(self, parent: NodePath) -> None:
        self._root = parent.attach_new_node("cursors")
        self._dots = {hand: dot(self._root, WHITE, ORDER + 1) for hand in Hand}
        self._beams = {hand: beam(self._root, _BEAM, BEAM_M, ORDER) for hand in Hand}
        self.show({}, {}, {})

    def show(
        self, hands: Mapping[Hand, Pointing], pointed: Mapping[Hand, Pointed], targets: Mapping[str, Target]
    ) -> None:
        """Show where each hand points; ``targets`` by name."""
        for hand in Hand:
            self._dots[hand].hide()
            self._beams[hand].hide()
            if hand in pointed:
                self._show(hand, hands[hand], pointed[hand], targets[pointed[hand].panel])

    def close(self) -> None:
        """Take them away."""
        self._root.remove_node()

    def _show(self, hand: Hand, pointing: Pointing, pointed: Pointed, target: Target) -> None:
        right, down = pointed.place
        panel_from_dot = Pose((right - target.width_m / 2.0, -ABOVE_M, target.height_m / 2.0 - down))
        met = target.pose @ panel_from_dot
        radius = DOT_M * (PRESSED if pointing.select else 1.0)
        if pointed.how is How.FINGER:
            radius = DOT_M + WIDENING * max(0.0, pointed.distance_m)
        node = self._dots[hand]
        node.set_shader_input("hollow", 1.0 - DOT_M / radius if pointed.how is How.FINGER else 0.0)
        place(node, met)
        node.set_scale(radius)
        node.show()
        if pointed.how is How.RAY:
            self._shine(self._beams[hand], pointing, met)

    def _shine(self, node: NodePath, pointing: Pointing, met: Pose) -> None:
        start = pointing.aim.position
        towards = add(met.position, scale(start, -1.0))
        place(node, Pose(start, quat_between((0.0, 1.0, 0.0), towards)))
        node.set_scale(1.0, distance(start, met.position), 1.0)
        node.show()
