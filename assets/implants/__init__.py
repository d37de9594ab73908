"""Implants and the rack they wait in."""

from assets.implants.compression_plate import plate
from assets.implants.cortex_screw import cortex_screw
from assets.implants.rack import screw_rack

__all__ = ["cortex_screw", "plate", "screw_rack"]
