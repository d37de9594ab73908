"""What a run is started with, besides its scenario; all of it is in the run file."""

from __future__ import annotations

from dataclasses import dataclass

from .instruments import Sharpness
from .intents import Hand
from .mode import Mode
from .patient import BoneQuality


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Choices that change what the simulation does. ``None`` leaves it to the scenario."""

    mode: Mode = Mode.ASSESS
    seed: int = 1
    quality: BoneQuality | None = None
    sharpness: Sharpness | None = None
    dominant: Hand = Hand.RIGHT
