"""Which live gauges matter for the task that is on."""

from __future__ import annotations

from dataclasses import dataclass

from ..core import model as m
from ..core.model import Scenario
from ..core.snapshot import Phase, Snapshot
from ..language import Translator
from .gauge_rows import GaugeReader, GaugeRow


@dataclass(frozen=True, slots=True)
class GaugePanel:
    """The gauges, top to bottom; none outside tasks that are measured."""

    title: str
    rows: tuple[GaugeRow, ...]


def gauge_panel(snapshot: Snapshot, scenario: Scenario, translator: Translator) -> GaugePanel:
    """The gauges of the step that is on. Errors of angle and place are not shown in assess mode."""
    rows: tuple[GaugeRow | None, ...] = ()
    if snapshot.phase is not Phase.FINISHED:
        rows = _rows(scenario.steps[snapshot.step.index].task, GaugeReader(snapshot, translator))
    return GaugePanel(translator.text("hud.measurements"), tuple(row for row in rows if row is not None))


def _rows(task: m.Task, read: GaugeReader) -> tuple[GaugeRow | None, ...]:
    match task:
        case m.DrillTask() | m.CountersinkTask() | m.TapTask():
            return _cutting_rows(task, read)
        case m.ReduceTask():
            return (read.shift(), read.jaw(task.clamp))
        case m.SleeveTask():
            return (read.depth(), read.angle(), read.offset())
        case m.MeasureTask():
            return (read.reading(task.gauge), read.angle())
        case m.ChooseScrewTask():
            return (read.last_reading(), read.suggested_screw(), read.screw_on(task.driver))
        case m.DriveTask():
            return (read.torque_share(task.torque_share), read.torque(), read.depth(), read.angle())
        case m.PlaceTask():
            return read.from_goal(task.plate)
    return ()


def _cutting_rows(task: m.DrillTask | m.CountersinkTask | m.TapTask, read: GaugeReader) -> tuple[GaugeRow | None, ...]:
    match task:
        case m.DrillTask():
            aim = (read.force(), read.depth(), read.angle(), read.offset())
            return (*aim, read.past_far_cortex(), read.temperature(), read.irrigation())
        case m.CountersinkTask():
            return (read.force(), read.depth(task.depth_m), read.angle(), read.temperature(), read.irrigation())
        case m.TapTask():
            return (read.torque(), read.depth(), read.angle(), read.past_far_cortex())
