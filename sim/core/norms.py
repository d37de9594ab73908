"""What values are held against, in general and on one input device, and how far that may be trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from .device import InputDevice
from .mode import Mode


class Label(StrEnum):
    """How far a number may be trusted."""

    VALIDATED = "validated"
    PUBLISHED_NORM = "published norm"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    label: Label
    reference: str


@dataclass(frozen=True, slots=True)
class DeviceBounds:
    """The bounds of a metric on one device, in the metric's own unit; see `MetricUse`."""

    device: InputDevice
    best: float
    worst: float
    source: Source
    fail_beyond: float | None = None
    """None leaves it as it is on every device: harm is harm."""
    reference: float | None = None
    """None leaves it as it is on every device."""


@dataclass(frozen=True, slots=True)
class MetricUse:
    """A metric asked of a step or, with no step, of the run.

    ``best`` and better earns all of ``max_points``, ``worst`` and worse nothing, linear between. Values are in the
    metric's own unit (see `sim.scoring.registry`).
    """

    metric: str
    best: float
    worst: float
    max_points: float
    source: Source
    fail_beyond: float | None = None
    """Beyond this the whole run fails, whatever its points (same side as ``worst``)."""
    reference: float | None = None
    """What the value is measured against, for metrics that need it: an expert's path in metres for ``economy``."""
    by_device: tuple[DeviceBounds, ...] = ()
    """Bounds that were made for a device; any other device has those above."""
    norm_device: InputDevice | None = None
    """The device that the bounds above were made for; None when they are general."""

    def on(self, device: InputDevice) -> MetricUse:
        """The metric with the bounds that are nearest to a device."""
        for wanted in device.norms:
            for bounds in self.by_device:
                if bounds.device is wanted:
                    return self._with(bounds)
        return self

    def _with(self, bounds: DeviceBounds) -> MetricUse:
        return replace(
            self,
            best=bounds.best,
            worst=bounds.worst,
            source=bounds.source,
            fail_beyond=self.fail_beyond if bounds.fail_beyond is None else bounds.fail_beyond,
            reference=self.reference if bounds.reference is None else bounds.reference,
            norm_device=bounds.device,
        )


@dataclass(frozen=True, slots=True)
class SpecialMark:
    """A pass mark of its own for a mode, a device, or one in the other; None stands for any."""

    mode: Mode | None
    device: InputDevice | None
    score: float
    source: Source


@dataclass(frozen=True, slots=True)
class PassMark:
    """Score (0 to 100) to reach, and where that number comes from."""

    score: float
    source: Source
    special: tuple[SpecialMark, ...] = ()
    norm_device: InputDevice | None = None
    """The device that the score was set for; None when it is general."""

    def of(self, mode: Mode, device: InputDevice) -> PassMark:
        """The mark that counts in a mode on a device: the nearest device decides before the mode."""
        for wanted in (*device.norms, None):
            for in_mode in (mode, None):
                for mark in self.special:
                    if (mark.device, mark.mode) == (wanted, in_mode):
                        return PassMark(mark.score, mark.source, norm_device=mark.device)
        return self
