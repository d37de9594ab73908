"""Wishes for comfort: they move the person (when the picture is dark) or change the settings, and are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...core.comfort import ComfortWish
from ...settings import Settings
from .placement import Placement, bounded_offset_m

TABLE_STEP_M = 0.02
VIBRATION = {
    ComfortWish.VIBRATION_OFF: 0.0,
    ComfortWish.VIBRATION_SOFT: 0.5,
    ComfortWish.VIBRATION_FULL: 1.0,
}
_STEPS = {ComfortWish.TABLE_UP: TABLE_STEP_M, ComfortWish.TABLE_DOWN: -TABLE_STEP_M}


def settings_after(settings: Settings, wish: ComfortWish) -> Settings:
    """The settings once a wish is granted; the same ones when it leaves nothing to remember."""
    if wish in _STEPS:
        return replace(settings, table_offset_m=bounded_offset_m(settings.table_offset_m + _STEPS[wish]))
    if wish in VIBRATION:
        return replace(settings, vibration=VIBRATION[wish])
    if wish in (ComfortWish.SEATED, ComfortWish.STANDING):
        return replace(settings, seated=wish is ComfortWish.SEATED)
    return settings


class Comfort:
    """Grants wishes. ``keep`` is called with the settings whenever they have changed."""

    def __init__(self, placement: Placement, settings: Settings, keep: Callable[[Settings], None]) -> None:
        self.settings = settings
        self._placement = placement
        self._keep = keep

    def grant(self, wish: ComfortWish) -> None:
        """Remember a wish, and ask the placement for what moves the person."""
        before, self.settings = self.settings, settings_after(self.settings, wish)
        if wish is ComfortWish.RECENTRE:
            self._placement.ask_recentre()
        self._placement.ask_table(self.settings.table_offset_m)
        self._placement.ask_seated(self.settings.seated)
        if self.settings != before:
            self._keep(self.settings)
