"""What is counted in a step: answers, mistakes, hints; and the step's record at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core import model
from ..core.intents import FRAME_S
from ..core.measurements import DepthReading, PlatePlacement, ScrewResult, StepRecord
from .gauging import hole_length_m
from .goals import task_target
from .stage import Stage
from .traces import TraceRecorder


@dataclass(slots=True)
class Tally:
    """Counts of the step that is on."""

    started_frame: int = 0
    """By the session's clock, which a pause stops."""
    hints: int = 0
    restarts: int = 0
    instrument_errors: int = 0
    order_errors: int = 0
    sterility_errors: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    correct: int = 0
    wrong: int = 0
    views: set[str] = field(default_factory=set)
    readings: list[DepthReading] = field(default_factory=list)
    bores: set[tuple[str, str]] = field(default_factory=set)
    screws: dict[str, ScrewResult] = field(default_factory=dict)
    chosen_m: float | None = None

    @property
    def errors(self) -> int:
        """Mistakes of all kinds."""
        return self.instrument_errors + self.order_errors + self.sterility_errors + self.wrong


def answer(tally: Tally, task: model.Task, option_id: str) -> model.Question | None:
    """Answer the question that is open; the question, or None when there is none or no such option."""
    question = open_question(tally, task)
    if question is None:
        return None
    for option in question.options:
        if option.id == option_id:
            if option.correct:
                tally.answers[question.id] = option.id
                tally.correct += 1
            else:
                tally.wrong += 1
            return question
    return None


def open_question(tally: Tally, task: model.Task) -> model.Question | None:
    """The first question of a task that has no right answer yet."""
    if not isinstance(task, model.AskTask):
        return None
    for question in task.questions:
        if question.id not in tally.answers:
            return question
    return None


def open_views(tally: Tally, task: model.Task) -> tuple[str, ...]:
    """The views of a task that have not been looked from yet."""
    views = task.views if isinstance(task, model.AskTask) else ()
    return tuple(view for view in views if view not in tally.views)


def step_record(
    stage: Stage,
    step: model.Step,
    tally: Tally,
    traces: TraceRecorder,
    placement: PlatePlacement | None,
    finished: bool,
) -> StepRecord:
    """Everything that the scoring may know of a step."""
    extra = {"restarts": float(tally.restarts)}
    if tally.chosen_m is not None:
        extra["chosen_screw_m"] = tally.chosen_m
    past = planned_past_m(stage.scenario, task_target(step.task))
    if past is not None:
        extra["past_cortex_m"] = past
    if isinstance(step.task, model.MeasureTask):
        extra["hole_length_m"] = hole_length_m(stage, step.task.target)
    return StepRecord(
        step=step.id,
        target=task_target(step.task),
        started_s=tally.started_frame * FRAME_S,
        ended_s=stage.time_s,
        finished=finished,
        trace=traces.take(),
        holes=tuple(stage.bores.all[key].hole() for key in sorted(tally.bores)),
        readings=tuple(tally.readings),
        screws=tuple(tally.screws[key] for key in sorted(tally.screws)),
        placement=placement,
        reduction=stage.fragments.reduction(),
        answers=dict(tally.answers),
        correct_answers=tally.correct,
        wrong_answers=tally.wrong,
        instrument_errors=tally.instrument_errors,
        order_errors=tally.order_errors,
        sterility_errors=tally.sterility_errors,
        hints_used=tally.hints,
        extra=extra,
    )


def planned_past_m(scenario: model.Scenario, target: str | None) -> float | None:
    """How far the screw at a target shall stand past the far cortex."""
    for step in scenario.steps:
        if isinstance(step.task, model.ChooseScrewTask) and step.task.target == target:
            return step.task.past_cortex_m
    return None
