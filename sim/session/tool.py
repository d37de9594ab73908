"""One instrument or plate while a run goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..core.intents import Hand
from ..core.model import Instrument, InstrumentKind, ScrewFamily
from ..core.pose import Pose, Quat, Vec3
from ..tissue.tool_shape import ToolShape, blunt_rod, countersink_head, drill_bit, tool_shape
from .world import Hold

Floats = NDArray[np.float64]

CUTTING_KINDS = (InstrumentKind.DRILL, InstrumentKind.COUNTERSINK, InstrumentKind.TAP)
TURNED_KINDS = (InstrumentKind.COUNTERSINK, InstrumentKind.TAP, InstrumentKind.DRIVER)
"""Turned by the fingers, not by a motor."""

TAP_CORE_SHARE = 0.68
"""Core diameter of a tap as a share of its thread (2.4 of 3.5 mm)."""

GAUGE_DIAMETER_M = 0.0020


@dataclass(slots=True)
class Screw:
    """A screw outside the rack."""

    id: str
    family: ScrewFamily
    length_m: float
    bone_from_screw: Pose | None = None
    """Where it stands in the bone once a driver has let go of it."""
    turned_rad: float = 0.0
    engaged_m: float = 0.0
    target: str | None = None
    bearing_rad: float | None = None
    """How far it has been turned since its head bore; None before."""
    torque_nm: float = 0.0
    peak_torque_nm: float = 0.0
    stripping_torque_nm: float = 0.0
    stripped: bool = False
    near_engagement: float = 0.0
    far_engagement: float = 0.0

    @property
    def seated(self) -> bool:
        """Whether its head bears."""
        return self.bearing_rad is not None


@dataclass(slots=True)
class Tool:
    """State of one instrument. Poses are world_from_instrument."""

    spec: Instrument
    pose: Pose
    hold: Hold = Hold.FIXED
    hand: Hand | None = None
    linear: Vec3 = (0.0, 0.0, 0.0)
    angular: Vec3 = (0.0, 0.0, 0.0)
    speed_rad_s: float = 0.0
    running: bool = False
    """A drill whose trigger is pulled."""
    turn_rad: float = 0.0
    turn_lead_rad: float = 0.0
    """How far the fingers are ahead of the handle (turned kinds): the torque they give."""
    last_hand_turn_rad: float = 0.0
    thrust_n: float = 0.0
    torque_nm: float = 0.0
    feed_m_s: float = 0.0
    load: float = 0.0
    felt: float = 0.0
    """Mean hardness met by the tip's end, 0 to 1."""
    removed_m3: float = 0.0
    """Bone cut in the last control frame."""
    coupling_n: Vec3 = (0.0, 0.0, 0.0)
    sterile: bool = True
    jaw_m: float = 0.0
    squeeze: float = 0.0
    closed: bool = False
    squeezed_frames: int = 0
    trigger_free: bool = True
    hook: bool = False
    reading_m: float | None = None
    screw: Screw | None = None
    attached: bool = False
    """Part of the bone: a clamp or plate that is fixed to it."""
    floor_frames: int = 0
    clear: bool = False
    """Held and lifted clear of where it lay, so that it may meet the furniture."""
    guide: str | None = None
    """The sleeve or plate whose hole it runs in."""
    skin: ToolShape | None = None
    must_leave: bool = False
    """A driver that has just let go of a screw takes another only after moving away."""
    wrench_from_guest: list[Floats] = field(default_factory=list)
    """Reactions of what runs in this guide, applied at the next step."""

    def __post_init__(self) -> None:
        self.skin = skin_of(self.spec, None)
        self.jaw_m = self.spec.jaw_m

    @property
    def held(self) -> bool:
        """Whether a hand holds it."""
        return self.hold is Hold.HELD

    @property
    def axis(self) -> Vec3:
        """Unit vector along which it works, in the world: from the handle through the tip."""
        x, y, z = self.pose.turn((0.0, 0.0, 1.0))
        return (-x, -y, -z)

    def take_screw(self, screw: Screw | None) -> None:
        """Put a screw on the driver, or take it off."""
        self.screw = screw
        self.skin = skin_of(self.spec, screw)

    @property
    def width_m(self) -> float:
        """Widest part of what runs in a bore: the thread of the screw it carries, else its own diameter."""
        return self.screw.family.major_diameter_m if self.screw else self.spec.diameter_m

    @property
    def screw_offset_m(self) -> float:
        """From the screw's tip to the driver's tip, which stands in the head's socket."""
        if self.screw is None:
            return 0.0
        return self.screw.length_m + 0.6 * self.screw.family.head_height_m

    @property
    def working_pose(self) -> Pose:
        """world_from_tip of what meets the bone: the screw's tip on a loaded driver, else the instrument's."""
        if self.screw is None:
            return self.pose
        return self.pose @ Pose((0.0, 0.0, -self.screw_offset_m))


def skin_of(spec: Instrument, screw: Screw | None) -> ToolShape | None:
    """The skin with which a tool meets bone; None for clamps, which close on it by their jaws alone."""
    match spec.kind:
        case InstrumentKind.DRILL:
            return tool_shape(drill_bit(spec.diameter_m, spec.length_m))
        case InstrumentKind.SLEEVE:
            return tool_shape(blunt_rod(spec.diameter_m, spec.length_m))
        case InstrumentKind.COUNTERSINK:
            return tool_shape(countersink_head(spec.diameter_m, spec.inner_diameter_m, spec.length_m), 0.012)
        case InstrumentKind.TAP:
            return tool_shape(blunt_rod(spec.diameter_m * TAP_CORE_SHARE, spec.length_m))
        case InstrumentKind.DEPTH_GAUGE:
            return tool_shape(blunt_rod(GAUGE_DIAMETER_M, spec.length_m))
        case InstrumentKind.DRIVER:
            if screw is None:
                return tool_shape(blunt_rod(0.0035, spec.length_m), 0.0)
            return tool_shape(blunt_rod(screw.family.minor_diameter_m, screw.length_m))
        case InstrumentKind.PLATE:
            return plate_skin(spec)
        case _:
            return None


@lru_cache(maxsize=8)
def plate_skin(spec: Instrument) -> ToolShape:
    """A grid of points over a plate's underside."""
    plate = spec.plate
    if plate is None:
        raise ValueError(f"{spec.id} is a plate without a shape")
    xs = np.linspace(-0.48, 0.48, 13) * plate.length_m
    ys = np.array((-0.35, 0.0, 0.35)) * plate.width_m
    points = np.array([(x, y, 0.0) for x in xs for y in ys])
    normals = np.tile((0.0, 0.0, -1.0), (len(points), 1))
    share = np.full(len(points), 1.0 / len(points))
    return ToolShape(np.array(((0.0, 0.0), (plate.thickness_m, 0.0))), points, normals, share, len(points))


def rotation_matrix(q: Quat) -> Floats:
    """(3, 3) matrix of a unit quaternion (x, y, z, w)."""
    x, y, z, w = q
    return np.array(
        (
            (1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - z * w), 2.0 * (x * z + y * w)),
            (2.0 * (x * y + z * w), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - x * w)),
            (2.0 * (x * z - y * w), 2.0 * (y * z + x * w), 1.0 - 2.0 * (x * x + y * y)),
        )
    )
