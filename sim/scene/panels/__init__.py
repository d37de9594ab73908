"""Draws the panels of `sim.panels` over the picture and on the monitor in the room."""

from .layer import PanelLayer

__all__ = ["PanelLayer"]
