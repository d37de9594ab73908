"""Asking for water without a button for it: with the trigger of a hand that has no other use for it."""

from __future__ import annotations

from ...core.controllers import Irrigating, style_of
from ...core.intents import HandInput
from ...core.model import Instrument, InstrumentKind

COOLED = (InstrumentKind.DRILL, InstrumentKind.COUNTERSINK)
"""Water is for these, in the other hand."""
WITHOUT_TRIGGER = (InstrumentKind.SLEEVE, InstrumentKind.PLATE)
PULLED = 0.5


def asks_for_water(
    profile: str, given: HandInput, holding: Instrument | None, in_other_hand: Instrument | None
) -> bool:
    """Whether a hand asks for water. ``profile`` is its interaction profile, ``given`` what it does."""
    if style_of(profile).irrigating is not Irrigating.OTHER_HAND:
        return False
    free = holding is None or holding.kind in WITHOUT_TRIGGER
    wanted = in_other_hand is not None and in_other_hand.kind in COOLED
    return free and wanted and given.trigger > PULLED
