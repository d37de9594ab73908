"""Somebody else's pose between the moments at which it was told, a little late, so that it moves evenly.

Poses come by the hub's clock, unevenly, and some not at all. What is shown is where somebody was `delay_s` ago, between
two poses that are known; the delay is as small as the unevenness of the last seconds allows. Nothing is guessed ahead:
what is shown always lies between two poses that were told.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from .quantised import Placement, Quat, Vec3


@dataclass(frozen=True, slots=True)
class Smoothness:
    """How poses are shown. The numbers are our own."""

    least_delay_s: float = 0.010
    most_delay_s: float = 0.250
    calmer_s_per_s: float = 0.05
    """How fast what is remembered of unevenness fades."""
    slower: float = 0.5
    """The delay may grow by so much of the time that passes: what is shown then goes at half its speed."""
    faster: float = 0.1
    """And shrink by so much."""
    glide_s: float = 0.1
    """After a silence the way to the new pose takes so long, not as long as the silence."""
    jump_m: float = 1.0
    """Farther than this in one step nobody moves: it is shown as a jump."""
    drift_s_per_s: float = 0.001
    """How fast two clocks may part."""
    lost_s: float = 2.0
    """A clock that is off by so much is another clock: a new hub, or one that slept."""


SMOOTH = Smoothness()


class HubClock:
    """The hub's clock at the receiver: from the messages that were the quickest. One for each connection."""

    def __init__(self, smoothness: Smoothness = SMOOTH) -> None:
        self._smoothness = smoothness
        self._offset_s: float | None = None
        """Local minus hub's time, at the quickest."""
        self._at_s = 0.0

    def heard(self, at_ms: int, now_s: float) -> None:
        """A frame came that left the hub at its ``at_ms``."""
        offset_s = now_s - at_ms / 1000.0
        if self._offset_s is None or abs(offset_s - self._offset_s) > self._smoothness.lost_s:
            self._offset_s = offset_s
        else:
            drifted = self._offset_s + max(now_s - self._at_s, 0.0) * self._smoothness.drift_s_per_s
            self._offset_s = min(offset_s, drifted)
        self._at_s = now_s

    def hub_s(self, now_s: float) -> float:
        """What the hub's clock shows now, less the quickest way from there; 0 before anything was heard."""
        return 0.0 if self._offset_s is None else now_s - self._offset_s


class Track:
    """One pose that moves: a head, a hand, an instrument. Times are the hub's, in seconds."""

    def __init__(self, smoothness: Smoothness = SMOOTH) -> None:
        self._smoothness = smoothness
        self._known: deque[tuple[float, Placement]] = deque()
        self._wanted_s = smoothness.least_delay_s
        self._delay_s = smoothness.least_delay_s
        self._shown_s: float | None = None

    @property
    def delay_s(self) -> float:
        """How late it is shown."""
        return self._delay_s

    def told(self, at_s: float, heard_s: float, pose: Placement) -> None:
        """A pose as of ``at_s``, heard at ``heard_s`` of the same clock. One that is no newer is let go."""
        if (
            self._known
            and abs(at_s - self._known[-1][0]) > self._smoothness.lost_s * 10.0
            and at_s < self._known[-1][0]
        ):
            self._begin_anew()
        if self._known:
            before_s, before = self._known[-1]
            if at_s <= before_s:
                return
            self._learn(before_s, at_s, heard_s)
            self._bridge(before_s, before, at_s, heard_s, pose)
        self._known.append((at_s, pose))

    def at(self, hub_s: float) -> Placement | None:
        """Where it is shown when the hub's clock shows this; None before anything was told."""
        if not self._known:
            return None
        self._settle(hub_s)
        play_s = hub_s - self._delay_s
        while len(self._known) > 1 and self._known[1][0] <= play_s:
            self._known.popleft()
        begin_s, begin = self._known[0]
        if len(self._known) == 1 or play_s <= begin_s:
            return begin
        end_s, end = self._known[1]
        return between(begin, end, (play_s - begin_s) / (end_s - begin_s))

    def _learn(self, before_s: float, at_s: float, heard_s: float) -> None:
        """To show a pose on the way to the next one, the next must be here: so late it would have to be shown."""
        smoothness = self._smoothness
        silent = at_s - before_s > smoothness.most_delay_s
        needed_s = heard_s - (at_s if silent else before_s)
        calmer_s = self._wanted_s - (at_s - before_s) * smoothness.calmer_s_per_s
        self._wanted_s = min(max(needed_s, calmer_s, smoothness.least_delay_s), smoothness.most_delay_s)

    def _bridge(self, before_s: float, before: Placement, at_s: float, heard_s: float, pose: Placement) -> None:
        """After a silence it stood still until shortly before; a jump has no way in between."""
        smoothness = self._smoothness
        if math.dist(before[0], pose[0]) > smoothness.jump_m:
            # The last moment at the old place, in the least step that a float of seconds has for days.
            self._known.append((max(before_s, at_s - 1e-6), before))
        elif at_s - before_s > smoothness.most_delay_s:
            self._known.append((at_s - smoothness.glide_s, before))
            # No delay is as long as a silence, so it is shown standing still: nobody sees time run back to the glide.
            late_s = min(heard_s - at_s + smoothness.glide_s, smoothness.most_delay_s)
            self._delay_s, self._shown_s = max(self._delay_s, late_s), heard_s

    def _settle(self, hub_s: float) -> None:
        """Move the delay towards what is wanted, never so fast that time would run back."""
        if self._shown_s is None:
            self._delay_s = self._wanted_s
        else:
            passed_s = max(hub_s - self._shown_s, 0.0)
            most, least = passed_s * self._smoothness.slower, -passed_s * self._smoothness.faster
            self._delay_s += min(max(self._wanted_s - self._delay_s, least), most)
        self._shown_s = hub_s

    def _begin_anew(self) -> None:
        self._known.clear()
        self._shown_s = None


def between(begin: Placement, end: Placement, share: float) -> Placement:
    """On the straight and shortest way: 0 at the beginning, 1 at the end."""
    share = min(max(share, 0.0), 1.0)
    (ax, ay, az), (bx, by, bz) = begin[0], end[0]
    position: Vec3 = (ax + (bx - ax) * share, ay + (by - ay) * share, az + (bz - az) * share)
    return position, _turned(begin[1], end[1], share)


def _turned(a: Quat, b: Quat, share: float) -> Quat:
    cosine = sum(p * q for p, q in zip(a, b, strict=True))
    if cosine < 0.0:
        b, cosine = (-b[0], -b[1], -b[2], -b[3]), -cosine
    if cosine > 0.9995:
        of_a, of_b = 1.0 - share, share
    else:
        angle = math.acos(cosine)
        of_a, of_b = math.sin((1.0 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
    x, y, z, w = (p * of_a + q * of_b for p, q in zip(a, b, strict=True))
    length = math.sqrt(x * x + y * y + z * z + w * w)
    return x / length, y / length, z / length, w / length
