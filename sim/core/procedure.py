"""The procedure as a state machine: which step is on, and when the next begins."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Facts, holds
from .model import Scenario, Step


@dataclass(slots=True)
class Procedure:
    """Walks through a scenario's steps. A step ends when its condition has held for `SETTLE_FRAMES`."""

    scenario: Scenario
    index: int = 0
    held_frames: int = 0

    SETTLE_FRAMES = 9
    """A tenth of a second, so that a condition that flickers does not end a step."""

    @property
    def finished(self) -> bool:
        """Whether every step is done."""
        return self.index >= len(self.scenario.steps)

    @property
    def step(self) -> Step:
        """The step that is on; the last one once all are done."""
        return self.scenario.steps[min(self.index, len(self.scenario.steps) - 1)]

    def advance(self, facts: Facts) -> Step | None:
        """Judge one control frame; the step that it ended, if any."""
        if self.finished:
            return None
        self.held_frames = self.held_frames + 1 if holds(self.step.done_when, facts) else 0
        if self.held_frames < self.SETTLE_FRAMES:
            return None
        done = self.step
        self.index += 1
        self.held_frames = 0
        return done

    def restart_step(self) -> None:
        """Judge the step anew."""
        self.held_frames = 0
