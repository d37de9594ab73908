"""What shows the way: ghosts of instruments at their goals, the planned axis and a ring where it enters the bone."""

from __future__ import annotations

import math
from collections.abc import Callable

import trimesh
from panda3d.core import GeomNode, NodePath

from assets.mesh import MeshData, from_trimesh

from ..core.model import Mode
from ..core.pose import UP, Pose, angle_between, distance
from ..core.snapshot import Snapshot, TargetView
from .glow import TEAL, Rgb, make_ghost, pulse
from .meshes import geometry
from .poses import place

AXIS_OUTSIDE_M = 0.055
"""How far the planned axis stands out of the bone."""
AXIS_RADIUS_M = 0.00035
RING_RADIUS_M = 0.0052
RING_WIRE_M = 0.00045
HIDDEN_AXIS_ALPHA = 0.40
HIDDEN_RING_ALPHA = 0.70
"""How strongly they shine through what is before it."""

FAR_M, FAR_RAD = 0.03, 0.35
"""A ghost fades as its instrument comes nearer than this, so that the two do not flicker through each other."""

CopyOf = Callable[[str, NodePath], NodePath | None]
"""Gives a copy of an instrument's model under a node."""


class Guides:
    """Ghosts and marks; none in assess mode."""

    def __init__(self, parent: NodePath, copy_of: CopyOf) -> None:
        self._root = parent.attach_new_node("guides")
        self._copy_of = copy_of
        self._ghosts: dict[str, NodePath] = {}
        self._axis = _glowing(self._root, "axis", _rod(), TEAL)
        self._ring = _glowing(self._root, "ring", _ring(), TEAL)
        self._hidden_axis = _glowing(self._root, "axis_inside", _rod(), TEAL, HIDDEN_AXIS_ALPHA)
        self._hidden_ring = _glowing(self._root, "ring_inside", _ring(), TEAL, HIDDEN_RING_ALPHA)
        self._target = (self._axis, self._ring, self._hidden_axis, self._hidden_ring)

    def update(self, snapshot: Snapshot, time_s: float) -> None:
        """Show what the step wants now."""
        self._show_ghosts(snapshot, time_s)
        self._show_target(wanted_target(snapshot), time_s)

    def _show_ghosts(self, snapshot: Snapshot, time_s: float) -> None:
        for node in self._ghosts.values():
            node.hide()
        alpha = pulse(time_s, 0.80, 1.0)
        poses = {state.id: state.pose for state in snapshot.instruments}
        for ghost in snapshot.step.ghosts:
            node = self._ghost(ghost.instrument)
            if node is not None:
                place(node, ghost.pose)
                node.set_alpha_scale(alpha * _away(poses.get(ghost.instrument, ghost.pose), ghost.pose))
                node.show()

    def _ghost(self, instrument: str) -> NodePath | None:
        if instrument not in self._ghosts:
            node = self._copy_of(instrument, self._root)
            if node is None:
                return None
            make_ghost(node)
            self._ghosts[instrument] = node
        return self._ghosts[instrument]

    def _show_target(self, target: TargetView | None, time_s: float) -> None:
        if target is None:
            for node in self._target:
                node.hide()
            return
        for node in self._target:
            place(node, target.entry)
            node.show()
        self._axis.set_sz(AXIS_OUTSIDE_M)
        self._hidden_axis.set_sz(-target.length_m)
        self._ring.set_alpha_scale(pulse(time_s, 0.7, 1.0))


def _away(pose: Pose, goal: Pose) -> float:
    """0 when an instrument is at its goal, 1 when it is clearly away from it."""
    turned = angle_between(pose.turn(UP), goal.turn(UP))
    away = max(distance(pose.position, goal.position) / FAR_M, turned / FAR_RAD)
    return min(1.0, max(0.0, 2.0 * away - 1.0))


def wanted_target(snapshot: Snapshot) -> TargetView | None:
    """The planned hole to mark: in learn mode always, in practise after a hint, in assess never."""
    helped = snapshot.mode is Mode.LEARN or (snapshot.mode is Mode.PRACTISE and snapshot.step.hints_shown > 0)
    if not helped or snapshot.step.target is None:
        return None
    return next((target for target in snapshot.targets if target.id == snapshot.step.target), None)


def _glowing(parent: NodePath, name: str, mesh: MeshData, colour: Rgb, hidden_alpha: float = 0.0) -> NodePath:
    """A mark, hidden at first; with a ``hidden_alpha`` it shines through whatever is before it."""
    node = GeomNode(name)
    node.add_geom(geometry(mesh))
    path = parent.attach_new_node(node)
    make_ghost(path, colour, body=1.0)
    if hidden_alpha:
        path.set_depth_test(False)
        path.set_alpha_scale(hidden_alpha)
    path.hide()
    return path


def _rod() -> MeshData:
    """A rod one metre long from the origin up z, to be shortened by its node's scale."""
    rod = trimesh.creation.cylinder(AXIS_RADIUS_M, 1.0, sections=10)
    rod.apply_translation((0.0, 0.0, 0.5))
    return from_trimesh(rod)


def _ring() -> MeshData:
    return from_trimesh(trimesh.creation.torus(RING_RADIUS_M, RING_WIRE_M, 40, 8), math.pi)
