"""The patient as far as the surgeon sees him: a draped leg, the open wound and what holds it open."""

from __future__ import annotations

from .drape import draped_leg
from .retractors import retractors
from .wound import wound

__all__ = ["draped_leg", "retractors", "wound"]
