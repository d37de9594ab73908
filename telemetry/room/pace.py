"""How often a room's frames go out: as often as the hub can afford, for all its rooms together.

A room of few gets its frames almost at once, so that a peer sees the surgeon's hand a few milliseconds late; the more
receivers a hub has, the longer all of them wait, and the more poses one frame brings.
"""

from __future__ import annotations

QUICKEST_S = 1.0 / 250.0
"""No eye and no headset sees more."""
SLOWEST_S = 1.0 / 30.0
"""What people send; a longer wait would leave poses out."""
ECONOMY_S = 1.0 / 30.0

SENDS_PER_S = 4200.0
"""Frames that a hub sends in a second before it lets people wait longer. At about 25 us for the socket of each (not
for the room, which takes 1) that is a tenth of a core; 64 receivers then get 66 frames a second."""


def frame_s(receivers: int, *, economy: bool = False) -> float:
    """The least time between two frames of every room of a hub with so many receivers in all of its rooms."""
    if economy:
        return ECONOMY_S
    return min(max(receivers / SENDS_PER_S, QUICKEST_S), SLOWEST_S)
