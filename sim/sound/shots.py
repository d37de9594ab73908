"""Which single sound belongs to which event."""

from __future__ import annotations

from ..core.events import EventKind
from .cue import SoundCue

SHOTS: dict[EventKind, SoundCue] = {
    EventKind.GRASPED: SoundCue("set_down", 0.35, 1.25, caption_key="caption.picked_up"),
    EventKind.RETURNED: SoundCue("set_down", 0.50, caption_key="caption.put_back"),
    EventKind.DROPPED: SoundCue("clink", 0.90, caption_key="caption.dropped"),
    EventKind.STERILITY_LOST: SoundCue("warning", 0.80, caption_key="caption.warning"),
    EventKind.WRONG_INSTRUMENT: SoundCue("warning", 0.65, caption_key="caption.warning"),
    EventKind.OUT_OF_ORDER: SoundCue("warning", 0.65, caption_key="caption.warning"),
    EventKind.DRILL_STOPPED: SoundCue("tick", 0.20, 0.70, caption_key="caption.drill_stopped"),
    EventKind.CONTACT: SoundCue("tap", 0.55, caption_key="caption.contact"),
    EventKind.SKIVED: SoundCue("skive", 0.75, caption_key="caption.skive"),
    EventKind.NEAR_CORTEX_PASSED: SoundCue("break_through", 0.60, 1.08, caption_key="caption.break_through"),
    EventKind.FAR_CORTEX_PASSED: SoundCue("break_through", 0.85, caption_key="caption.break_through"),
    EventKind.PLUNGED: SoundCue("warning", 0.85, 0.90, caption_key="caption.plunge"),
    EventKind.OVERHEATED: SoundCue("warning", 0.85, 1.12, caption_key="caption.overheated"),
    EventKind.CLAMPED: SoundCue("click", 0.75, caption_key="caption.clamp_closed"),
    EventKind.UNCLAMPED: SoundCue("click", 0.55, 0.82, caption_key="caption.clamp_opened"),
    EventKind.SLEEVE_SEATED: SoundCue("click", 0.45, 1.20, caption_key="caption.sleeve_seated"),
    EventKind.SLEEVE_UNSEATED: SoundCue("set_down", 0.30, 1.30),
    EventKind.MEASURED: SoundCue("tick", 0.45, 1.25),
    EventKind.SCREW_TAKEN: SoundCue("click", 0.35, 1.35),
    EventKind.SCREW_RETURNED: SoundCue("set_down", 0.35, 1.40),
    EventKind.SCREW_STARTED: SoundCue("tap", 0.35, 1.20),
    EventKind.SCREW_SEATED: SoundCue("click", 0.60, 0.90, caption_key="caption.screw_seated"),
    EventKind.SCREW_STRIPPED: SoundCue("strip", 0.95, caption_key="caption.screw_stripped"),
    EventKind.THREAD_CUT: SoundCue("tick", 0.45, 0.90),
    EventKind.PLATE_PLACED: SoundCue("set_down", 0.55, 0.90),
    EventKind.STEP_FINISHED: SoundCue("success", 0.70, caption_key="caption.step_done"),
    EventKind.PROCEDURE_FINISHED: SoundCue("finale", 0.80, caption_key="caption.finished"),
    EventKind.ANSWERED: SoundCue("soft_tick", 0.60),
    EventKind.VIEW_TAKEN: SoundCue("soft_tick", 0.45),
    EventKind.HINT_SHOWN: SoundCue("notice", 0.60),
    EventKind.STEP_RESTARTED: SoundCue("notice", 0.60, 0.85),
    EventKind.PAUSED: SoundCue("soft_tick", 0.50, 0.80),
    EventKind.RESUMED: SoundCue("soft_tick", 0.50),
}
"""Event -> sound. An event that is missing here is silent."""

OUTSHONE = {"success": "finale"}
"""A sound -> the one that takes its place when both would start together."""


def heard_together(cues: tuple[SoundCue, ...]) -> tuple[SoundCue, ...]:
    """Cues without doubles: of each sound the loudest, and none that another outshines."""
    loudest: dict[str, SoundCue] = {}
    for cue in cues:
        if cue.name not in loudest or cue.volume > loudest[cue.name].volume:
            loudest[cue.name] = cue
    return tuple(cue for cue in loudest.values() if OUTSHONE.get(cue.name) not in loudest)
