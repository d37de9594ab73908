"""How loud and how high the sounds that go on are, as plain functions. The shapes and numbers are ours."""

from __future__ import annotations

import math

IDLE_PITCH = 0.55
"""Pitch of a drill that barely turns."""
LOAD_DROP = 0.28
"""Share of its pitch that a stalled drill loses: the ear hears the load before the eye sees the depth."""
RELEASE_RISE = 0.10
"""How far the pitch overshoots at the moment of break-through."""
RELEASE_S = 0.25
"""How long that overshoot takes to die away."""
QUIET_SHARE = 0.02
"""Below this share of full speed a drill is not heard."""
FULL_GRIT_MM3_S = 12.0
"""Bone removed per second at which cutting is loudest."""


def drill_pitch(speed_share: float, load: float, since_release_s: float = math.inf) -> float:
    """Rises with speed, falls with load, and overshoots for a moment after break-through.

    ``speed_share`` is speed over top speed and ``load`` 0 free to 1 stalled, both cut to 0 to 1.
    """
    speed, loaded = _share(speed_share), _share(load)
    turning = IDLE_PITCH + (1.0 - IDLE_PITCH) * speed
    overshoot = RELEASE_RISE * max(0.0, 1.0 - since_release_s / RELEASE_S)
    return turning * (1.0 - LOAD_DROP * loaded) * (1.0 + overshoot)


def drill_volumes(speed_share: float, load: float) -> tuple[float, float]:
    """Volume of the free and of the working drill: one fades into the other at equal power."""
    speed, loaded = _share(speed_share), _share(load)
    if speed < QUIET_SHARE and loaded < QUIET_SHARE:
        return 0.0, 0.0
    strength = 0.35 + 0.35 * max(speed, loaded)
    mix = loaded * math.pi / 2.0
    return strength * math.cos(mix), strength * math.sin(mix)


def grit_volume(removed_mm3_s: float) -> float:
    """Grows fast with the first chips and then levels off."""
    return 0.75 * math.sqrt(_share(removed_mm3_s / FULL_GRIT_MM3_S))


def squeak_volume(torque_share: float) -> float:
    """A screw that is still loose turns silently; it creaks as it tightens."""
    return 0.70 * _share((torque_share - 0.15) / 0.75)


def squeak_pitch(torque_share: float) -> float:
    """The tighter, the higher."""
    return 0.80 + 0.45 * _share(torque_share)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
