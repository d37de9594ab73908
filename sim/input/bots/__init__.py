"""Bots that come in through the same door as a hand."""

from __future__ import annotations

from ...core.errors import ProctorError
from ...core.model import Scenario
from .skill import SKILLS
from .surgeon import BotSurgeon


def make_bot(name: str, scenario: Scenario, seed: int) -> BotSurgeon:
    """The bot of that name; `ProctorError` when there is none."""
    if name not in SKILLS:
        raise ProctorError(f"There is no bot called '{name}'.", remedy=f"Choose one of: {', '.join(SKILLS)}.")
    return BotSurgeon(scenario, SKILLS[name], seed)
