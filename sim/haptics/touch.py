"""From what a session shows to what the hands feel. It shakes nothing itself and reads no clock."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from ..core.events import Event
from ..core.intents import Hand
from ..core.model import Instrument, InstrumentKind
from ..core.ports import Pulse
from ..core.snapshot import InstrumentState, Phase, Snapshot
from .feel import CHOSEN, TICK_RAD, Feel, contact_feel, drill_feel, grit_feel, tick_feel
from .limiter import Limiter
from .shots import SHOTS

ADAPTS_S = 0.4
"""A force that stays is no longer news to a hand after some such times (ours; its quick receptors are quicker)."""
TAP_TORQUE_NM = 1.5
"""A tap that goes as hard as a tap goes (ours)."""
LEAST = 0.01
"""Below this no controller stirs."""

_TURNED = (InstrumentKind.DRIVER, InstrumentKind.TAP)


class Touch:
    """Remembers only what a feeling needs of earlier pictures: who held what, turned handles, forces grown used to."""

    def __init__(self, instruments: Iterable[Instrument], strength: float = 1.0) -> None:
        """``strength`` scales every amplitude, 0 to 1; 0 is off."""
        self.strength = strength
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._begin()

    def _begin(self) -> None:
        self._limiters = {hand: Limiter() for hand in Hand}
        self._holder: dict[str, Hand] = {}
        self._notches: dict[str, int] = {}
        self._used_to_n = dict.fromkeys(Hand, 0.0)
        self._time_s = -math.inf

    def pulses(self, snapshot: Snapshot, events: tuple[Event, ...]) -> tuple[Pulse, ...]:
        """What starts with this picture, at most one pulse for each hand; ``events`` are those since the one before."""
        if snapshot.time_s < self._time_s:
            self._begin()  # another run, or this one from an earlier moment
        passed_s, self._time_s = snapshot.time_s - self._time_s, snapshot.time_s
        held = {state.held_by: state for state in snapshot.instruments if state.held_by is not None}
        self._holder |= {state.id: hand for hand, state in held.items()}
        shots: dict[Hand, list[Feel]] = {hand: [] for hand in Hand}
        for event in events:
            hand = self._hand_of(event, snapshot) if event.kind in SHOTS else None
            if hand is not None:
                shots[hand].append(SHOTS[event.kind])
        if snapshot.phase is not Phase.RUNNING:
            return ()
        found = []
        for hand in Hand:
            ongoing = self._ongoing(snapshot, hand, held.get(hand), passed_s)
            feel = self._limiters[hand].admit(snapshot.time_s, tuple(shots[hand]), ongoing)
            if feel is not None:
                found.append((hand, feel))
        return tuple(self._scaled(found))

    def chosen(self, hands: Iterable[Hand]) -> tuple[Pulse, ...]:
        """What a hand feels that has just chosen something on a panel."""
        return tuple(self._scaled([(hand, CHOSEN) for hand in hands]))

    def _scaled(self, found: list[tuple[Hand, Feel]]) -> Iterator[Pulse]:
        for hand, feel in found:
            amplitude = min(1.0, feel.amplitude * min(1.0, max(0.0, self.strength)))
            if amplitude >= LEAST:
                yield Pulse(hand, amplitude, feel.frequency_hz, feel.duration_s)

    def _ongoing(self, snapshot: Snapshot, hand: Hand, state: InstrumentState | None, passed_s: float) -> Feel | None:
        """The strongest of what goes on in a hand."""
        if state is None:
            self._used_to_n[hand] = 0.0
            return None
        feels = [self._contact(snapshot, hand, state, passed_s), *self._working(snapshot, state)]
        strongest = max(feels, key=lambda feel: feel.amplitude)
        return strongest if strongest.amplitude >= LEAST else None

    def _working(self, snapshot: Snapshot, state: InstrumentState) -> Iterator[Feel]:
        """What an instrument does by itself, or in the fingers."""
        gauges, kind = snapshot.gauges, self._kind(state.id)
        measured = gauges.instrument == state.id
        if kind is InstrumentKind.DRILL:
            top = self._instruments[state.id].max_speed_rad_s
            share = abs(state.speed_rad_s) / top if top > 0.0 else 0.0
            yield drill_feel(share, gauges.drill_load, gauges.force_n) if measured else drill_feel(share, 0.0, 0.0)
        elif kind is InstrumentKind.COUNTERSINK and measured:
            yield grit_feel(gauges.removed_mm3_s)
        elif kind in _TURNED and self._ticked(state) and measured:
            torque = gauges.torque_nm / TAP_TORQUE_NM if kind is InstrumentKind.TAP else gauges.torque_share
            if torque:
                yield tick_feel(torque)

    def _ticked(self, state: InstrumentState) -> bool:
        """Whether the handle has passed a notch since the picture before."""
        notch = math.floor(state.turn_rad / TICK_RAD)
        passed = notch != self._notches.get(state.id, notch)
        self._notches[state.id] = notch
        return passed

    def _contact(self, snapshot: Snapshot, hand: Hand, state: InstrumentState, passed_s: float) -> Feel:
        """What of the force at the tip is new to the hand."""
        gauges = snapshot.gauges
        force_n = gauges.force_n if gauges.instrument == state.id else 0.0
        new_n = abs(force_n - self._used_to_n[hand])
        stays = math.exp(-max(0.0, passed_s) / ADAPTS_S)
        self._used_to_n[hand] = force_n + (self._used_to_n[hand] - force_n) * stays
        return contact_feel(new_n)

    def _hand_of(self, event: Event, snapshot: Snapshot) -> Hand | None:
        """The hand that an event happened to: the one it names, else the one that holds or held what it names."""
        if event.detail in list(Hand):
            return Hand(event.detail)
        named = (event.subject, event.detail, snapshot.gauges.instrument or "")
        return next((self._holder[name] for name in named if name in self._holder), None)

    def _kind(self, instrument_id: str) -> InstrumentKind | None:
        instrument = self._instruments.get(instrument_id)
        return instrument.kind if instrument else None
