"""A compiled scenario: what the engine knows about a procedure. All lengths metres, angles radians.

`sim.scenario` reads the YAML files into these types; nothing below knows any particular procedure.

Frames. *Room*: origin on the floor under the middle of the operating table, x to the surgeon's right, y away from
the surgeon, z up. *Bone*: origin at the fracture centre on the shaft's axis, x distal along the shaft, z towards the
exposed face, y = z cross x. *Instrument*: origin at the working tip, z from the tip back to the handle, so an
instrument points along its own -z and identity means upright, tip down. A *plate* has its origin in the middle of its
bone side, x along its length, z away from the bone; a *clamp* its origin midway between the jaw tips, x along the line
between the tips (from the fixed to the moving jaw), z back to the handle.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .criteria import (
    All,
    Answered,
    AnyOf,
    Condition,
    Countersunk,
    Drilled,
    Held,
    Measured,
    Not,
    PlateHeld,
    Reduced,
    Released,
    ScrewOnDriver,
    ScrewSeated,
    SleeveSeated,
    StepTime,
    Tapped,
    Unclamped,
    ViewTaken,
)
from .instruments import Instrument, InstrumentKind, PlateShape, ScrewFamily, Sharpness
from .mode import Mode
from .norms import DeviceBounds, Label, MetricUse, PassMark, Source, SpecialMark
from .patient import AxisTarget, BoneQuality, Direction, Fracture, Landmark, Patient, PlateHoleTarget, Target
from .tasks import (
    AskTask,
    ChooseScrewTask,
    Cortex,
    CountersinkTask,
    DrillTask,
    DriveTask,
    MeasureTask,
    Option,
    PlaceTask,
    Question,
    ReduceTask,
    RemoveTask,
    SleeveTask,
    TapTask,
    Task,
)

__all__ = [
    "All",
    "Answered",
    "AnyOf",
    "AskTask",
    "AxisTarget",
    "BoneQuality",
    "ChooseScrewTask",
    "Condition",
    "Cortex",
    "CountersinkTask",
    "Countersunk",
    "DeviceBounds",
    "Direction",
    "DrillTask",
    "Drilled",
    "DriveTask",
    "Fracture",
    "Held",
    "Instrument",
    "InstrumentKind",
    "Label",
    "Landmark",
    "MeasureTask",
    "Measured",
    "MetricUse",
    "Mode",
    "Not",
    "Option",
    "PassMark",
    "Patient",
    "PlaceTask",
    "PlateHeld",
    "PlateHoleTarget",
    "PlateShape",
    "Question",
    "ReduceTask",
    "Reduced",
    "Released",
    "RemoveTask",
    "Scenario",
    "ScrewFamily",
    "ScrewOnDriver",
    "ScrewSeated",
    "Sharpness",
    "SleeveSeated",
    "SleeveTask",
    "Source",
    "SpecialMark",
    "Step",
    "StepTime",
    "TapTask",
    "Tapped",
    "Target",
    "Task",
    "Unclamped",
    "ViewTaken",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Text keys are ``steps.<id>.title``, ``.goal``, ``.why`` and ``.hint1`` to ``.hintN``."""

    id: str
    task: Task
    done_when: Condition
    instruments: tuple[str, ...]
    """What may be in the hands in this step; picking up anything else is an instrument error."""
    hint_count: int = 1
    metrics: tuple[MetricUse, ...] = ()
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole procedure."""

    name: str
    format_version: int
    content_hash: str
    """Hex digest of every file of the scenario."""
    patient: Patient
    targets: tuple[Target, ...]
    instruments: tuple[Instrument, ...]
    screws: tuple[ScrewFamily, ...]
    steps: tuple[Step, ...]
    metrics: tuple[MetricUse, ...]
    """Asked of the whole run."""
    pass_mark: PassMark
    texts: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)
    """language -> key -> text."""

    def instrument(self, instrument_id: str) -> Instrument:
        """The instrument of that id; KeyError when there is none."""
        for instrument in self.instruments:
            if instrument.id == instrument_id:
                return instrument
        raise KeyError(instrument_id)

    def target(self, target_id: str) -> Target:
        """The target of that id; KeyError when there is none."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise KeyError(target_id)

    def family(self, family_id: str) -> ScrewFamily:
        """The screw family of that id; KeyError when there is none."""
        for family in self.screws:
            if family.id == family_id:
                return family
        raise KeyError(family_id)

    def text(self, key: str, language: str) -> str:
        """The text of a key in a language, in English when it is missing, else the key itself."""
        for catalogue in (self.texts.get(language, {}), self.texts.get("en", {})):
            if key in catalogue:
                return catalogue[key]
        return key
