"""The headset: what head and hands do in the air makes the input frames, and where in the room that air is."""

from .placement import Placement
from .source import HeadsetInput

__all__ = ["HeadsetInput", "Placement"]
