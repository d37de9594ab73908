"""Bone temperature around a bit: a lumped wall that friction warms and blood and irrigation cool.

47 C for 60 s is the accepted limit of necrosis; irrigation kept bone below 47 C (doi:10.1007/s00402-007-0427-3); in a
model 10 to 20 N of feed force exceeded 45 C while 40 to 60 N did not (Bioengineering 2024;11:592), because the slower
feed rubs longer. The lumped constants are ours, set to reproduce those three findings.

Left out: the temperature field in space (the hottest millimetre stands for all), heat carried by chips beyond a fixed
share, and cooling between holes by the neighbours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

BODY_C = 37.0
IRRIGATION_C = 22.0
NECROSIS_C = 47.0

RUBBING_W_PER_RAD_S = 0.008
"""Friction of margins and edges on the wall per turning speed, whatever the thrust (fully in cortex)."""
RUBBING_W_PER_N_M_S = 0.012
"""Further friction power per thrust and edge speed: most of the cutting power leaves with the chips."""
WALL_J_PER_K = 0.16
"""Heat capacity of the warmed wall (about 0.08 g of bone at 1.3 J/(g K) and the bit's tip)."""
LOSS_W_PER_K = 0.020
"""Conduction into the bone around."""
IRRIGATION_W_PER_K = 0.060
"""Further loss under irrigation."""


@dataclass(slots=True)
class Wall:
    """The hottest millimetre of bone at one hole."""

    temperature_c: float = BODY_C
    peak_c: float = BODY_C
    dose_s: float = 0.0
    """Seconds at 47 C that would do the same harm."""

    def step(self, dt: float, power_w: float, irrigated: bool) -> None:
        """Warm by ``power_w`` for ``dt`` seconds.

        Dose: each degree above 47 C halves the time to the same harm (the thermal isoeffect dose of Sapareto and Dewey
        1984, R = 0.5 above 43 C).
        """
        loss = LOSS_W_PER_K * (self.temperature_c - BODY_C)
        if irrigated:
            loss += IRRIGATION_W_PER_K * (self.temperature_c - IRRIGATION_C)
        self.temperature_c = max(IRRIGATION_C, self.temperature_c + dt * (power_w - loss) / WALL_J_PER_K)
        self.peak_c = max(self.peak_c, self.temperature_c)
        if self.temperature_c > 43.0:
            self.dose_s += dt * math.pow(2.0, min(self.temperature_c, 90.0) - NECROSIS_C)


def friction_w(speed_rad_s: float, thrust_n: float, diameter_m: float, hardness_met: float, bluntness: float) -> float:
    """Power that stays in the wall: rubbing that goes on as long as the bit turns in bone, plus a share of cutting."""
    if hardness_met <= 0.0:
        return 0.0
    edge_speed_m_s = speed_rad_s * diameter_m / 2.0
    size = diameter_m / 0.0035
    rubbing = RUBBING_W_PER_RAD_S * speed_rad_s * size * bluntness * min(1.0, hardness_met)
    return rubbing + RUBBING_W_PER_N_M_S * thrust_n * edge_speed_m_s * bluntness
