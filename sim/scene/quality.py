"""The quality ladder: what each rung spends on a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Quality(StrEnum):
    """How much work goes into a picture."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Settings:
    """One rung of the ladder."""

    physically_based: bool
    """Drawn by simplepbr with tone mapping; otherwise by the light shader of `plain_shader`."""
    multisamples: Literal[0, 2, 4]
    shadow_size: int
    """Texels along a shadow map's edge; 0 for no shadow."""
    normal_maps: bool
    texture_size: int
    anisotropy: int
    """Texture samples along a slanting surface; 1 also does without blending between texture sizes."""
    rack_threads: bool
    """Screws in the rack are whole; otherwise only their heads are there."""
    bone_cell_m: float
    """Cells to which bone that nobody works on is thinned; 0 leaves it as it is."""
    particles: int
    """Bone chips at most."""
    eye_scale: float
    """Edge of an eye's picture in a headset, as a share of what the headset recommends."""


LADDER = {
    Quality.LOW: Settings(False, 0, 0, False, 128, 1, False, 0.0014, 60, 0.7),
    Quality.MEDIUM: Settings(True, 2, 1024, False, 256, 4, True, 0.0, 120, 1.0),
    Quality.HIGH: Settings(True, 4, 2048, True, 512, 8, True, 0.0, 200, 1.0),
}
