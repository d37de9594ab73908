"""Tasks, conditions and steps of the file as `core.model`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..core import model
from ..core.model import Condition, Cortex, Instrument, Landmark, Question, Task
from .defaults import usual_end
from .schema import conditions as c
from .schema import tasks as t
from .schema.base import LandmarkPart
from .schema.steps import StepPart


def landmark(part: LandmarkPart) -> Landmark:
    """A point on the bone."""
    return Landmark(part.along, part.azimuth)


def question(part: t.QuestionPart) -> Question:
    """A question whose texts lie under ``questions.<id>``."""
    key = f"questions.{part.id}"
    options = tuple(model.Option(o.id, f"{key}.options.{o.id}", o.correct) for o in part.options)
    return Question(part.id, f"{key}.text", options)


def task(part: t.AnyTaskPart, questions: dict[str, Question]) -> Task:
    """What is done in a step."""
    match part:
        case t.AskPart():
            return model.AskTask(tuple(questions[q] for q in part.questions), tuple(part.views))
        case t.ReducePart():
            return model.ReduceTask(part.with_, landmark(part.fixed_jaw), landmark(part.moving_jaw))
        case t.PlacePlatePart():
            return model.PlaceTask(part.plate, landmark(part.at), part.clamp)
        case t.TakeOffPart():
            return model.RemoveTask(part.with_)
        case _:
            return _task_at_hole(part)


def _task_at_hole(part: t.AnyHoleTaskPart) -> Task:
    match part:
        case t.DrillTaskPart():
            return model.DrillTask(part.with_, part.at, Cortex(part.through), part.guide)
        case t.SeatSleevePart():
            return model.SleeveTask(part.with_, part.at)
        case t.CountersinkTaskPart():
            return model.CountersinkTask(part.with_, part.at, part.depth)
        case t.MeasurePart():
            return model.MeasureTask(part.with_, part.at)
        case t.ChooseScrewPart():
            return model.ChooseScrewTask(part.with_, part.family, part.at, part.past_cortex)
        case t.TapTaskPart():
            return model.TapTask(part.with_, part.at)
        case t.DrivePart():
            return model.DriveTask(part.with_, part.at, part.torque_share)


def condition(part: c.ConditionPart) -> Condition:
    """When something is done."""
    if part.all is not None:
        return model.All(tuple(condition(one) for one in part.all))
    if part.any is not None:
        return model.AnyOf(tuple(condition(one) for one in part.any))
    if part.not_ is not None:
        return model.Not(condition(part.not_))
    if part.lasts is not None:
        return model.StepTime(part.lasts)
    return _named(part) if _names(part) else _in_bone(part)


def _names(part: c.ConditionPart) -> bool:
    return any(getattr(part, key) is not None for key in _NAMED)


_NAMED: dict[str, Callable[[str], Condition]] = {
    "held": model.Held,
    "released": model.Released,
    "answered": model.Answered,
    "view_taken": model.ViewTaken,
    "measured": model.Measured,
    "tapped": model.Tapped,
    "unclamped": model.Unclamped,
}
"""Conditions that need one id and nothing else."""


def _named(part: c.ConditionPart) -> Condition:
    key = next(key for key in _NAMED if getattr(part, key) is not None)
    return _NAMED[key](getattr(part, key))


def _in_bone(part: c.ConditionPart) -> Condition:
    if part.reduced is not None:
        return model.Reduced(part.reduced.max_shift)
    if part.drilled is not None:
        return model.Drilled(part.drilled.at, part.drilled.diameter, Cortex(part.drilled.through))
    if part.sleeve_seated is not None:
        return model.SleeveSeated(part.sleeve_seated.sleeve, part.sleeve_seated.at)
    if part.countersunk is not None:
        return model.Countersunk(part.countersunk.at, part.countersunk.depth)
    if part.screw_on_driver is not None:
        return model.ScrewOnDriver(part.screw_on_driver.driver, part.screw_on_driver.family)
    if part.screw_seated is not None:
        return model.ScrewSeated(part.screw_seated.at, part.screw_seated.torque_share)
    assert part.plate_held is not None  # the schema lets exactly one key through
    held = part.plate_held
    return model.PlateHeld(held.plate, landmark(held.at), held.within, held.angle)


_INSTRUMENT_FIELDS = ("drill", "guide", "sleeve", "countersink", "gauge", "driver", "tap", "plate", "clamp")
"""Fields of tasks that name an instrument."""


def instruments_of(task: Task) -> tuple[str, ...]:
    """Instruments that a task itself needs in the hands."""
    named = (getattr(task, key, None) for key in _INSTRUMENT_FIELDS)
    return tuple(name for name in named if name is not None)


def step_of(
    part: StepPart,
    chapter: str,
    questions: dict[str, Question],
    instruments: dict[str, Instrument],
    metrics: dict[str, model.MetricUse],
    hint_count: int,
) -> model.Step:
    """One step; ``metrics`` holds each tolerance without its points."""
    compiled = task(part.task, questions)
    done = condition(part.done_when) if part.done_when is not None else usual_end(compiled, instruments)
    allowed = tuple(dict.fromkeys(instruments_of(compiled) + tuple(part.may_hold)))
    return model.Step(part.id, compiled, done, allowed, hint_count, scored(part.score, metrics), chapter)


def scored(points: dict[str, float], metrics: dict[str, model.MetricUse]) -> tuple[model.MetricUse, ...]:
    """The tolerances with their points."""
    return tuple(replace(metrics[name], max_points=float(worth)) for name, worth in points.items())
