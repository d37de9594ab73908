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

from dataclasses import dataclass, field, replace
from enum import StrEnum

from .device import InputDevice
from .pose import IDENTITY, Pose


class Mode(StrEnum):
    """How much help there is."""

    LEARN = "learn"
    PRACTISE = "practise"
    ASSESS = "assess"


class Label(StrEnum):
    """How far a number may be trusted."""

    VALIDATED = "validated"
    PUBLISHED_NORM = "published norm"
    OURS = "ours"


class BoneQuality(StrEnum):
    """State of the patient's bone."""

    NORMAL = "normal"
    OSTEOPOROTIC = "osteoporotic"


class Sharpness(StrEnum):
    """State of a bit's cutting edges."""

    SHARP = "sharp"
    BLUNT = "blunt"


class Cortex(StrEnum):
    """Which wall of the bone a hole goes through, counted along the drilling direction."""

    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    label: Label
    reference: str


# --- patient ---


@dataclass(frozen=True, slots=True)
class Fracture:
    """An oblique fracture plane through the bone frame's origin.

    The plane's normal leans by ``obliquity_rad`` from the radial direction at ``azimuth_rad`` towards +x.
    """

    obliquity_rad: float
    azimuth_rad: float
    displacement: Pose = IDENTITY
    """fracture_from_distal: where the distal fragment sits before reduction, against its reduced place."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Whose bone it is. ``bone`` names an anatomy generator of `sim.tissue.anatomy`."""

    bone: str
    side: str
    quality: BoneQuality
    fracture: Fracture
    world_from_bone: Pose


@dataclass(frozen=True, slots=True)
class Landmark:
    """A point on the bone's surface: ``along_m`` distal of the fracture centre, ``azimuth_rad`` about the shaft.

    Azimuth 0 is the middle of the exposed face (+z), positive towards +y.
    """

    along_m: float
    azimuth_rad: float


class Direction(StrEnum):
    """Which way a planned hole runs."""

    FRACTURE_NORMAL = "fracture_normal"
    SHAFT_AXIS = "shaft_axis"  # square to the shaft, through its axis


@dataclass(frozen=True, slots=True)
class AxisTarget:
    """A planned hole through the bone, entered at ``at``."""

    id: str
    at: Landmark
    direction: Direction


@dataclass(frozen=True, slots=True)
class PlateHoleTarget:
    """A planned hole through a hole of a plate, square to the plate where it now lies."""

    id: str
    plate: str
    hole: int


Target = AxisTarget | PlateHoleTarget


# --- devices ---


class InstrumentKind(StrEnum):
    """What an instrument can do; the engine knows kinds, never particular instruments."""

    DRILL = "drill"
    SLEEVE = "sleeve"
    COUNTERSINK = "countersink"
    DEPTH_GAUGE = "depth_gauge"
    TAP = "tap"
    DRIVER = "driver"
    CLAMP = "clamp"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class PlateShape:
    """A straight plate: holes are given by their places along its length."""

    length_m: float
    width_m: float
    thickness_m: float
    hole_along_m: tuple[float, ...]
    hole_diameter_m: float


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument or plate of the set."""

    id: str
    kind: InstrumentKind
    part_number: str
    mass_kg: float
    diameter_m: float = 0.0
    """Cutting diameter of a bit, outer diameter of a sleeve, thread of a tap, cone of a countersink."""
    inner_diameter_m: float = 0.0
    """Bore of a sleeve; nose of a countersink."""
    length_m: float = 0.15
    """From the tip to where the handle begins."""
    pitch_m: float = 0.0
    """Advance of a tap in one turn."""
    max_speed_rad_s: float = 0.0
    sharpness: Sharpness = Sharpness.SHARP
    plate: PlateShape | None = None
    screw_family: str | None = None
    """The screws a driver fits."""
    jaw_m: float = 0.0
    """A clamp's widest opening."""
    rest: Pose = IDENTITY
    """world_from_instrument on the tray."""
    grip: Pose = IDENTITY
    """instrument_from_hand."""


@dataclass(frozen=True, slots=True)
class ScrewFamily:
    """Screws of one thread, offered in several lengths from a rack."""

    id: str
    part_number: str
    """Pattern with ``{length_mm}``."""
    major_diameter_m: float
    minor_diameter_m: float
    pitch_m: float
    head_diameter_m: float
    head_height_m: float
    lengths_m: tuple[float, ...]
    rack: Pose
    """world_from_rack: the first slot's opening; slots follow along +x; screws stand head up."""
    slot_spacing_m: float = 0.012

    def slot(self, number: int) -> Pose:
        """world_from_screw of the screw in a slot: origin at its tip, z to its head."""
        return self.rack @ Pose((number * self.slot_spacing_m, 0.0, -self.lengths_m[number]))


# --- steps ---


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


# --- conditions ---


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


@dataclass(frozen=True, slots=True)
class DeviceBounds:
    """The bounds of a metric on one device, in the metric's own unit; see `MetricUse`."""

    device: InputDevice
    best: float
    worst: float
    source: Source
    fail_beyond: float | None = None
    """None leaves it as it is on every device: harm is harm."""
    reference: float | None = None
    """None leaves it as it is on every device."""


@dataclass(frozen=True, slots=True)
class MetricUse:
    """A metric asked of a step or, with no step, of the run.

    ``best`` and better earns all of ``max_points``, ``worst`` and worse nothing, linear between. Values are in the
    metric's own unit (see `sim.scoring.registry`).
    """

    metric: str
    best: float
    worst: float
    max_points: float
    source: Source
    fail_beyond: float | None = None
    """Beyond this the whole run fails, whatever its points (same side as ``worst``)."""
    reference: float | None = None
    """What the value is measured against, for metrics that need it: an expert's path in metres for ``economy``."""
    by_device: tuple[DeviceBounds, ...] = ()
    """Bounds that were made for a device; any other device has those above."""
    norm_device: InputDevice | None = None
    """The device that the bounds above were made for; None when they are general."""

    def on(self, device: InputDevice) -> MetricUse:
        """The metric with the bounds that are nearest to a device."""
        for wanted in device.norms:
            for bounds in self.by_device:
                if bounds.device is wanted:
                    return self._with(bounds)
        return self

    def _with(self, bounds: DeviceBounds) -> MetricUse:
        return replace(
            self,
            best=bounds.best,
            worst=bounds.worst,
            source=bounds.source,
            fail_beyond=self.fail_beyond if bounds.fail_beyond is None else bounds.fail_beyond,
            reference=self.reference if bounds.reference is None else bounds.reference,
            norm_device=bounds.device,
        )


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
class SpecialMark:
    """A pass mark of its own for a mode, a device, or one in the other; None stands for any."""

    mode: Mode | None
    device: InputDevice | None
    score: float
    source: Source


@dataclass(frozen=True, slots=True)
class PassMark:
    """Score (0 to 100) to reach, and where that number comes from."""

    score: float
    source: Source
    special: tuple[SpecialMark, ...] = ()
    norm_device: InputDevice | None = None
    """The device that the score was set for; None when it is general."""

    def of(self, mode: Mode, device: InputDevice) -> PassMark:
        """The mark that counts in a mode on a device: the nearest device decides before the mode."""
        for wanted in (*device.norms, None):
            for in_mode in (mode, None):
                for mark in self.special:
                    if (mark.device, mark.mode) == (wanted, in_mode):
                        return PassMark(mark.score, mark.source, norm_device=mark.device)
        return self


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
