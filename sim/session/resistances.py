"""The one-dimensional resistances that act on a held tool in one physics step, ready to be solved together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..core.model import InstrumentKind
from ..tissue.contact import skin_jacobians, solve
from ..tissue.material import SIDE_N_S_M_PER_M2, SOFT_TISSUE_N_S_M, STUCK_N_S_M, Edge
from ..tissue.tool_shape import ToolShape
from .guides import GUIDE_DAMPING_N_S_M, guide_rows, moment
from .tool import Tool, rotation_matrix

Floats = NDArray[np.float64]

INERTIA_KG_M2 = 0.006
"""Of hand and instrument about the palm, the same in all directions (ours)."""
THREAD_N_S_M = 4.0e5
"""How firmly a thread ties advance to turning."""


class Resistances:
    """Rows of resistance: where, in which direction, how stiff a damper, pushing how hard by itself."""

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
        self._axial = np.concatenate((self._axis, moment(self._tip - centre, self._axis)))

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
            self._add(self._axial[None, :], np.array((SOFT_TISSUE_N_S_M,)), np.zeros(1), True)

    def stop_cutting(self, felt: Floats | None) -> None:
        """Treat the end as blunt: the push is below what the edges need to bite."""
        if felt is None:
            return
        met = felt[: self.end_count]
        self._damping[0][: self.end_count] = STUCK_N_S_M * self._end_share * met
        self._bias[0][: self.end_count] = 0.0

    def add_axial(self, speed_m_s: float) -> None:
        """A thread: the advance follows the turning."""
        bias = np.array((THREAD_N_S_M * speed_m_s,))
        self._add(self._axial[None, :], np.array((THREAD_N_S_M,)), bias, False)

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
        return float(self._axial @ velocity)

    def thrust(self, forces: Floats) -> float:
        """Push on the bone along the working direction."""
        if self.end_count == 0:
            return 0.0
        along = self._jacobians[0][: self.end_count, :3] @ self._axis
        return float(max(0.0, -(forces[: self.end_count] * along).sum()))
