"""What instruments can lie on: boxes in room coordinates (metres)."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.pose import Vec3


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box."""

    name: str
    centre: Vec3
    size: Vec3


TRAY_SURFACE_Z_M = 0.95
TRAY_CENTRE_M = (0.42, -0.27)
TRAY_SIZE_M = (0.46, 0.34)
FLOOR_Z_M = 0.0


def furniture() -> tuple[Box, ...]:
    """Floor, operating table with the draped leg, Mayo tray."""
    x, y = TRAY_CENTRE_M
    width, depth = TRAY_SIZE_M
    rim, top = 0.02, TRAY_SURFACE_Z_M
    return (
        Box("floor", (0.0, 0.0, FLOOR_Z_M - 0.05), (8.0, 8.0, 0.1)),
        Box("table", (-0.15, 0.05, 0.79), (1.90, 0.55, 0.10)),
        Box("leg", (0.0, 0.0, 0.90), (0.60, 0.16, 0.12)),
        Box("tray", (x, y, top - 0.01), (width, depth, 0.02)),
        Box("tray rim", (x - width / 2 - 0.005, y, top + rim / 2), (0.01, depth, rim)),
        Box("tray rim", (x + width / 2 + 0.005, y, top + rim / 2), (0.01, depth, rim)),
        Box("tray rim", (x, y - depth / 2 - 0.005, top + rim / 2), (width, 0.01, rim)),
        Box("tray rim", (x, y + depth / 2 + 0.005, top + rim / 2), (width, 0.01, rim)),
    )
