"""From a signed card to what the store keeps of it."""

from __future__ import annotations

from ..identity import new_identity
from ..signing import SignedCard
from .records import Score


def score_of(
    card: SignedCard, signed: bytes, *, room: str, participant: str, trusted: bool, assisted: bool, at_unix_ms: int
) -> Score:
    """The row of a card that has been read. ``assisted`` is what the room knows, not what the card says."""
    return Score(
        id=new_identity(),
        room=room,
        participant=participant,
        scenario=card.scenario,
        mode=card.mode,
        points=card.points,
        passed=card.passed,
        signed=signed,
        key=card.key,
        trusted=trusted,
        run=card.run_file,
        at_unix_ms=at_unix_ms,
        assisted=assisted,
    )
