"""How panels look where they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from .theme import GLASS, GLASS_IN_AIR, Colour


@dataclass(frozen=True, slots=True)
class Look:
    """What differs between a window and the air."""

    glass: Colour = GLASS
    shadow: bool = True
    """Whether a card throws a shadow on what is behind it."""
    keys: bool = True
    """Whether there is a keyboard to choose with."""
    edges: bool = False
    """Whether what can be chosen has an edge also while nothing points at it."""


DESK = Look()
AIR = Look(GLASS_IN_AIR, shadow=False, keys=False, edges=True)
