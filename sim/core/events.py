"""Things that happened, in order. Streams (poses, gauges) are in the snapshot; these are never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What happened; `Event.subject` and `Event.detail` say to what."""

    STEP_STARTED = "step_started"  # subject: step id
    STEP_FINISHED = "step_finished"
    PROCEDURE_FINISHED = "procedure_finished"
    GRASPED = "grasped"  # subject: instrument id, detail: hand
    RELEASED = "released"
    RETURNED = "returned"  # put back in its place on the tray
    DROPPED = "dropped"  # fell; detail: where it lies
    STERILITY_LOST = "sterility_lost"
    WRONG_INSTRUMENT = "wrong_instrument"
    OUT_OF_ORDER = "out_of_order"
    DRILL_STARTED = "drill_started"
    DRILL_STOPPED = "drill_stopped"
    CONTACT = "contact"  # the tip met bone
    SKIVED = "skived"
    NEAR_CORTEX_PASSED = "near_cortex_passed"
    FAR_CORTEX_PASSED = "far_cortex_passed"
    PLUNGED = "plunged"  # value: metres past the far cortex
    OVERHEATED = "overheated"  # value: C
    CLAMPED = "clamped"
    UNCLAMPED = "unclamped"
    SLEEVE_SEATED = "sleeve_seated"
    SLEEVE_UNSEATED = "sleeve_unseated"
    MEASURED = "measured"  # value: metres
    SCREW_TAKEN = "screw_taken"  # value: length in metres
    SCREW_RETURNED = "screw_returned"
    SCREW_STARTED = "screw_started"
    SCREW_SEATED = "screw_seated"  # value: share of stripping torque
    SCREW_STRIPPED = "screw_stripped"
    THREAD_CUT = "thread_cut"
    PLATE_PLACED = "plate_placed"
    ANSWERED = "answered"  # subject: question, detail: option
    VIEW_TAKEN = "view_taken"
    HINT_SHOWN = "hint_shown"
    PAUSED = "paused"
    RESUMED = "resumed"
    STEP_RESTARTED = "step_restarted"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a control frame."""

    frame: int
    kind: EventKind
    subject: str = ""
    detail: str = ""
    value: float = 0.0
