"""What is done in a step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .patient import Landmark


class Cortex(StrEnum):
    """Which wall of the bone a hole goes through, counted along the drilling direction."""

    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question; its text lives in the catalogue under ``text_key``."""

    id: str
    text_key: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Something the person is asked; more than one option may be correct."""

    id: str
    text_key: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class AskTask:
    """Answer questions, one after the other (time-out, final check)."""

    questions: tuple[Question, ...]
    views: tuple[str, ...] = ()
    """Views that must be looked at before answering: names of the display's views."""


@dataclass(frozen=True, slots=True)
class ReduceTask:
    """Reduce the fracture with a clamp whose jaws go to two landmarks."""

    clamp: str
    fixed_jaw: Landmark
    moving_jaw: Landmark


@dataclass(frozen=True, slots=True)
class DrillTask:
    """Drill at a target until ``through`` is passed, through a seated sleeve if ``guide`` names one."""

    drill: str
    target: str
    through: Cortex
    guide: str | None = None


@dataclass(frozen=True, slots=True)
class SleeveTask:
    """Seat a sleeve in the hole at a target."""

    sleeve: str
    target: str


@dataclass(frozen=True, slots=True)
class CountersinkTask:
    """Cut a seat for the screw head to ``depth_m`` below the near surface."""

    countersink: str
    target: str
    depth_m: float


@dataclass(frozen=True, slots=True)
class MeasureTask:
    """Measure the hole at a target with a depth gauge."""

    gauge: str
    target: str


@dataclass(frozen=True, slots=True)
class ChooseScrewTask:
    """Take the right screw for a target from the rack with the driver."""

    driver: str
    family: str
    target: str
    past_cortex_m: float
    """How far the tip shall stand past the far cortex."""


@dataclass(frozen=True, slots=True)
class TapTask:
    """Cut the thread in the hole at a target."""

    tap: str
    target: str


@dataclass(frozen=True, slots=True)
class DriveTask:
    """Drive the chosen screw home at a target, to a share of its stripping torque."""

    driver: str
    target: str
    torque_share: float


@dataclass(frozen=True, slots=True)
class PlaceTask:
    """Lay a plate on the bone with its middle at a landmark and hold it there with a clamp."""

    plate: str
    at: Landmark
    clamp: str


@dataclass(frozen=True, slots=True)
class RemoveTask:
    """Take a closed clamp off and put it away."""

    clamp: str


Task = (
    AskTask
    | ReduceTask
    | DrillTask
    | SleeveTask
    | CountersinkTask
    | MeasureTask
    | ChooseScrewTask
    | TapTask
    | DriveTask
    | PlaceTask
    | RemoveTask
)
