"""The facts of a run as plain values, for judging conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.core.measurements import Hole, PlatePlacement, Reduction, ScrewResult
from sim.core.model import InstrumentKind, Landmark
from sim.core.pose import IDENTITY

APART = Reduction(0.0, 0.0, False, 0.0)


@dataclass
class PlainFacts:
    """Answers `sim.core.conditions.Facts` from what it was given."""

    in_hand: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)
    fragments: Reduction = APART
    cut: tuple[Hole, ...] = ()
    inside: set[str] = field(default_factory=set)
    seated: set[tuple[str, str]] = field(default_factory=set)
    gauged: set[str] = field(default_factory=set)
    carried: dict[str, str] = field(default_factory=dict)
    screws: dict[str, ScrewResult] = field(default_factory=dict)
    plates: dict[str, PlatePlacement] = field(default_factory=dict)
    time_s: float = 0.0

    def held(self, instrument: str) -> bool:
        return instrument in self.in_hand

    def clamp_closed(self, clamp: str) -> bool:
        return clamp in self.locked

    def answer(self, question: str) -> str | None:
        return self.answers.get(question)

    def view_taken(self, view: str) -> bool:
        return view in self.views

    def reduction(self) -> Reduction:
        return self.fragments

    def holes(self, target: str) -> tuple[Hole, ...]:
        return tuple(hole for hole in self.cut if hole.target == target)

    def instrument_inside(self, target: str) -> bool:
        return target in self.inside

    def sleeve_seated(self, sleeve: str, target: str) -> bool:
        return (sleeve, target) in self.seated

    def measured(self, target: str) -> bool:
        return target in self.gauged

    def screw_on_driver(self, driver: str) -> str | None:
        return self.carried.get(driver)

    def screw(self, target: str) -> ScrewResult | None:
        return self.screws.get(target)

    def placement(self, plate: str, at: Landmark) -> PlatePlacement | None:
        return self.plates.get(plate)

    def step_time_s(self) -> float:
        return self.time_s


def hole(
    kind: InstrumentKind = InstrumentKind.DRILL,
    *,
    diameter_m: float = 0.0025,
    depth_m: float = 0.01,
    near: bool = False,
    far: bool = False,
) -> Hole:
    """A hole at the target ``a``."""
    return Hole(
        target="a",
        instrument="x",
        kind=kind,
        diameter_m=diameter_m,
        entry_m=(0.0, 0.0, 0.01),
        direction=(0.0, 0.0, -1.0),
        entry_error_m=0.0,
        angle_error_rad=0.0,
        depth_m=depth_m,
        near_passed=near,
        far_passed=far,
        plunge_m=0.0,
        skive_m=0.0,
        peak_force_n=0.0,
        peak_temperature_c=37.0,
        heat_dose_s=0.0,
        cutting_time_s=0.0,
        guided=False,
    )


def screw(*, share: float = 0.0, seated: bool = False, stripped: bool = False) -> ScrewResult:
    """A screw at the target ``a`` turned to a share of its stripping torque of 2 N m."""
    return ScrewResult(
        id="s",
        target="a",
        family="f",
        length_m=0.03,
        pose=IDENTITY,
        torque_nm=0.0,
        peak_torque_nm=2.0 * share,
        stripping_torque_nm=2.0,
        stripped=stripped,
        seated=seated,
        past_far_cortex_m=0.002,
        near_engagement=1.0,
        far_engagement=1.0,
        angle_error_rad=0.0,
    )
