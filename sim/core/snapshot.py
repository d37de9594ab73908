"""What a session shows after a control frame: everything a display, a peer or a bot may know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .intents import Hand
from .mode import Mode
from .pose import Pose
from .tasks import Question


class Phase(StrEnum):
    """Whether the clock runs."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class HandState:
    """A hand as it truly is: on the instrument it holds, even where the tissue stops it."""

    hand: Hand
    pose: Pose
    target: Pose
    """Where the person's hand is; drawn as a ghost when far from ``pose``."""
    holding: str | None
    reach: str | None
    """The instrument a grasp would take now."""


@dataclass(frozen=True, slots=True)
class InstrumentState:
    """An instrument or plate."""

    id: str
    pose: Pose
    """world_from_instrument."""
    held_by: Hand | None
    speed_rad_s: float
    turn_rad: float
    """How far its turning part has turned since the start (visual and for turned instruments)."""
    sterile: bool
    closed: float = 0.0
    """A clamp: 0 open, 1 closed on what is between its jaws. A depth gauge: 1 when its hook is set."""
    jaw_m: float = 0.0
    """A clamp's opening between its tips now."""
    fixed: bool = False
    """Stays where it is by itself: a closed clamp, a seated sleeve, a fixed plate."""
    reading_m: float | None = None
    """What a depth gauge shows."""


@dataclass(frozen=True, slots=True)
class ScrewState:
    """A screw outside the rack."""

    id: str
    family: str
    length_m: float
    pose: Pose
    """world_from_screw; origin at the tip, z to the head."""
    driver: str | None
    """The driver that carries it."""
    seated: bool
    stripped: bool


@dataclass(frozen=True, slots=True)
class Gauges:
    """Live measurements at the active tip; zero or None where they do not apply."""

    target: str | None = None
    """The planned hole that the tip is at."""
    instrument: str | None = None
    force_n: float = 0.0
    feed_m_s: float = 0.0
    depth_m: float = 0.0
    angle_error_rad: float | None = None
    offset_m: float | None = None
    """Distance of the tip from the planned axis."""
    past_far_cortex_m: float = 0.0
    torque_nm: float = 0.0
    torque_share: float | None = None
    """Of the stripping torque."""
    temperature_c: float = 37.0
    drill_load: float = 0.0
    """0 free, 1 stalled: drives the sound and the haptics."""
    removed_mm3_s: float = 0.0
    """Bone turned to chips, per second."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where an instrument should be."""

    instrument: str
    pose: Pose


@dataclass(frozen=True, slots=True)
class StepView:
    """The step that is on."""

    id: str
    index: int
    count: int
    chapter: str
    elapsed_s: float
    instruments: tuple[str, ...]
    ghosts: tuple[Ghost, ...]
    """In learn mode, or after a hint: the goal."""
    hints_shown: int
    hint_count: int
    question: Question | None
    views_wanted: tuple[str, ...]
    """Those that have not been looked from yet."""
    target: str | None
    goals: tuple[Ghost, ...] = ()
    """Where the step's instruments should go, shown or not: for bots and trainers."""
    suggested_screw_m: float | None = None
    """Learn mode: the length that would be right."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """A planned hole in world coordinates, where it is known now."""

    id: str
    entry: Pose
    """world_from_entry: origin on the surface, -z the drilling direction (an instrument pose)."""
    length_m: float
    """From the near to the far surface along the axis."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state after a control frame."""

    frame: int
    time_s: float
    mode: Mode
    phase: Phase
    step: StepView
    hands: tuple[HandState, HandState]
    """Left, right."""
    instruments: tuple[InstrumentState, ...]
    screws: tuple[ScrewState, ...]
    fragments: tuple[Pose, ...]
    """world_from_bone of each fragment: proximal, distal."""
    targets: tuple[TargetView, ...]
    gauges: Gauges
    irrigating: bool
    bone_revision: int
    """Grows whenever bone was removed."""
    hints_used: int
    errors: int

    def hand(self, hand: Hand) -> HandState:
        """The given hand's state."""
        return self.hands[0] if hand is Hand.LEFT else self.hands[1]

    def instrument(self, instrument_id: str) -> InstrumentState:
        """The state of an instrument; KeyError when there is none of that id."""
        for state in self.instruments:
            if state.id == instrument_id:
                return state
        raise KeyError(instrument_id)
