"""From what a session shows to what is heard. It plays nothing itself and reads no clock."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ..core.events import Event, EventKind
from ..core.intents import FRAME_S
from ..core.model import Instrument, InstrumentKind
from ..core.snapshot import InstrumentState, Phase, Snapshot
from .cue import SoundCue, SoundFrame
from .loops import drill_pitch, drill_volumes, grit_volume, squeak_pitch, squeak_volume
from .shots import SHOTS, heard_together

LABOURS, STALLS = 0.35, 0.95
"""Drill loads from which a caption says so."""
FIRST_NOTCH, NOTCH = 0.5, 0.1
"""From half of the stripping torque the driver's handle ticks at every further tenth."""
TURNED_RAD = 0.002
"""Between two pictures a handle that turns less than this stands still."""
ROOM_VOLUME, SUCTION_VOLUME, IRRIGATION_VOLUME = 0.30, 0.30, 0.60

_RELEASES = (EventKind.NEAR_CORTEX_PASSED, EventKind.FAR_CORTEX_PASSED)


class SoundBoard:
    """Remembers only what a sound needs of earlier pictures: turned handles, torque notches, the last break-through."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._turned: dict[str, float] = {}
        self._notch = 0
        self._release_frame: int | None = None

    def cues(self, snapshot: Snapshot, events: tuple[Event, ...]) -> SoundFrame:
        """Everything that sounds with this picture; ``events`` are those since the picture before."""
        self._release_frame = max(
            (event.frame for event in events if event.kind in _RELEASES), default=self._release_frame
        )
        shots = (*(SHOTS[event.kind] for event in events if event.kind in SHOTS), *self._notches(snapshot))
        loops = self._loops(snapshot) if snapshot.phase is Phase.RUNNING else ()
        self._turned = {state.id: state.turn_rad for state in snapshot.instruments}
        audible = tuple(cue for cue in loops if cue.volume > 0.0)
        captions = dict.fromkeys(cue.caption_key for cue in (*audible, *shots) if cue.caption_key)
        playing = {cue.name: (cue.volume, cue.pitch) for cue in audible}
        return SoundFrame(playing, heard_together(shots), tuple(captions))

    def _loops(self, snapshot: Snapshot) -> tuple[SoundCue, ...]:
        loops = [SoundCue("room", ROOM_VOLUME, loop=True), *self._drill(snapshot), *self._turning(snapshot)]
        loops.append(SoundCue("grit", grit_volume(snapshot.gauges.removed_mm3_s), loop=True))
        if snapshot.irrigating:
            loops.append(SoundCue("irrigation", IRRIGATION_VOLUME, loop=True, caption_key="caption.irrigation"))
            loops.append(SoundCue("suction", SUCTION_VOLUME, loop=True))
        return tuple(loops)

    def _drill(self, snapshot: Snapshot) -> tuple[SoundCue, ...]:
        """The drill at the bone, or else the one that turns fastest: free and working."""
        drills = [state for state in snapshot.instruments if self._kind(state.id) is InstrumentKind.DRILL]
        if not drills:
            return ()
        gauges = snapshot.gauges
        heard = max(drills, key=lambda state: (state.id == gauges.instrument, state.speed_rad_s))
        load = gauges.drill_load if heard.id == gauges.instrument else 0.0
        share = self._speed_share(heard)
        free, working = drill_volumes(share, load)
        pitch = drill_pitch(share, load, self._since_release_s(snapshot.frame))
        caption = _drill_caption(load)
        return (
            SoundCue("drill", free, pitch, loop=True, caption_key=caption),
            SoundCue("drill_load", working, pitch, loop=True, caption_key=caption),
        )

    def _turning(self, snapshot: Snapshot) -> tuple[SoundCue, ...]:
        """A screw or a tap that is being turned in the bone."""
        kind, torque = self._kind(snapshot.gauges.instrument), snapshot.gauges.torque_share or 0.0
        if kind not in (InstrumentKind.DRIVER, InstrumentKind.TAP) or not self._is_turning(snapshot):
            return ()
        if kind is InstrumentKind.TAP:
            return (SoundCue("squeak", 0.35, 0.75, loop=True, caption_key="caption.tapping"),)
        volume, pitch = squeak_volume(torque), squeak_pitch(torque)
        return (SoundCue("squeak", volume, pitch, loop=True, caption_key="caption.screw_turning"),)

    def _notches(self, snapshot: Snapshot) -> tuple[SoundCue, ...]:
        """A tick whenever the torque on a driver passes another notch."""
        gauges = snapshot.gauges
        driving = self._kind(gauges.instrument) is InstrumentKind.DRIVER
        torque = gauges.torque_share or 0.0 if driving else 0.0
        notch = max(0, math.floor((torque - FIRST_NOTCH) / NOTCH + 1e-6) + 1)
        passed, self._notch = notch > self._notch, notch
        return (SoundCue("tick", 0.55, 0.9 + 0.08 * notch),) if passed else ()

    def _is_turning(self, snapshot: Snapshot) -> bool:
        tool = snapshot.gauges.instrument
        return any(
            state.id == tool and abs(state.turn_rad - self._turned.get(state.id, state.turn_rad)) > TURNED_RAD
            for state in snapshot.instruments
        )

    def _speed_share(self, state: InstrumentState) -> float:
        top_speed = self._instruments[state.id].max_speed_rad_s
        return state.speed_rad_s / top_speed if top_speed > 0.0 else 0.0

    def _since_release_s(self, frame: int) -> float:
        return math.inf if self._release_frame is None else (frame - self._release_frame) * FRAME_S

    def _kind(self, instrument_id: str | None) -> InstrumentKind | None:
        instrument = self._instruments.get(instrument_id or "")
        return instrument.kind if instrument else None


def _drill_caption(load: float) -> str:
    if load >= STALLS:
        return "caption.drill_stalled"
    return "caption.drill_loaded" if load >= LABOURS else "caption.drill_running"
