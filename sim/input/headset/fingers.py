"""What the fingers do: squeeze and pull. Values of broken devices count as open."""

from __future__ import annotations

import math

TAKES, LETS_GO = 0.6, 0.35
"""A hand closes above the one and opens below the other, so that it never flutters in between."""
DEAD_SHARE = 0.05
"""Of the trigger's way does nothing."""
RELEASED = 0.1


def share(value: float) -> float:
    """A value of a device as 0 to 1."""
    return min(1.0, max(0.0, value)) if math.isfinite(value) else 0.0


class Squeeze:
    """A hand's closing and opening, by a grip button or by pinching fingers."""

    def __init__(self) -> None:
        self.closed = False

    def feel(self, value: float) -> None:
        """How far the hand is closed now."""
        value = share(value)
        self.closed = value > (LETS_GO if self.closed else TAKES)


class Trigger:
    """A trigger that others may take away from the instrument until it has been let go once."""

    def __init__(self) -> None:
        self._pulled = 0.0
        self._withheld = False
        self._given = 0.0

    @property
    def pulled(self) -> bool:
        """Whether the instrument's trigger is pulled more than half."""
        return self._given > 0.5

    def feel(self, value: float) -> None:
        """How far it is pulled now."""
        self._pulled = share(value)
        if self._pulled < RELEASED:
            self._withheld, self._given = False, 0.0

    def capture(self) -> None:
        """Someone else answers to it; what already runs is not stopped by that."""
        self._withheld = self._withheld or self._given == 0.0

    def withhold(self) -> None:
        """Nothing runs until it has been let go once."""
        self._withheld = True

    def give(self, allowed: bool) -> float:
        """What the instrument gets."""
        through = max(0.0, self._pulled - DEAD_SHARE) / (1.0 - DEAD_SHARE)
        self._given = through if allowed and not self._withheld else 0.0
        return self._given
