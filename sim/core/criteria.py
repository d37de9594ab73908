"""What can be asked for before a step ends; `sim.core.conditions` judges whether it holds."""

from __future__ import annotations

from dataclasses import dataclass

from .patient import Landmark
from .tasks import Cortex


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Held:
    """An instrument is in a hand."""

    instrument: str


@dataclass(frozen=True, slots=True)
class Released:
    """An instrument is in no hand."""

    instrument: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question has been answered (rightly or not: the score knows)."""

    question: str


@dataclass(frozen=True, slots=True)
class ViewTaken:
    """The person has looked from a view during this step."""

    view: str


@dataclass(frozen=True, slots=True)
class Reduced:
    """The fragments are clamped, with at most this gap and step between them."""

    max_shift_m: float


@dataclass(frozen=True, slots=True)
class Drilled:
    """A hole of at least this diameter passes a cortex at a target and the bit is out of it again."""

    target: str
    diameter_m: float
    through: Cortex


@dataclass(frozen=True, slots=True)
class SleeveSeated:
    """A sleeve sits in the hole at a target."""

    sleeve: str
    target: str


@dataclass(frozen=True, slots=True)
class Countersunk:
    """A seat of this depth has been cut at a target."""

    target: str
    depth_m: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The hole at a target has been measured."""

    target: str


@dataclass(frozen=True, slots=True)
class ScrewOnDriver:
    """A driver carries a screw of a family."""

    driver: str
    family: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """The hole at a target has a thread through the far cortex."""

    target: str


@dataclass(frozen=True, slots=True)
class ScrewSeated:
    """A screw's head rests at a target with at least this share of its stripping torque, or it is stripped."""

    target: str
    torque_share: float


@dataclass(frozen=True, slots=True)
class PlateHeld:
    """A plate lies within these bounds of its place and is held there by a clamp or a seated screw."""

    plate: str
    at: Landmark
    within_m: float
    angle_rad: float


@dataclass(frozen=True, slots=True)
class Unclamped:
    """A clamp holds nothing and is in no hand."""

    clamp: str


@dataclass(frozen=True, slots=True)
class StepTime:
    """At least this long has passed in the step."""

    at_least_s: float


Condition = (
    All
    | AnyOf
    | Not
    | Held
    | Released
    | Answered
    | ViewTaken
    | Reduced
    | Drilled
    | SleeveSeated
    | Countersunk
    | Measured
    | ScrewOnDriver
    | Tapped
    | ScrewSeated
    | PlateHeld
    | Unclamped
    | StepTime
)
