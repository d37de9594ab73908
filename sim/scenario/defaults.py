"""When a step is done if its author does not say: the usual end of each kind of task."""

from __future__ import annotations

from ..core import model
from ..core.model import Condition, Instrument, Task

REDUCED_WITHIN_M = 0.001
"""A clamped fragment at most this far from its place counts as reduced (ours)."""

LEAST_TORQUE_SHARE = 0.5
"""A screw that is put aside below this share of its stripping torque is not yet driven (ours)."""

PLATE_WITHIN_M = 0.004
PLATE_ANGLE_RAD = 0.14
"""Ours: a plate farther off than 4 mm or 8 deg is not in its place."""


def usual_end(task: Task, instruments: dict[str, Instrument]) -> Condition:
    """The condition that ends a step with ``task``.

    Tasks that can be overdone (a screw, a plate) end only when the person lets go, so that the end is their judgement.
    """
    match task:
        case model.AskTask(questions, views):
            seen: tuple[Condition, ...] = tuple(model.ViewTaken(view) for view in views)
            return model.All(seen + tuple(model.Answered(question.id) for question in questions))
        case model.ReduceTask():
            return model.Reduced(REDUCED_WITHIN_M)
        case model.DrillTask(drill, target, through):
            return model.Drilled(target, instruments[drill].diameter_m, through)
        case model.SleeveTask(sleeve, target):
            return model.SleeveSeated(sleeve, target)
        case model.CountersinkTask(_, target, depth_m):
            return model.Countersunk(target, depth_m)
        case model.MeasureTask(_, target):
            return model.Measured(target)
        case model.ChooseScrewTask(driver, family):
            return model.ScrewOnDriver(driver, family)
        case model.TapTask(_, target):
            return model.Tapped(target)
        case _:
            return _end_by_letting_go(task)


def _end_by_letting_go(task: model.DriveTask | model.PlaceTask | model.RemoveTask) -> Condition:
    match task:
        case model.DriveTask(_, target, torque_share):
            return model.ScrewSeated(target, min(LEAST_TORQUE_SHARE, torque_share))
        case model.PlaceTask(plate, at, _):
            held = model.PlateHeld(plate, at, PLATE_WITHIN_M, PLATE_ANGLE_RAD)
            return model.All((held, model.Released(plate)))
        case model.RemoveTask(clamp):
            return model.Unclamped(clamp)
