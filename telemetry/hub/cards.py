"""Score cards among a batch's events, read and checked for the store."""

from __future__ import annotations

from collections.abc import Sequence

from ..identity import new_identity
from ..metrics import HubMetrics
from ..protocol.codec import unpack_recorded
from ..protocol.events import ScoreCard
from ..room.outgoing import Batch, KeptEvent
from ..signing import CardError, TrustedTrainers, read_card
from ..store.records import Score, StoredRoom

_KIND = str(ScoreCard.__struct_config__.tag)


class CardReader:
    """Makes rows of the store out of signed cards."""

    def __init__(self, trainers: TrustedTrainers, metrics: HubMetrics) -> None:
        self._trainers = trainers
        self._metrics = metrics

    def scores(self, room: StoredRoom, names: Sequence[str], batch: Batch, *, assisted: bool) -> list[Score]:
        """The good cards; one for another room stays an event only. ``names``: what this room is called."""
        cards = (self._score(room, names, event, assisted) for event in batch.events if event.kind == _KIND)
        return [card for card in cards if card is not None]

    def _score(self, room: StoredRoom, names: Sequence[str], event: KeptEvent, assisted: bool) -> Score | None:
        body = unpack_recorded(event.data).body
        assert isinstance(body, ScoreCard)
        try:
            card = read_card(body.signed)
        except CardError as wrong:
            self._metrics.card_refused(wrong.fault)
            return None
        if card.room not in names:
            return None
        trusted = self._trainers.trusts(card.key)
        self._metrics.card(trusted=trusted)
        return Score(
            id=new_identity(),
            room=room.id,
            participant=event.participant,
            scenario=card.scenario,
            mode=card.mode,
            points=card.points,
            passed=card.passed,
            signed=body.signed,
            key=card.key,
            trusted=trusted,
            run=card.run_file,
            at_unix_ms=room.opened_unix_ms + event.at_ms,
            assisted=assisted,
        )
