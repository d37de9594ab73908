"""From a value to points."""

from __future__ import annotations


def points(value: float | None, best: float, worst: float, max_points: float) -> float:
    """Points for a value: ``max_points`` at ``best`` and better, 0 at ``worst`` and worse, linear between.

    Bounded to 0..max_points for every value; nothing measured (None, not a number) earns nothing. ``best`` may lie on
    either side of ``worst``; when they are the same, only that value earns.
    """
    if value is None or value != value:
        return 0.0
    if best == worst:
        return max_points if value == best else 0.0
    share = (worst - value) / (worst - best)
    return max_points * min(max(share, 0.0), 1.0)


def is_beyond(value: float | None, bound: float | None, best: float, worst: float) -> bool:
    """Whether a value lies beyond ``bound`` on the side of ``worst``; the bound itself is still allowed."""
    if value is None or bound is None:
        return False
    return value > bound if worst >= best else value < bound
