"""Single gauges, made from a snapshot."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ..core.model import Mode
from ..core.pose import angle_between, distance
from ..core.snapshot import Snapshot
from ..language import Translator
from . import limits
from .limits import Limits, Status

DEEPEST_M = 0.05
"""Full scale of the depth bar; ours: a tibia's shaft is about 25 mm through, an oblique hole 40."""

TORQUE_SCALE_NM = 4.0
"""Full scale of the torque bar; ours."""


@dataclass(frozen=True, slots=True)
class GaugeRow:
    """One gauge: its number and unit as texts, and how a bar shows it."""

    id: str
    label: str
    value: str
    unit: str = ""
    share: float | None = None
    """How much of the bar is filled, 0 to 1; None when the gauge has no bar."""
    status: Status = Status.NEUTRAL
    goal: tuple[float, float] | None = None
    """The part of the bar that is aimed at, from and to, 0 to 1."""


@dataclass(frozen=True, slots=True)
class GaugeReader:
    """Makes rows out of one snapshot; a row is None where there is nothing to show now."""

    snapshot: Snapshot
    translator: Translator

    def row(self, key: str, number: str, unit: str = "", **bar: Any) -> GaugeRow:
        """A gauge named ``hud.<key>`` with its number, unit and bar."""
        symbol = self.translator.text(f"unit.{unit}") if unit else ""
        return GaugeRow(key, self.translator.text(f"hud.{key}"), number, symbol, **bar)

    def force(self) -> GaugeRow:
        """Thrust on the bone."""
        force = self.snapshot.gauges.force_n
        status = limits.FORCE_N.status(force) if force >= limits.FORCE_N.warn else Status.NEUTRAL
        number = self.translator.number(force)
        return self.row("force", number, "N", share=limits.FORCE_N.share(force), status=status)

    def depth(self, goal_m: float | None = None) -> GaugeRow:
        """How deep the tip is below the surface."""
        depth = max(0.0, self.snapshot.gauges.depth_m)
        goal = None
        full = DEEPEST_M
        if goal_m is not None:
            full = 2.0 * goal_m
            goal = (0.45, 0.6)
        number = self.translator.number(depth * 1000.0, 1)
        return self.row("depth", number, "mm", share=min(1.0, depth / full), goal=goal)

    def angle(self) -> GaugeRow | None:
        """Between the tip and the planned axis; hidden in assess mode."""
        angle = self.snapshot.gauges.angle_error_rad
        if angle is None or self.snapshot.mode is Mode.ASSESS:
            return None
        return self._angle("angle", angle)

    def _angle(self, key: str, angle: float) -> GaugeRow:
        number = self.translator.number(math.degrees(angle))
        bounds = limits.ANGLE_RAD
        return self.row(key, number, "deg", share=bounds.share(angle), status=bounds.status(angle))

    def offset(self) -> GaugeRow | None:
        """From the planned axis; hidden in assess mode."""
        offset = self.snapshot.gauges.offset_m
        if offset is None or self.snapshot.mode is Mode.ASSESS:
            return None
        return self._millimetres("offset", offset, limits.OFFSET_M)

    def _millimetres(self, key: str, metres: float, bounds: Limits) -> GaugeRow:
        number = self.translator.number(metres * 1000.0, 1)
        return self.row(key, number, "mm", share=bounds.share(metres), status=bounds.status(metres))

    def past_far_cortex(self) -> GaugeRow | None:
        """Only once the tip has broken through."""
        past = self.snapshot.gauges.past_far_cortex_m
        return self._millimetres("past_far_cortex", past, limits.PAST_FAR_CORTEX_M) if past > 0.0 else None

    def temperature(self) -> GaugeRow:
        """Of the hottest bone."""
        celsius, bounds = self.snapshot.gauges.temperature_c, limits.TEMPERATURE_C
        number = self.translator.number(celsius)
        return self.row("temperature", number, "C", share=bounds.share(celsius), status=bounds.status(celsius))

    def irrigation(self) -> GaugeRow:
        """Whether water runs."""
        on = self.snapshot.irrigating
        return self.row(
            "irrigation",
            self.translator.text("hud.on" if on else "hud.off"),
            status=Status.OK if on else Status.NEUTRAL,
        )

    def torque(self) -> GaugeRow:
        """On the screw or tap."""
        torque = self.snapshot.gauges.torque_nm
        return self.row("torque", self.translator.number(torque, 2), "Nm", share=min(1.0, torque / TORQUE_SCALE_NM))

    def torque_share(self, goal: float) -> GaugeRow:
        """Of the stripping torque, with the band to aim at."""
        share = self.snapshot.gauges.torque_share or 0.0
        status = Status.OK if share >= goal else Status.NEUTRAL
        if share >= limits.STRIPPING:
            status = Status.BAD
        elif share > limits.OVER_TORQUE:
            status = Status.WARN
        number = self.translator.number(100.0 * share)
        aim = (goal, max(goal, limits.OVER_TORQUE))
        return self.row("torque_share", number, "percent", share=min(1.0, share), status=status, goal=aim)

    def reading(self, gauge: str) -> GaugeRow | None:
        """What a depth gauge shows, once it has been set."""
        reading = next((state.reading_m for state in self.snapshot.instruments if state.id == gauge), None)
        return None if reading is None else self.row("reading", self.translator.number(reading * 1000.0), "mm")

    def last_reading(self) -> GaugeRow | None:
        """What any depth gauge shows, to choose a screw by."""
        readings = [state for state in self.snapshot.instruments if state.reading_m is not None]
        return self.reading(readings[0].id) if readings else None

    def suggested_screw(self) -> GaugeRow | None:
        """Learn mode: the length that would be right."""
        length = self.snapshot.step.suggested_screw_m
        return None if length is None else self.row("suggested_screw", self.translator.number(length * 1000.0), "mm")

    def screw_on(self, driver: str) -> GaugeRow | None:
        """The length of the screw a driver carries."""
        length = next((screw.length_m for screw in self.snapshot.screws if screw.driver == driver), None)
        return None if length is None else self.row("screw_length", self.translator.number(length * 1000.0), "mm")

    def jaw(self, clamp: str) -> GaugeRow | None:
        """A clamp's opening."""
        state = next((state for state in self.snapshot.instruments if state.id == clamp), None)
        return None if state is None else self.row("jaw", self.translator.number(state.jaw_m * 1000.0), "mm")

    def shift(self) -> GaugeRow | None:
        """How far the fragments are from each other; hidden in assess mode."""
        fragments = self.snapshot.fragments
        if len(fragments) < 2 or self.snapshot.mode is Mode.ASSESS:
            return None
        return self._millimetres("shift", distance(fragments[0].position, fragments[1].position), limits.SHIFT_M)

    def from_goal(self, instrument: str) -> tuple[GaugeRow | None, ...]:
        """How far an instrument is from its ghost, where there is one."""
        ghost = next((ghost.pose for ghost in self.snapshot.step.ghosts if ghost.instrument == instrument), None)
        state = next((state.pose for state in self.snapshot.instruments if state.id == instrument), None)
        if ghost is None or state is None:
            return ()
        tilt = max(angle_between(ghost.turn(axis), state.turn(axis)) for axis in ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
        gap = distance(ghost.position, state.position)
        return (self._millimetres("goal_distance", gap, limits.OFFSET_M), self._angle("goal_angle", tilt))
