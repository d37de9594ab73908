"""Moving what a hand holds: the hand's spring, the bone's resistance and any guide, solved together.

The hand's stiffness is a braced arm's, 5 N/mm: a surgeon who pushes with 25 N stands 5 mm ahead of the bit and goes
that far when the far cortex gives way, the plunge measured with sharp bits (5.1 mm, PMID 22391404); 100 N, as a blunt
bit needs, gives the 21 mm measured there.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.intents import HandInput
from ..core.model import InstrumentKind
from ..core.pose import Pose, quat_inverse, quat_multiply, quat_normalise, quat_to_rotation_vector, subtract
from ..tissue.bone import Bone
from ..tissue.contact import AHEAD_M, feel, skin_jacobians, solve
from ..tissue.cutting import carve
from ..tissue.material import REFERENCE_DENSITY_G_CM3, Edge
from ..tissue.tool_shape import drill_bit, tool_shape
from .fragments import Fragments
from .resistances import INERTIA_KG_M2, Resistances
from .tool import CUTTING_KINDS, Tool, rotation_matrix
from .world import World

Floats = NDArray[np.float64]

HAND_STIFFNESS_N_M = 5000.0
HAND_MASS_KG = 0.5
"""Effective mass of hand and forearm at the instrument (ours)."""
HAND_FORCE_LIMIT_N = 160.0
HAND_TURN_STIFFNESS_NM = 100.0
HAND_TORQUE_LIMIT_NM = 15.0
COUNTERSINK_EASE = 14.0

EDGED_KINDS = (InstrumentKind.DRILL, InstrumentKind.COUNTERSINK)
"""Kinds with edges at their end; a tap's thread is felt apart from its core."""

_CUT_FROM_TIP_M = 0.008
"""A bit cuts with its end: this much of it is carved every step, the rest now and then."""

_BONE_REACH_M = 0.16


def grip_target(hand: HandInput, tool: Tool) -> Pose:
    """Where the hand wants the instrument: world_from_instrument."""
    target = Pose(hand.target.position, quat_normalise(hand.target.rotation))
    return target @ tool.spec.grip.inverse()


class Handling:
    """The mechanics of held instruments in one bone."""

    def __init__(self, bone: Bone, fragments: Fragments, world: World) -> None:
        self._bone = bone
        self._fragments = fragments
        self._world = world
        self._steps = 0

    def warm_up(self) -> None:
        """Load the compiled loops now, not at the first touch of bone in the middle of a frame."""
        skin = tool_shape(drill_bit(0.0025, 0.03))
        far, square = np.array((9.0, 9.0, 9.0)), np.eye(3)
        feel(self._bone, 0, square, far, skin.points, skin.normals, np.zeros(len(skin.points)))
        carve(self._bone, 0, square, far, skin.profile, 0.01)
        rows = skin_jacobians(square, far, far, skin.points, skin.normals)
        free = np.zeros(len(rows))
        solve(1.0, 1.0, np.zeros(6), 0.01, _coupling(1.0), np.zeros(6), rows, free, free, np.ones(len(rows), np.bool_))

    def placements(self, pose: Pose) -> tuple[tuple[int, Floats, Floats], ...]:
        """A world pose in each fragment's bone frame: number, rotation (3, 3), tip (3,)."""
        result = []
        for number, world_from_fragment in enumerate(self._fragments.poses):
            local = world_from_fragment.inverse() @ pose
            result.append((number, rotation_matrix(local.rotation), np.array(local.position)))
        return tuple(result)

    def near_bone(self, pose: Pose) -> bool:
        """Whether a tip is close enough to the bone for them to touch."""
        local = subtract(pose.position, self._fragments.patient.world_from_bone.position)
        return max(abs(c) for c in local) < _BONE_REACH_M

    def move(
        self, tool: Tool, hand: HandInput, edge: Edge | None, thread_m_s: float | None, guide: Tool | None
    ) -> None:
        """Give a held tool its velocity for the next physics step.

        ``edge`` is what it cuts with while it turns; ``thread_m_s`` ties its advance to its turning when it stands in a
        thread; ``guide`` is the sleeve or plate whose hole it runs in.
        """
        dt = self._world.step_s
        target = grip_target(hand, tool)
        centre = np.array(tool.pose.apply(tool.spec.grip.position))
        turn = quat_to_rotation_vector(quat_multiply(target.rotation, quat_inverse(tool.pose.rotation)))
        lead = np.array((*subtract(hand.target.position, tuple(centre.tolist())), *turn))
        mass = tool.spec.mass_kg + HAND_MASS_KG
        velocity = np.array((*tool.linear, *tool.angular))
        for wrench in tool.wrench_from_guest:
            velocity[:3] += dt * wrench[:3] / mass
            velocity[3:] += dt * wrench[3:] / INERTIA_KG_M2
        tool.wrench_from_guest.clear()
        rows = Resistances(tool, centre)
        felt = self._feel(tool)
        self._skin_rows(rows, tool, felt, edge)
        if thread_m_s is not None:
            rows.add_axial(thread_m_s)
        if guide is not None:
            rows.add_guide(guide)
        coupling = _coupling(mass)
        result, wrench, forces = rows.solve(mass, velocity, dt, coupling, lead)
        if edge is not None and edge.cuts and rows.end_count and rows.advance(result) < 1e-6:
            rows.stop_cutting(felt)
            result, wrench, forces = rows.solve(mass, velocity, dt, coupling, lead)
        tool.coupling_n = (float(wrench[0]), float(wrench[1]), float(wrench[2]))
        tool.thrust_n = rows.thrust(forces)
        tool.feed_m_s = rows.advance(result)
        if guide is not None:
            rows.react(guide, forces)
        linear, angular = result[:3].tolist(), result[3:].tolist()
        self._world.set_velocity(tool.spec.id, tuple(linear), tuple(angular))

    def _feel(self, tool: Tool) -> Floats | None:
        """Density met by each point of a tool's skin; None when it is away from the bone."""
        pose = tool.working_pose
        if tool.skin is None or not self.near_bone(pose):
            tool.felt = 0.0
            return None
        felt = np.zeros(len(tool.skin.points))
        edged = tool.spec.kind in EDGED_KINDS
        for number, rotation, tip in self.placements(pose):
            ahead = AHEAD_M if edged else 0.0
            feel(self._bone, number, rotation, tip, tool.skin.points, tool.skin.normals, felt, ahead)
        felt = _hardness_met(felt, edged)
        ends = tool.skin.end_count
        met = felt[:ends]
        tool.felt = float(min(1.0, (met * tool.skin.share[:ends]).sum()))
        return felt

    def _skin_rows(self, rows: Resistances, tool: Tool, felt: Floats | None, edge: Edge | None) -> None:
        if felt is None or tool.skin is None or not felt.any():
            return
        rows.add_skin(tool.skin, felt, edge)

    def cut(self, tool: Tool) -> None:
        """Remove what a turning tool covers now."""
        if tool.skin is None or tool.spec.kind not in CUTTING_KINDS or not self.near_bone(tool.pose):
            return
        self._steps += 1
        to = tool.skin.length_m if self._steps % 16 == 0 else _CUT_FROM_TIP_M
        to = min(to, 0.06)
        for number, rotation, tip in self.placements(tool.pose):
            removed = carve(self._bone, number, rotation, tip, tool.skin.profile, to)
            tool.removed_m3 += removed.volume_m3


def _hardness_met(felt: Floats, edged: bool) -> Floats:
    """Share of reference bone's resistance at each point of a skin.

    An edge feels the bone ahead of it. A blunt skin feels where it is: at the bone's surface, where half of the voxel
    is bone, it only touches, so that a sleeve slides in a hole of its own size.
    """
    share = felt / REFERENCE_DENSITY_G_CM3
    if not edged:
        share = np.maximum(0.0, 2.0 * share - 1.0)
    return np.minimum(share * share, 1.2)


@lru_cache(maxsize=64)
def _coupling(mass: float) -> Floats:
    damping = 2.0 * math.sqrt(HAND_STIFFNESS_N_M * mass)
    turn_damping = 2.0 * math.sqrt(HAND_TURN_STIFFNESS_NM * INERTIA_KG_M2)
    return np.array(
        (
            HAND_STIFFNESS_N_M,
            damping,
            HAND_FORCE_LIMIT_N,
            HAND_TURN_STIFFNESS_NM,
            turn_damping,
            HAND_TORQUE_LIMIT_NM,
        )
    )
