"""Following every hole from the first touch of bone to the last: entry, angle, depth, plunge, skiving, heat."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from ..core.events import EventKind
from ..core.measurements import Hole
from ..core.model import Instrument, InstrumentKind, Sharpness
from ..core.pose import Pose, Vec3, add, angle_between, distance, dot, scale, subtract
from ..tissue.axis import AxisProfile, profile
from ..tissue.bone import Bone
from ..tissue.heat import BODY_C, Wall, friction_w
from ..tissue.material import BLUNT_FACTOR
from ..tissue.tool_shape import COUNTERSINK_NOSE_M
from .plan import PlannedAxis
from .tool import Tool

TOUCH = 0.02
"""Hardness met at the tip from which it touches bone."""
BITE_M = 0.0012
"""From this depth the bit's direction is its hole's and it no longer skives."""
REACH_M = 0.014
"""A tip belongs to a planned hole when it is this close to its axis."""
LEAN_RAD = math.radians(40.0)
BACK_M = 0.03
"""How far before the tip a line through the bone is looked at."""


@dataclass(slots=True)
class Bore:
    """One instrument's work at one target. Bone frame of the proximal fragment."""

    target: str
    instrument: Instrument
    touch_m: Vec3
    entry_m: Vec3
    direction: Vec3
    planned: PlannedAxis
    lines: AxisProfile | None = None
    """Along the hole from `BACK_M` before its entry."""
    guided: bool = False
    depth_m: float = 0.0
    deepest_m: float = 0.0
    skive_m: float = 0.0
    peak_force_n: float = 0.0
    cutting_s: float = 0.0
    removed_m3: float = 0.0
    wall: Wall = field(default_factory=Wall)
    inside: bool = True
    told: set[EventKind] = field(default_factory=set)

    @property
    def cone_m(self) -> float:
        """Length of the bit's point: the full diameter is through this much later."""
        if self.instrument.kind is not InstrumentKind.DRILL:
            return 0.0
        return self.instrument.diameter_m / 2.0 / math.tan(math.radians(59.0))

    @property
    def nose_m(self) -> float:
        """What runs ahead of the part that works: a countersink's nose is in the hole before its cone cuts."""
        return COUNTERSINK_NOSE_M if self.instrument.kind is InstrumentKind.COUNTERSINK else 0.0

    @property
    def wall_m(self) -> float:
        """Thickness of the near cortex along the hole."""
        return self.lines.near_inner_m - self.lines.near_m if self.lines else math.inf

    @property
    def through_m(self) -> float:
        """From the near to the far surface along the hole."""
        return self.lines.far_m - self.lines.near_m if self.lines else math.inf

    @property
    def near_passed(self) -> bool:
        """Whether the full diameter is through the near cortex."""
        return self.deepest_m >= self.wall_m + self.cone_m

    @property
    def far_passed(self) -> bool:
        """Whether the full diameter is through the far cortex."""
        return self.deepest_m >= self.through_m + self.cone_m

    @property
    def plunge_m(self) -> float:
        """Farthest that the tip has been past the far surface."""
        return max(0.0, self.deepest_m - self.through_m)

    def hole(self) -> Hole:
        """What the scoring sees."""
        return Hole(
            self.target,
            self.instrument.id,
            self.instrument.kind,
            self.instrument.diameter_m,
            self.entry_m,
            self.direction,
            _distance_from_line(self.entry_m, self.planned.entry_m, self.planned.direction),
            angle_between(self.direction, self.planned.direction),
            max(0.0, self.deepest_m - self.nose_m),
            self.near_passed,
            self.far_passed,
            self.plunge_m,
            self.skive_m,
            self.peak_force_n,
            self.wall.peak_c,
            self.wall.dose_s,
            self.cutting_s,
            self.guided,
        )


def _distance_from_line(point: Vec3, origin: Vec3, direction: Vec3) -> float:
    off = subtract(point, origin)
    return distance(off, scale(direction, dot(off, direction)))


class Bores:
    """All holes of a run."""

    def __init__(self, bone: Bone, world_from_bone: Pose) -> None:
        self._bone = bone
        self._bone_from_world = world_from_bone.inverse()
        self.all: dict[tuple[str, str], Bore] = {}
        self.current: dict[str, Bore] = {}
        """By instrument: the hole it stands in."""

    def at(self, target: str) -> tuple[Hole, ...]:
        """Holes at a target."""
        return tuple(bore.hole() for (name, _), bore in self.all.items() if name == target)

    def nearest(self, tip: Vec3, within_m: float) -> str | None:
        """The target whose drilled hole, however it leans, runs nearest to a tip in the bone."""
        near = [
            (aside, bore.target)
            for bore in self.all.values()
            if bore.target
            and bore.near_passed
            and (aside := _distance_from_line(tip, bore.entry_m, bore.direction)) < within_m
            and dot(subtract(tip, bore.entry_m), bore.direction) > -within_m
        ]
        return min(near)[1] if near else None

    def inside(self, target: str) -> bool:
        """Whether a cutting instrument stands in the bone at a target."""
        return any(bore.inside and bore.target == target for bore in self.current.values())

    def follow(
        self, tool: Tool, targets: tuple[PlannedAxis, ...], dt: float, irrigated: bool
    ) -> list[tuple[EventKind, Bore, float]]:
        """Update the hole that a cutting tool is at after a control frame; what happened there."""
        tip = self._bone_from_world.apply(tool.pose.position)
        direction = self._bone_from_world.turn(tool.axis)
        bore = self.current.get(tool.spec.id)
        told: list[tuple[EventKind, Bore, float]] = []
        if bore is not None and self._left(bore, tip):
            bore.inside = False
            del self.current[tool.spec.id]
            if bore.plunge_m > 0.0 and EventKind.PLUNGED not in bore.told:
                bore.told.add(EventKind.PLUNGED)
                told.append((EventKind.PLUNGED, bore, bore.plunge_m))
            bore = None
        if bore is None and (tool.felt > TOUCH or self._in_old_hole(tool, tip, targets)):
            bore = self._begin(tool, tip, direction, targets)
            if bore is not None and EventKind.CONTACT not in bore.told:
                bore.told.add(EventKind.CONTACT)
                told.append((EventKind.CONTACT, bore, 0.0))
        if bore is not None:
            told += self._update(bore, tool, tip, direction, dt, irrigated)
        self._cool(bore, dt, irrigated)
        return told

    def _left(self, bore: Bore, tip: Vec3) -> bool:
        return dot(subtract(tip, bore.entry_m), bore.direction) < -0.002

    def _in_old_hole(self, tool: Tool, tip: Vec3, targets: tuple[PlannedAxis, ...]) -> bool:
        """Back in a hole it made, or in a wider one, it touches nothing yet stands in the bone."""
        return any(
            old.target in {t.id for t in targets}
            and 0.0 < dot(subtract(tip, old.entry_m), old.direction) < 0.08
            and _distance_from_line(tip, old.entry_m, old.direction) < 0.002
            for old in self.all.values()
            if old.lines is not None
        )

    def _begin(self, tool: Tool, tip: Vec3, direction: Vec3, targets: tuple[PlannedAxis, ...]) -> Bore | None:
        near = [
            (distance_to, axis)
            for axis in targets
            if (distance_to := _distance_from_line(tip, axis.entry_m, axis.direction)) < REACH_M
            and angle_between(direction, axis.direction) < LEAN_RAD
        ]
        planned = min(near, key=lambda item: item[0])[1] if near else None
        target = planned.id if planned else ""
        if planned is None:
            planned = PlannedAxis("", tip, direction, 0.0)
        key = (target, tool.spec.id)
        bore = self.all.get(key)
        if bore is None:
            bore = Bore(target, tool.spec, tip, tip, direction, planned)
            self.all[key] = bore
        bore.inside = True
        self.current[tool.spec.id] = bore
        return bore

    def _update(
        self, bore: Bore, tool: Tool, tip: Vec3, direction: Vec3, dt: float, irrigated: bool
    ) -> list[tuple[EventKind, Bore, float]]:
        if bore.deepest_m < 0.004:
            self._settle(bore, tip, direction)
        bore.depth_m = dot(subtract(tip, bore.entry_m), bore.direction)
        bore.guided = bore.guided or tool.guide is not None
        before = bore.deepest_m
        if tool.speed_rad_s > 0.5 or bore.removed_m3 > 0.0:
            bore.deepest_m = max(bore.deepest_m, bore.depth_m)
        bore.peak_force_n = max(bore.peak_force_n, tool.thrust_n)
        if tool.speed_rad_s > 0.5 and tool.felt > TOUCH:
            bore.cutting_s += dt
        bore.removed_m3 += tool.removed_m3
        blunt = BLUNT_FACTOR if tool.spec.sharpness is Sharpness.BLUNT else 1.0
        power = friction_w(tool.speed_rad_s, tool.thrust_n, tool.spec.diameter_m, self._rubbing(bore, tool), blunt)
        bore.wall.step(dt, power, irrigated)
        return self._tell(bore, before)

    def _rubbing(self, bore: Bore, tool: Tool) -> float:
        """Share of full friction: at the end while it cuts, half of it on the margins while it stands in cortex."""
        if tool.speed_rad_s < 0.5:
            return 0.0
        margins = 0.35 if 0.001 < bore.depth_m < bore.through_m + 0.01 else 0.0
        return max(tool.felt, margins)

    def _settle(self, bore: Bore, tip: Vec3, direction: Vec3) -> None:
        """While the bit is only just in, its hole's line follows it; until it bites, sliding is skiving."""
        start = subtract(tip, scale(direction, BACK_M))
        lines = profile(self._bone, np.array(start), np.array(direction), 2.0 * BACK_M + 0.04)
        if lines is None:
            return
        entry = add(start, scale(direction, lines.near_m))
        if bore.deepest_m < BITE_M:
            bore.skive_m = max(bore.skive_m, distance(entry, bore.touch_m) if bore.lines else 0.0)
            if bore.lines is None:
                bore.touch_m = entry
        bore.lines, bore.entry_m, bore.direction = lines, entry, direction

    def _cool(self, active: Bore | None, dt: float, irrigated: bool) -> None:
        for bore in self.all.values():
            if bore is not active and bore.wall.temperature_c > BODY_C + 0.05 and not bore.inside:
                bore.wall.step(dt, 0.0, irrigated)

    def _tell(self, bore: Bore, before: float) -> list[tuple[EventKind, Bore, float]]:
        told = []
        for kind, happened, value in (
            (EventKind.SKIVED, bore.skive_m > 0.003, bore.skive_m),
            (EventKind.NEAR_CORTEX_PASSED, bore.near_passed, bore.deepest_m),
            (EventKind.FAR_CORTEX_PASSED, bore.far_passed, bore.deepest_m),
            (EventKind.OVERHEATED, bore.wall.temperature_c > 47.0, bore.wall.temperature_c),
        ):
            if happened and kind not in bore.told:
                bore.told.add(kind)
                told.append((kind, bore, value))
        return told
