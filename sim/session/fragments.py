"""Where the two fragments lie, and what brings them together.

The proximal fragment lies still (the assistant holds the leg). The distal one starts displaced; a clamp across both
draws it home as it closes. How far depends on the clamp: a line of force along the fracture's normal reduces fully; one
that leans beyond the friction angle leaves a step, one away from the fracture's middle leaves an angle. Quasi-static;
what is left out: soft tissue pull, interlocking spikes, comminution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..core.measurements import Reduction
from ..core.model import Patient
from ..core.pose import IDENTITY, Pose, Vec3, angle_between, interpolate, norm, quat_to_rotation_vector
from ..tissue.anatomy import fracture_normal

FRICTION_ANGLE_RAD = math.radians(12.0)
"""Up to this lean of the clamp the rough fracture faces do not slide on each other (ours)."""

FULL_SLIP_RAD = math.radians(55.0)
"""From this lean the clamp moves nothing home (ours)."""

LEVER_M = 0.030
"""A clamp this far from the fracture's middle leaves all of the initial angle (ours)."""


def _unit_share(value: float) -> float:
    return min(1.0, max(0.0, value))


@dataclass(slots=True)
class Fragments:
    """Poses of the proximal (0) and distal (1) fragment: world_from_bone of each."""

    patient: Patient
    distal: Pose = IDENTITY
    """bone_from_distal: identity when perfectly reduced."""
    clamp_angle_rad: float = math.pi / 2.0
    clamp_offset_m: float = 0.0
    bound_by: tuple[str, ...] = ()
    """Clamps and screws that hold the fragments together."""

    def __post_init__(self) -> None:
        self.distal = self.patient.fracture.displacement

    @property
    def poses(self) -> tuple[Pose, Pose]:
        """world_from_bone of the proximal and of the distal fragment."""
        home = self.patient.world_from_bone
        return (home, home @ self.distal)

    @property
    def normal(self) -> Vec3:
        """Normal of the fracture plane in the bone frame."""
        return fracture_normal(self.patient.fracture)

    def squeeze(self, line: Vec3, centre: Vec3, share: float) -> None:
        """Close a clamp whose jaws' line and middle are given in the bone frame by a share of its grip, 0 to 1."""
        lean = angle_between(line, self.normal)
        self.clamp_angle_rad = min(lean, math.pi - lean)
        self.clamp_offset_m = norm(centre)
        reached = interpolate(self.patient.fracture.displacement, self._residual(), share)
        if _shift(reached) < _shift(self.distal):
            self.distal = reached

    def _residual(self) -> Pose:
        start = self.patient.fracture.displacement
        slip = _unit_share((self.clamp_angle_rad - FRICTION_ANGLE_RAD) / (FULL_SLIP_RAD - FRICTION_ANGLE_RAD))
        lever = _unit_share((self.clamp_offset_m / LEVER_M) ** 2)
        moved = interpolate(IDENTITY, start, slip).position
        return Pose(moved, interpolate(IDENTITY, start, max(slip, lever)).rotation)

    def bind(self, holder: str) -> None:
        """A clamp or screw now holds the fragments where they are."""
        if holder not in self.bound_by:
            self.bound_by = (*self.bound_by, holder)

    def unbind(self, holder: str) -> None:
        """A holder is gone; with none left the fragments fall back."""
        if holder not in self.bound_by:
            return
        self.bound_by = tuple(other for other in self.bound_by if other != holder)
        if not self.bound_by:
            self.distal = self.patient.fracture.displacement

    def reduction(self) -> Reduction:
        """How the fragments lie now."""
        rotation = norm(quat_to_rotation_vector(self.distal.rotation))
        return Reduction(_shift(self.distal), rotation, bool(self.bound_by), self.clamp_angle_rad)


def _shift(bone_from_distal: Pose) -> float:
    return norm(bone_from_distal.position)
