"""Where the instruments went, seen from above and from the side."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ..core.pose import Pose
from ..language import Translator
from .charts import AMBER, SAND, TEAL, drawing, figure, svg_uri
from .content import ReportContent

Floats = NDArray[np.float64]

NEAREST_MM = 2.0
"""Points closer together than this are one on paper."""
MARGIN_MM = 15.0
WIDTH = 10.0
"""Inches."""
VIEWS = ((1, "report.axis_y"), (2, "report.axis_z"))


def paths_chart(content: ReportContent, translator: Translator) -> str:
    """Data URI of the paths of both hands' tips in the bone frame: from above, and from the side below it."""
    world_from_bone = content.scenario.patient.world_from_bone
    traces = [step.trace for step in content.record.steps if len(step.trace.time_s)]
    left, right = (
        _thinned(_in_bone_mm(np.concatenate([np.zeros((0, 3)), *parts]), world_from_bone))
        for parts in ([trace.left_tip_m for trace in traces], [trace.right_tip_m for trace in traces])
    )
    everything = np.concatenate([left, right, _bone_box_mm(content)])
    low, high = everything.min(axis=0) - MARGIN_MM, everything.max(axis=0) + MARGIN_MM
    spans = high - low
    with drawing():
        made = figure(WIDTH, 0.9 + (WIDTH - 0.9) * float((spans[1] + spans[2]) / spans[0]))
        panels = made.subplots(2, 1, sharex=True, height_ratios=(spans[1], spans[2]))
        for axes, (height, label) in zip(panels, VIEWS, strict=True):
            _bone_outline(axes, content, height)
            axes.plot(left[:, 0], left[:, height], color=AMBER, linewidth=0.7, alpha=0.7)
            axes.plot(right[:, 0], right[:, height], color=TEAL, linewidth=0.7, alpha=0.7)
            axes.set_aspect("equal")
            axes.set_xlim(low[0], high[0])
            axes.set_ylim(low[height], high[height])
            axes.set_ylabel(translator.text(label))
        axes.set_xlabel(translator.text("report.axis_x"))
        return svg_uri(made)


def _bone_box_mm(content: ReportContent) -> Floats:
    """(2, 3) lowest and highest corner of the bone."""
    first = content.bone.origin_m
    return np.asarray(np.stack([first, first + np.array(content.bone.shape) * content.bone.voxel_m]) * 1000.0)


def _bone_outline(axes: Axes, content: ReportContent, height: int) -> None:
    low, high = _bone_box_mm(content)
    corners = ([low[0], high[0], high[0], low[0]], [low[height], low[height], high[height], high[height]])
    axes.fill(*corners, color=SAND, linewidth=0)


def _in_bone_mm(points_m: Floats, world_from_bone: Pose) -> Floats:
    back = world_from_bone.inverse()
    axes = np.array([back.turn(axis) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))])
    return np.asarray((points_m @ axes + np.array(back.position)) * 1000.0)


def _thinned(points_mm: Floats) -> Floats:
    """The points without those that lie too near to the one kept before."""
    kept: list[Floats] = []
    for point in points_mm:
        if not kept or float(np.abs(point - kept[-1]).max()) >= NEAREST_MM:
            kept.append(point)
    return np.array(kept).reshape(-1, 3)
