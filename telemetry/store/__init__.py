"""What must not be lost: rooms, who was there, events, score cards, run files."""

from .opening import open_store
from .ports import Store

__all__ = ["Store", "open_store"]
