"""The desk: mouse, keyboard and gamepad make the input frames of two hands, one of them led at a time."""

from .source import DesktopInput
from .tuning import Tuning

__all__ = ["DesktopInput", "Tuning"]
