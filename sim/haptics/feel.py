"""How an instrument feels, as plain functions: amplitude 0 to 1 and frequency. The shapes are ours.

Frequencies lie where hands feel and controllers can shake: the skin's finest sense of vibration is best near 250 Hz
and still there at 40 Hz (Bolanowski et al., J. Acoust. Soc. Am. 84, 1988). A low one feels rough, a high one smooth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

LOWEST_HZ, HIGHEST_HZ = 40.0, 320.0

ONGOING_S = 0.07
"""What goes on is kept up by pulses that last until after the next one comes."""
TICK_S = 0.015
"""Short enough to be one knock, long enough for a controller's motor to start (ours)."""

FREE_DRILL, LOADED_DRILL, PUSHED_DRILL = 0.10, 0.55, 0.25
"""Shares of the amplitude: a drill that runs in the air, its motor labouring, and the push on it."""
DRILL_HZ = (90.0, 220.0)
"""A drill that barely turns, and one at full speed: far above its turns a second, which no controller could render."""
LOAD_DROP = 0.35
"""Share of its frequency that a stalled drill loses, as it does of its pitch (`sim.sound.loops`)."""
QUIET_SHARE = 0.02

TOUCHED_N, FULL_FORCE_N = 1.0, 80.0
"""Forces at a tip: where it is felt at all, and where feeling ends. Thrusts of drilling in bone reach the latter."""
CONTACT, CONTACT_HZ = 0.30, 80.0
GRIT, FULL_GRIT_MM3_S, GRIT_HZ = 0.40, 12.0, 70.0

TICK_RAD = math.radians(20.0)
"""A handle that meets resistance knocks so often."""
TICK, TIGHT_TICK = 0.12, 0.60
TICK_HZ = (120.0, 240.0)


@dataclass(frozen=True, slots=True)
class Feel:
    """One pulse, for whichever hand."""

    amplitude: float
    frequency_hz: float
    duration_s: float = ONGOING_S


CHOSEN = Feel(0.35, 200.0, TICK_S)
"""A button that has been poked or chosen by the ray."""


def drill_feel(speed_share: float, load: float, force_n: float) -> Feel:
    """A running drill: stronger with speed, load and push, rougher under load.

    ``speed_share`` is speed over top speed and ``load`` 0 free to 1 stalled, both cut to 0 to 1.
    """
    speed, loaded = _share(speed_share), _share(load)
    if speed < QUIET_SHARE and loaded < QUIET_SHARE:
        return Feel(0.0, DRILL_HZ[0])
    amplitude = FREE_DRILL * speed + LOADED_DRILL * loaded + PUSHED_DRILL * force_share(force_n)
    return Feel(amplitude, _between(DRILL_HZ, speed) * (1.0 - LOAD_DROP * loaded))


def contact_feel(force_n: float) -> Feel:
    """A tip on something hard: stronger with the force that is new to the hand."""
    return Feel(CONTACT * force_share(force_n), CONTACT_HZ)


def grit_feel(removed_mm3_s: float) -> Feel:
    """An edge that is turned by hand and cuts."""
    return Feel(GRIT * math.sqrt(_share(removed_mm3_s / FULL_GRIT_MM3_S)), GRIT_HZ)


def tick_feel(torque_share: float) -> Feel:
    """A knock of a handle: stronger and sharper the tighter it goes."""
    tight = _share(torque_share)
    return Feel(TICK + TIGHT_TICK * tight, _between(TICK_HZ, tight), TICK_S)


def force_share(force_n: float) -> float:
    """0 to 1; a hand tells small forces apart better than large ones."""
    return math.sqrt(_share((force_n - TOUCHED_N) / (FULL_FORCE_N - TOUCHED_N)))


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
