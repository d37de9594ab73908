"""One fingertip before one panel: when it pokes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..core.pose import Pose, Vec3, distance

WITHDRAW_M = 0.015
"""So far a tip has to be before the surface until it can poke (again): tremor and slow pushing click once."""
NEAR_M = 0.08
"""Within this a finger, and no longer a ray, is what points."""
THROUGH_M = 0.04
"""A tip that is farther behind the surface than this no longer points at it."""
LEAST_STEEPNESS = 0.5
"""A tip that goes sideways more than twice as far as inwards, over the last `WITHDRAW_M`, brushes past."""
JUMP_M = 0.3
"""A tip that moves farther than this between two pictures was lost and found again."""

Place = tuple[float, float]
Placing = Callable[[float, float], Place | None]


@dataclass(frozen=True, slots=True)
class Poke:
    """A tip near a panel. ``front_m`` is how far it is before the surface."""

    place: Place
    front_m: float
    clicked: bool


class FingerState:
    """Follows a tip."""

    def __init__(self) -> None:
        self._pose: Pose | None = None
        self._last: Vec3 | None = None
        """In the panel's frame."""
        self._armed = False
        self._entry: Vec3 | None = None
        """Where it came nearer than `WITHDRAW_M`."""

    def follow(self, world_from_panel: Pose, tip: Vec3, placing: Placing) -> Poke | None:
        """Where a tip pokes or is about to; ``placing`` gives the place of x and z, None outside the panel."""
        now = world_from_panel.inverse().apply(tip)
        if world_from_panel != self._pose or self._last is None or distance(self._last, now) > JUMP_M:
            self._pose, self._last, self._armed, self._entry = world_from_panel, now, False, None
        last, self._last = self._last, now
        poke = self._passed(last, now, placing)
        if -now[1] >= WITHDRAW_M:
            self._armed, self._entry = True, None
        if poke is not None:
            return poke
        place = placing(now[0], now[2])
        return Poke(place, -now[1], False) if place and -THROUGH_M <= -now[1] <= NEAR_M else None

    def _passed(self, last: Vec3, now: Vec3, placing: Placing) -> Poke | None:
        """The click, when the tip has just passed the surface as a poke does."""
        if -last[1] >= WITHDRAW_M > -now[1]:
            self._entry = _at(-WITHDRAW_M, last, now)
        if not last[1] < 0.0 <= now[1]:
            return None
        met, entry, armed = _at(0.0, last, now), self._entry, self._armed
        self._armed, self._entry = False, None
        if not armed or entry is None:
            return None
        sideways = distance((met[0], 0.0, met[2]), (entry[0], 0.0, entry[2]))
        place = placing(met[0], met[2])
        if place is None or placing(entry[0], entry[2]) is None or sideways * LEAST_STEEPNESS > WITHDRAW_M:
            return None
        return Poke(place, -now[1], True)


def _at(y: float, a: Vec3, b: Vec3) -> Vec3:
    """Where the way from ``a`` to ``b`` has this y."""
    share = (y - a[1]) / (b[1] - a[1])
    return (a[0] + share * (b[0] - a[0]), y, a[2] + share * (b[2] - a[2]))
