"""When a headset's picture darkens: whole before the person is moved, at its edges while they are.

It never flashes: a picture goes dark at most once in `APART_S`, and always all the way.
"""

from __future__ import annotations

FADE_S = 0.2
"""From the picture to darkness, and back (ours)."""
APART_S = 0.5
"""From one darkening to the next at least: slower than the 3 Hz at which light may disturb (WCAG 2.3.1)."""
NARROW_S = 0.3
"""From an open view to one that is as narrow as it gets."""


class Fade:
    """How dark the picture is, and how much its edges are covered. Time is handed in.

    Set ``wanted`` to have it dark, and do what must not be seen once ``dark`` is True. ``vignette`` is how much of the
    edges shall be covered, 0 to 1.
    """

    def __init__(self) -> None:
        self.wanted = False
        self.vignette = 0.0
        self._share = 0.0
        self._narrowed = 0.0
        self._darkening = False
        self._since_s = APART_S

    @property
    def level(self) -> float:
        """0 where the picture is seen as it is, 1 where nothing is."""
        return _eased(self._share)

    @property
    def narrowed(self) -> float:
        """How much of the edges is covered now, 0 to 1."""
        return _eased(self._narrowed)

    @property
    def dark(self) -> bool:
        """Whether nothing of the picture is seen."""
        return self._share >= 1.0

    def advance(self, seconds: float) -> None:
        """Go on for as long as a picture was shown."""
        if self.wanted and not (self._darkening or self.dark) and self._since_s >= APART_S:
            self._darkening, self._since_s = True, 0.0
        self._since_s += seconds
        if self._darkening:
            self._share = min(1.0, self._share + seconds / FADE_S)
            self._darkening = self._share < 1.0
        elif not (self.wanted and self.dark):
            self._share = max(0.0, self._share - seconds / FADE_S)
        step = seconds / NARROW_S
        to_go = min(1.0, max(0.0, self.vignette)) - self._narrowed
        self._narrowed += min(step, max(-step, to_go))


def _eased(share: float) -> float:
    """The share with a soft start and end."""
    return share * share * (3.0 - 2.0 * share)
