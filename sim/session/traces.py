"""Keeping what the scoring needs of every control frame of a step."""

from __future__ import annotations

import numpy as np

from ..core.intents import Hand
from ..core.measurements import Trace
from ..core.pose import Vec3
from ..core.snapshot import Gauges
from .stage import Stage

Row = tuple[float, ...]
WIDTH = 17


def hand_position(stage: Stage, hand: Hand, target: Vec3) -> Vec3:
    """Where a hand truly is: on what it holds."""
    tool = stage.in_hand(hand)
    return tool.pose.apply(tool.spec.grip.position) if tool else target


def tip_position(stage: Stage, hand: Hand, target: Vec3) -> Vec3:
    """The tip of what a hand holds, else the hand."""
    tool = stage.in_hand(hand)
    return tool.working_pose.position if tool else target


class TraceRecorder:
    """Collects rows and hands them out as arrays."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def add(self, stage: Stage, left: Vec3, right: Vec3, gauges: Gauges) -> None:
        """Keep one control frame; ``left`` and ``right`` are the hands' targets."""
        self._rows.append(
            (
                stage.time_s,
                *hand_position(stage, Hand.LEFT, left),
                *hand_position(stage, Hand.RIGHT, right),
                *tip_position(stage, Hand.LEFT, left),
                *tip_position(stage, Hand.RIGHT, right),
                gauges.force_n,
                gauges.depth_m,
                gauges.torque_nm,
                gauges.temperature_c,
            )
        )

    def take(self) -> Trace:
        """What was kept, and begin anew."""
        rows = np.array(self._rows, dtype=np.float64).reshape(-1, WIDTH)
        self._rows = []
        return Trace(
            time_s=rows[:, 0],
            left_m=rows[:, 1:4],
            right_m=rows[:, 4:7],
            left_tip_m=rows[:, 7:10],
            right_tip_m=rows[:, 10:13],
            force_n=rows[:, 13],
            depth_m=rows[:, 14],
            torque_nm=rows[:, 15],
            temperature_c=rows[:, 16],
        )
