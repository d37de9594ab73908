"""One gauge that has been drawn: its number and bar follow a row without new geometry."""

from __future__ import annotations

from dataclasses import dataclass

from ...panels.gauge_rows import GaugeRow
from .bar import Bar
from .canvas import Label
from .theme import STATUS_FILL, STATUS_TEXT


@dataclass(slots=True)
class Gauge:
    """The parts that change, and the row they show."""

    value: Label
    bar: Bar | None
    row: GaugeRow

    def show(self, row: GaugeRow) -> None:
        """Show another row of the same gauge."""
        if row == self.row:
            return
        self.value.say(row.value)
        if row.status is not self.row.status:
            self.value.colour(STATUS_TEXT[row.status])
        if self.bar is not None and row.share is not None:
            self.bar.show(row.share, STATUS_FILL[row.status])
        self.row = row
