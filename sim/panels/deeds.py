"""What a person in a headset does that no session hears of: where they look, and what they touch a panel with."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    """One of them."""

    LOOKED_ASIDE = "looked_aside"
    LOOKED_AT_WOUND = "looked_at_wound"
    POKED = "poked"
    POINTED = "pointed"
