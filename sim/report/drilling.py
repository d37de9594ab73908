"""Thrust, depth and temperature of a hole, and the torque of a screw, over time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ..core.events import Event, EventKind
from ..core.intents import FRAME_S
from ..core.measurements import Hole, ScrewResult, StepRecord
from ..core.model import InstrumentKind
from ..language import Translator
from .charts import AMBER, RED, SLATE, TEAL, drawing, figure, limit_line, svg_uri

Floats = NDArray[np.float64]

BEFORE, AFTER = 45, 180
"""Frames shown before the first and after the last contact."""
NECROSIS_C = 47.0
"""Held for 60 s, the accepted limit (10.1007/s00402-007-0427-3)."""
USEFUL_TORQUE = (0.70, 0.80)
"""Share of the stripping torque (Fletcher 2019)."""


def drilled_hole(step: StepRecord) -> Hole | None:
    """The last hole drilled at the step's target."""
    drilled = [hole for hole in step.holes if hole.kind is InstrumentKind.DRILL and step.target in (None, hole.target)]
    return drilled[-1] if drilled and step.trace.force_n.any() else None


def turned_screw(step: StepRecord) -> ScrewResult | None:
    """The last screw turned at the step's target."""
    turned = [screw for screw in step.screws if step.target in (None, screw.target)]
    return turned[-1] if turned and step.trace.torque_nm.any() else None


def drilling_chart(step: StepRecord, hole: Hole, events: tuple[Event, ...], translator: Translator) -> str:
    """Data URI of three panels over one time axis: thrust, depth of the tip, temperature."""
    trace = step.trace
    part = _active(trace.force_n)
    seconds = trace.time_s[part] - trace.time_s[0]
    with drawing():
        made = figure(6.0, 4.6)
        force, depth, heat = made.subplots(3, 1, sharex=True, height_ratios=(1.2, 1.3, 0.9))
        force.fill_between(seconds, trace.force_n[part], color=TEAL, alpha=0.14, linewidth=0)
        force.plot(seconds, trace.force_n[part], color=TEAL, linewidth=1.3)
        force.set_ylabel(translator.text("report.axis_force"))
        force.set_ylim(0.0, max(20.0, 1.15 * float(trace.force_n[part].max())))
        _depth_panel(depth, seconds, trace.depth_m[part] * 1000.0, hole, translator)
        heat.plot(seconds, trace.temperature_c[part], color=AMBER, linewidth=1.3)
        limit_line(heat, NECROSIS_C, translator.temperature(NECROSIS_C))
        heat.set_ylim(36.0, max(52.0, 1.05 * float(trace.temperature_c[part].max())))
        heat.set_ylabel(translator.text("report.axis_temperature"))
        heat.set_xlabel(translator.text("report.axis_time"))
        heat.set_xlim(float(seconds[0]), float(seconds[-1]))
        for moment in _break_throughs(step, hole, events):
            for axes in (force, depth, heat):
                axes.axvline(moment, color=SLATE, linewidth=0.9, linestyle=":")
        made.align_ylabels()
        return svg_uri(made)


def torque_chart(step: StepRecord, screw: ScrewResult, translator: Translator) -> str:
    """Data URI of the torque over time between nothing and stripping."""
    trace = step.trace
    part = _active(trace.torque_nm)
    seconds = trace.time_s[part] - trace.time_s[0]
    stripping = screw.stripping_torque_nm
    with drawing():
        made = figure(3.9, 2.5)
        axes = made.subplots()
        if stripping > 0.0:
            axes.axhspan(*(share * stripping for share in USEFUL_TORQUE), color=TEAL, alpha=0.13, linewidth=0)
            limit_line(axes, stripping, translator.text("report.stripping"))
        axes.plot(seconds, trace.torque_nm[part], color=SLATE, linewidth=1.4)
        axes.set_ylim(0.0, 1.18 * max(stripping, float(trace.torque_nm[part].max())))
        axes.set_xlim(float(seconds[0]), float(seconds[-1]))
        axes.set_xlabel(translator.text("report.axis_time"))
        axes.set_ylabel(translator.text("report.axis_torque"))
        return svg_uri(made)


def _depth_panel(axes: Axes, seconds: Floats, depth_mm: Floats, hole: Hole, translator: Translator) -> None:
    """Depth downwards, as the tip goes; what lies behind the far cortex is shaded."""
    deepest = max(float(depth_mm.max()), hole.depth_m * 1000.0, 5.0) * 1.18
    axes.set_ylim(deepest, min(0.0, float(depth_mm.min())))
    axes.plot(seconds, depth_mm, color=SLATE, linewidth=1.5)
    axes.set_ylabel(translator.text("report.axis_depth"))
    if hole.far_passed:
        far_mm = (hole.depth_m - hole.plunge_m) * 1000.0
        axes.axhspan(far_mm, deepest, color=RED, alpha=0.08, linewidth=0)
        limit_line(axes, far_mm, translator.text("report.far_cortex"))


def _break_throughs(step: StepRecord, hole: Hole, events: tuple[Event, ...]) -> list[float]:
    """Seconds in the step at which a cortex was passed."""
    passed = (EventKind.NEAR_CORTEX_PASSED, EventKind.FAR_CORTEX_PASSED)
    times = [event.frame * FRAME_S for event in events if event.kind in passed and event.subject in ("", hole.target)]
    return [time - step.started_s for time in times if step.started_s <= time <= step.ended_s]


def _active(values: Floats) -> slice:
    """Frames from shortly before the first to shortly after the last positive value."""
    positive = np.flatnonzero(values > 0.0)
    return slice(max(0, int(positive[0]) - BEFORE), int(positive[-1]) + AFTER)
