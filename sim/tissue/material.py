"""How hard bone is to cut: thrust, torque and drag of a tool from the density it meets.

The thrust on a bit is a threshold (its edges must be pressed in before they bite) plus a part that grows with the feed
a turn, as in orthogonal cutting. Directions follow the literature: thrust grows with density, diameter and bluntness
and falls with speed (experts lower their feed force by about 5.5 N before the far cortex, doi:10.1002/jor.25377;
a blunt bit took 21 to 22 mm of plunge against 5.1 to 7.6 mm, PMID 22391404). The numbers themselves are ours, set so
that 30 N feeds a sharp 3.5 mm bit by about 2 mm/s through normal cortex at 900 a minute, and two cortices take a few
seconds (4.0 s against 10.0 s, doi:10.1002/jor.25377).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..core.model import Sharpness

REFERENCE_DENSITY_G_CM3 = 1.9
REFERENCE_SPEED_RAD_S = 94.0
REFERENCE_DIAMETER_M = 0.0035

THRUST_DAMPING_N_S_M = 1.3e4
"""Thrust per feed speed of the reference bit in reference bone at the reference speed."""

THRUST_THRESHOLD_N = 4.0
"""Below this the sharp reference bit only rubs."""

BLUNT_FACTOR = 3.0
"""A blunt bit needs this much more thrust for the same feed (its plunge is about three to four times as long)."""

STUCK_N_S_M = 5.0e6
"""Damping of whole cortical bone against an edge that does not cut: 40 N would press it in by 8 um/s."""

SIDE_N_S_M_PER_M2 = 4.0e10
"""Damping against moving sideways into the wall, per area of skin: a twist drill hardly cuts sideways."""

SOFT_TISSUE_N_S_M = 12.0
"""Drag on an instrument past the bone."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A cutting edge."""

    diameter_m: float
    sharpness: Sharpness
    speed_rad_s: float
    ease: float = 1.0
    """How much more easily it cuts than a twist drill of its size (a countersink's many teeth at hand speed)."""

    @property
    def cuts(self) -> bool:
        """Whether it turns fast enough to cut at all."""
        return self.speed_rad_s > 0.5

    @property
    def _bluntness(self) -> float:
        return BLUNT_FACTOR if self.sharpness is Sharpness.BLUNT else 1.0

    @property
    def damping_n_s_m(self) -> float:
        """Thrust per feed speed in whole reference bone."""
        size = math.pow(self.diameter_m / REFERENCE_DIAMETER_M, 1.5)
        speed = REFERENCE_SPEED_RAD_S / max(self.speed_rad_s, 0.5)
        return min(STUCK_N_S_M, THRUST_DAMPING_N_S_M * size * speed * self._bluntness / self.ease)

    @property
    def threshold_n(self) -> float:
        """Thrust below which it only rubs, in whole reference bone."""
        size = self.diameter_m / REFERENCE_DIAMETER_M
        return THRUST_THRESHOLD_N * size * self._bluntness / self.ease

    def torque_nm(self, thrust_n: float) -> float:
        """Turning moment at a thrust: the lips work at half the radius with a friction-like 0.6 (ours)."""
        return 0.6 * thrust_n * self.diameter_m / 4.0


def hardness(density_g_cm3: float) -> float:
    """Share of the reference bone's resistance: it grows with the square of apparent density.

    Cortical and cancellous strength both go about with density squared (Carter and Hayes 1977, J Bone Joint Surg Am
    59:954).
    """
    share = density_g_cm3 / REFERENCE_DENSITY_G_CM3
    return share * share
