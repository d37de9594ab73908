"""Whether a condition of the scenario holds, given the facts of the run."""

from __future__ import annotations

from typing import Protocol

from . import model
from .measurements import Hole, PlatePlacement, Reduction, ScrewResult


class Facts(Protocol):
    """What a session can tell about the run so far."""

    def held(self, instrument: str) -> bool:
        """Whether an instrument is in a hand."""

    def clamp_closed(self, clamp: str) -> bool:
        """Whether a clamp is locked on something."""

    def answer(self, question: str) -> str | None:
        """The last answer to a question."""

    def view_taken(self, view: str) -> bool:
        """Whether the person has looked from a view in this step."""

    def reduction(self) -> Reduction:
        """How the fragments lie."""

    def holes(self, target: str) -> tuple[Hole, ...]:
        """All holes cut at a target, one for each instrument used there."""

    def instrument_inside(self, target: str) -> bool:
        """Whether a cutting instrument still stands in the bone at a target."""

    def sleeve_seated(self, sleeve: str, target: str) -> bool:
        """Whether a sleeve sits in the hole at a target."""

    def measured(self, target: str) -> bool:
        """Whether a depth gauge has been read at a target."""

    def screw_on_driver(self, driver: str) -> str | None:
        """The family of the screw that a driver carries away from the rack."""

    def screw(self, target: str) -> ScrewResult | None:
        """The screw that was left at a target; None while there is none, or a driver still holds it."""

    def placement(self, plate: str, at: model.Landmark) -> PlatePlacement | None:
        """Where a plate lies against its place; None when it is not near the bone."""

    def step_time_s(self) -> float:
        """Time since the step began."""


def holds(condition: model.Condition, facts: Facts) -> bool:
    """Whether ``condition`` is true now."""
    match condition:
        case model.All(parts):
            return all(holds(part, facts) for part in parts)
        case model.AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case model.Not(part):
            return not holds(part, facts)
        case model.Held(instrument):
            return facts.held(instrument)
        case model.Released(instrument):
            return not facts.held(instrument)
        case model.Answered(question):
            return facts.answer(question) is not None
        case model.ViewTaken(view):
            return facts.view_taken(view)
        case model.StepTime(at_least_s):
            return facts.step_time_s() >= at_least_s
        case _:
            return _holds_in_bone(condition, facts)


def _holds_in_bone(condition: model.Condition, facts: Facts) -> bool:
    match condition:
        case model.Reduced(max_shift_m):
            reduction = facts.reduction()
            return reduction.clamped and reduction.shift_m <= max_shift_m
        case model.Drilled():
            return _drilled(condition, facts)
        case model.SleeveSeated(sleeve, target):
            return facts.sleeve_seated(sleeve, target)
        case model.Countersunk(target, depth_m):
            return _cut(facts, target, model.InstrumentKind.COUNTERSINK, depth_m)
        case model.Measured(target):
            return facts.measured(target)
        case model.Tapped(target):
            taps = [h for h in facts.holes(target) if h.kind is model.InstrumentKind.TAP]
            return any(h.far_passed for h in taps) and not facts.instrument_inside(target)
        case _:
            return _holds_for_implants(condition, facts)


def _holds_for_implants(condition: model.Condition, facts: Facts) -> bool:
    match condition:
        case model.ScrewOnDriver(driver, family):
            return facts.screw_on_driver(driver) == family
        case model.ScrewSeated(target, torque_share):
            return _seated(facts, target, torque_share)
        case model.PlateHeld(plate, at, within_m, angle_rad):
            place = facts.placement(plate, at)
            return place is not None and place.held and place.offset_m <= within_m and place.angle_rad <= angle_rad
        case model.Unclamped(clamp):
            return not facts.clamp_closed(clamp) and not facts.held(clamp)
        case _:
            raise TypeError(f"no such condition: {condition!r}")


def _drilled(condition: model.Drilled, facts: Facts) -> bool:
    if facts.instrument_inside(condition.target):
        return False
    far = condition.through is model.Cortex.FAR
    return any(
        hole.kind is model.InstrumentKind.DRILL
        and hole.diameter_m >= condition.diameter_m - 1e-9
        and (hole.far_passed if far else hole.near_passed)
        for hole in facts.holes(condition.target)
    )


def _cut(facts: Facts, target: str, kind: model.InstrumentKind, depth_m: float) -> bool:
    if facts.instrument_inside(target):
        return False
    return any(hole.kind is kind and hole.depth_m >= depth_m for hole in facts.holes(target))


def _seated(facts: Facts, target: str, torque_share: float) -> bool:
    screw = facts.screw(target)
    if screw is None:
        return False
    if screw.stripped:
        return True
    enough = screw.peak_torque_nm >= torque_share * screw.stripping_torque_nm
    return screw.seated and enough
