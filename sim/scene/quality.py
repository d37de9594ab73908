"""The quality ladder: what each rung spends on a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    multisamples: int
    shadow_size: int
    """Texels along a shadow map's edge; 0 for no shadow."""
    normal_maps: bool
    texture_size: int
    particles: int
    """Bone chips at most."""


LADDER = {
    Quality.LOW: Settings(False, 0, 0, False, 128, 60),
    Quality.MEDIUM: Settings(True, 2, 1024, False, 256, 120),
    Quality.HIGH: Settings(True, 4, 2048, True, 512, 200),
}
