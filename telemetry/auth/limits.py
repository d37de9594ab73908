"""How often somebody may try. Pure: the time is given, in seconds of a clock that only goes on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(slots=True)
class TokenBucket:
    """Holds up to ``burst`` tokens and gets ``per_s`` new ones a second; who finds too few must wait."""

    per_s: float
    burst: float
    held: float
    at: float
    """When ``held`` was true."""

    @classmethod
    def full(cls, per_s: float, burst: float, now: float) -> TokenBucket:
        """A bucket that nobody has taken from yet."""
        return cls(per_s, burst, burst, now)

    def take(self, now: float, cost: float = 1.0) -> float:
        """Take tokens; 0.0 if they were there, else how many seconds until they would be, and nothing is taken.

        A cost above ``burst`` is never met: infinity.
        """
        self._fill(now)
        if cost <= self.held:
            self.held -= cost
            return 0.0
        if cost > self.burst or self.per_s <= 0.0:
            return float("inf")
        return (cost - self.held) / self.per_s

    def give_back(self, cost: float = 1.0) -> None:
        """Undo a take that turned out not to count."""
        self.held = min(self.burst, self.held + cost)

    def is_full(self, now: float) -> bool:
        """Whether nothing would be lost by forgetting this bucket."""
        self._fill(now)
        return self.held >= self.burst

    def _fill(self, now: float) -> None:
        # A clock that went back fills nothing and costs nothing.
        self.held = min(self.burst, self.held + max(0.0, now - self.at) * self.per_s)
        self.at = now


class Limiter:
    """A bucket for each key, for at most ``most`` keys: the one that was used longest ago is forgotten first."""

    def __init__(self, per_s: float, burst: float, most: int = 65_536) -> None:
        self._per_s = per_s
        self._burst = burst
        self._most = most
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def take(self, key: Hashable, now: float, cost: float = 1.0) -> float:
        """As `TokenBucket.take`, for this key."""
        bucket = self._buckets.get(key)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[key] = TokenBucket.full(self._per_s, self._burst, now)
        self._buckets.move_to_end(key)
        return bucket.take(now, cost)

    def give_back(self, key: Hashable, cost: float = 1.0) -> None:
        """As `TokenBucket.give_back`; nothing for a key that was forgotten."""
        if (bucket := self._buckets.get(key)) is not None:
            bucket.give_back(cost)

    def __len__(self) -> int:
        return len(self._buckets)

    def _make_room(self, now: float) -> None:
        # Those who have waited long enough are no different from those who never came.
        while self._buckets and next(iter(self._buckets.values())).is_full(now):
            self._buckets.popitem(last=False)
        while len(self._buckets) >= self._most:
            self._buckets.popitem(last=False)
