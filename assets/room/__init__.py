"""The operating room: every object as parts in world coordinates, and `layout`, which says where things stand."""

from __future__ import annotations

from ..mesh import Part
from .building import floor_and_walls
from .furniture import anaesthesia_drape, anaesthesia_machine, cabinet, infusion_stand, instrument_table, stool
from .lamp import surgical_lamp
from .layout import (
    LAMP_HEADS,
    MONITOR_CENTRE,
    MONITOR_POSE,
    MONITOR_SIZE,
    SURGEON_EYES,
    TRAY_CENTRE,
    TRAY_RIM_HEIGHT,
    TRAY_SIZE,
    TRAY_SURFACE_Z,
)
from .monitor import monitor
from .table import operating_table
from .tray import mayo_stand, tray

__all__ = [
    "LAMP_HEADS",
    "MONITOR_CENTRE",
    "MONITOR_POSE",
    "MONITOR_SIZE",
    "SURGEON_EYES",
    "TRAY_CENTRE",
    "TRAY_RIM_HEIGHT",
    "TRAY_SIZE",
    "TRAY_SURFACE_Z",
    "anaesthesia_drape",
    "anaesthesia_machine",
    "cabinet",
    "floor_and_walls",
    "infusion_stand",
    "instrument_table",
    "mayo_stand",
    "monitor",
    "operating_table",
    "room",
    "stool",
    "surgical_lamp",
    "tray",
]


def room() -> tuple[Part, ...]:
    """Everything but the patient and the instruments."""
    return (
        *floor_and_walls(),
        *operating_table(),
        *mayo_stand(),
        *tray(),
        *surgical_lamp(),
        *monitor(),
        *instrument_table(),
        *cabinet(),
        *infusion_stand(),
        *anaesthesia_drape(),
        *anaesthesia_machine(),
        *stool(),
    )
