"""Where a live gauge turns from good to doubtful to bad. Each number names its source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How good a value is."""

    NEUTRAL = "neutral"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Limits:
    """A bar from ``low`` to ``high``; the value is doubtful from ``warn`` and bad from ``bad`` upwards."""

    low: float
    high: float
    warn: float
    bad: float

    def share(self, value: float) -> float:
        """How much of the bar a value fills, 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def status(self, value: float) -> Status:
        """How good a value is."""
        if value >= self.bad:
            return Status.BAD
        return Status.WARN if value >= self.warn else Status.OK


FORCE_N = Limits(0.0, 150.0, 90.0, 120.0)
"""Ours: feed forces of 40 to 60 N kept bone cool (Bioengineering 2024;11:592); a hand on a drill gives about 150 N."""

ANGLE_RAD = Limits(0.0, math.radians(20.0), math.radians(4.0), math.radians(10.0))
"""Within 4 degrees: PMC4964160; 10 degrees: ours."""

OFFSET_M = Limits(0.0, 0.010, 0.0015, 0.003)
"""Ours."""

PAST_FAR_CORTEX_M = Limits(0.0, 0.020, 0.005, 0.010)
"""5 mm is experts' level (PMID 22391404: 5.1 mm); above 10 mm fails: ours."""

TEMPERATURE_C = Limits(37.0, 60.0, 45.0, 47.0)
"""47 C: 10.1007/s00402-007-0427-3; 45 C: Bioengineering 2024;11:592."""

SHIFT_M = Limits(0.0, 0.010, 0.001, 0.002)
"""Ours: the fragments' distance from their reduced place."""

STRIPPING = 1.0
"""Share of the stripping torque at which the thread gives way."""

OVER_TORQUE = 0.8
"""No benefit above 80 % of the stripping torque (Fletcher 2019)."""
