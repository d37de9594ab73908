"""Moving what a hand holds: the hand's spring, the bone's resistance and any guide, solved together.

The hand's stiffness is a braced arm's, 5 N/mm: a surgeon who pushes with 25 N stands 5 mm ahead of the bit and goes
that far when the far cortex gives way, the plunge measured with sharp bits (5.1 mm, PMID 22391404); 100 N, as a blunt
bit needs, gives the 21 mm measured there.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..core.intents import HandInput
from ..core.model import InstrumentKind
from ..core.pose import Pose, quat_inverse, quat_multiply, quat_normalise, quat_to_rotation_vector, subtract
from ..tissue.bone import Bone
from ..tissue.contact import AHEAD_M, feel, skin_jacobians, solve
from ..tissue.cutting import carve
from ..tissue.material import REFERENCE_DENSITY_G_CM3, SIDE_N_S_M_PER_M2, SOFT_TISSUE_N_S_M, STUCK_N_S_M, Edge, hardness
from ..tissue.tool_shape import ToolShape
from .fragments import Fragments
from .tool import CUTTING_KINDS, Tool, rotation_matrix
from .world import World

Floats = NDArray[np.float64]

HAND_STIFFNESS_N_M = 5000.0
HAND_MASS_KG = 0.5
"""Effective mass of hand and forearm at the instrument (ours)."""
HAND_FORCE_LIMIT_N = 160.0
HAND_TURN_STIFFNESS_NM = 100.0
HAND_TORQUE_LIMIT_NM = 15.0
INERTIA_KG_M2 = 0.006
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
        rows = _Rows(tool, centre)
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

    def _skin_rows(self, rows: _Rows, tool: Tool, felt: Floats | None, edge: Edge | None) -> None:
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


class _Rows:
    """The one-dimensional resistances that act on a tool in one step."""

    def __init__(self, tool: Tool, centre: Floats) -> None:
        self._tool = tool
        self._centre = centre
        self._rotation = rotation_matrix(tool.pose.rotation)
        self._tip = np.array(tool.working_pose.position)
        self._axis = -self._rotation[:, 2]
        self._jacobians: list[Floats] = []
        self._damping: list[Floats] = []
        self._bias: list[Floats] = []
        self._one_sided: list[NDArray[np.bool_]] = []
        self._count = 0
        self.end_count = 0
        self._end_share = np.zeros(0)
        self._guide_rows: tuple[int, Floats] | None = None

    def _add(self, jacobians: Floats, damping: Floats, bias: Floats, one_sided: bool) -> None:
        self._jacobians.append(jacobians)
        self._damping.append(damping)
        self._bias.append(bias)
        self._one_sided.append(np.full(len(damping), one_sided))
        self._count += len(damping)

    def add_skin(self, skin: ToolShape, felt: Floats, edge: Edge | None) -> None:
        """Bone against every point of the skin that meets it."""
        met = felt
        ends = skin.end_count
        damping = np.empty(len(met))
        bias = np.zeros(len(met))
        if edge is not None and edge.cuts:
            damping[:ends] = edge.damping_n_s_m * skin.share[:ends] * met[:ends]
            bias[:ends] = -edge.threshold_n * skin.share[:ends] * met[:ends]
        else:
            damping[:ends] = STUCK_N_S_M * skin.share[:ends] * met[:ends]
        damping[ends:] = SIDE_N_S_M_PER_M2 * skin.share[ends:] * met[ends:]
        self._add(
            skin_jacobians(self._rotation, self._tip, self._centre, skin.points, skin.normals), damping, bias, True
        )
        self.end_count = ends
        self._end_share = skin.share[:ends]
        if self._tool.spec.kind is not InstrumentKind.PLATE:
            axial = self._axial_jacobian()
            self._add(axial[None, :], np.array((SOFT_TISSUE_N_S_M,)), np.zeros(1), True)

    def stop_cutting(self, felt: Floats | None) -> None:
        """Treat the end as blunt: the push is below what the edges need to bite."""
        if felt is None:
            return
        met = felt[: self.end_count]
        self._damping[0][: self.end_count] = STUCK_N_S_M * self._end_share * met
        self._bias[0][: self.end_count] = 0.0

    def _axial_jacobian(self) -> Floats:
        arm = self._tip - self._centre
        return np.concatenate((self._axis, np.cross(arm, self._axis)))

    def add_axial(self, speed_m_s: float) -> None:
        """A thread: the advance follows the turning."""
        damping = 4.0e5
        self._add(self._axial_jacobian()[None, :], np.array((damping,)), np.array((damping * speed_m_s,)), False)

    def add_guide(self, guide: Tool) -> None:
        """A bore holds the axis at both of its ends, with a little play."""
        rows, bias = guide_rows(self._tool, guide, self._tip, self._axis, self._centre)
        self._guide_rows = (self._count, rows)
        self._add(rows, np.full(len(rows), GUIDE_DAMPING_N_S_M), bias, False)

    def react(self, guide: Tool, forces: Floats) -> None:
        """Give the guide the opposite of what it does."""
        if self._guide_rows is None:
            return
        start, rows = self._guide_rows
        push = forces[start : start + len(rows)]
        wrench = np.zeros(6)
        wrench[:3] = -(rows[:, :3] * push[:, None]).sum(axis=0)
        if guide.held:
            guide.wrench_from_guest.append(wrench)

    def solve(
        self, mass: float, velocity: Floats, dt: float, coupling: Floats, lead: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Velocity at the end of the step, the hand's wrench and each row's force."""
        jacobians, damping, bias = np.zeros((0, 6)), np.zeros(0), np.zeros(0)
        one_sided = np.zeros(0, np.bool_)
        if self._jacobians:
            jacobians, damping = np.concatenate(self._jacobians), np.concatenate(self._damping)
            bias, one_sided = np.concatenate(self._bias), np.concatenate(self._one_sided)
        return solve(mass, INERTIA_KG_M2, velocity, dt, coupling, lead, jacobians, damping, bias, one_sided)

    def advance(self, velocity: Floats) -> float:
        """Speed of the tip along the working direction."""
        return float(self._axial_jacobian() @ velocity)

    def thrust(self, forces: Floats) -> float:
        """Push on the bone along the working direction."""
        if self.end_count == 0:
            return 0.0
        along = self._jacobians[0][: self.end_count, :3] @ self._axis
        return float(max(0.0, -(forces[: self.end_count] * along).sum()))


GUIDE_STIFFNESS_N_M = 4.0e4
GUIDE_DAMPING_N_S_M = 400.0
GUIDE_FORCE_LIMIT_N = 80.0


def guide_rows(tool: Tool, guide: Tool, tip: Floats, axis: Floats, centre: Floats) -> tuple[Floats, Floats]:
    """Rows and bias that keep a tool's axis within a bore: two directions at each end of it."""
    bore = guide_bore(tool, guide)
    rows, bias = [], []
    for end in bore.ends:
        along = float((end - tip) @ axis)
        point = tip + axis * along
        off = point - end
        off = off - axis * float(off @ axis)
        size = float(np.linalg.norm(off))
        beyond = max(0.0, size - bore.play_m)
        pull = min(GUIDE_FORCE_LIMIT_N, GUIDE_STIFFNESS_N_M * beyond)
        for direction in _across(axis):
            rows.append(np.concatenate((direction, np.cross(point - centre, direction))))
            bias.append(-pull * float(off @ direction) / size if size > 1e-9 else 0.0)
    return np.array(rows), np.array(bias)


def _across(axis: Floats) -> tuple[Floats, Floats]:
    helper = np.array((1.0, 0.0, 0.0)) if abs(axis[0]) < 0.9 else np.array((0.0, 1.0, 0.0))
    first = np.cross(axis, helper)
    first /= np.linalg.norm(first)
    return first, np.cross(axis, first)


class _Bore:
    __slots__ = ("ends", "play_m")

    def __init__(self, ends: tuple[Floats, ...], play_m: float) -> None:
        self.ends = ends
        self.play_m = play_m


def guide_bore(tool: Tool, guide: Tool) -> _Bore:
    """The hole of a sleeve, or the hole of a plate nearest the tool, in world coordinates."""
    width = tool.width_m
    if guide.spec.kind is InstrumentKind.PLATE and guide.spec.plate is not None:
        plate = guide.spec.plate
        x = nearest_plate_hole_m(tool, guide)
        ends = tuple(np.array(guide.pose.apply((x, 0.0, z))) for z in (0.0, plate.thickness_m))
        return _Bore(ends, max(0.0, (plate.hole_diameter_m - width) / 2.0))
    ends = tuple(np.array(guide.pose.apply((0.0, 0.0, z))) for z in (0.002, guide.spec.length_m))
    return _Bore(ends, max(0.00005, (guide.spec.inner_diameter_m - width) / 2.0))


def nearest_plate_hole_m(tool: Tool, guide: Tool) -> float:
    """Place along a plate of its hole nearest the tool's tip."""
    if guide.spec.plate is None:
        raise ValueError(f"{guide.spec.id} is no plate")
    x = guide.pose.inverse().apply(tool.working_pose.position)[0]
    return min(guide.spec.plate.hole_along_m, key=lambda hole: abs(hole - x))


def hardness_at_tip(tool: Tool) -> float:
    """Share of the reference bone's resistance that the tip meets."""
    return min(1.0, tool.felt)


__all__ = ["Handling", "grip_target", "guide_bore", "hardness", "hardness_at_tip", "nearest_plate_hole_m"]
