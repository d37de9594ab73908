"""What a score says of its norms: what led the hands, and whether its bounds were made for that."""

from __future__ import annotations

from ..core.device import InputDevice
from ..core.norms import Label
from ..core.scorecard import MetricResult, ScoreCard
from ..language import Translator


def device_name(device: InputDevice, translator: Translator) -> str:
    """What a device is called."""
    return translator.text(f"device.{device}")


def norms_note(card: ScoreCard, translator: Translator) -> str:
    """How many of the bounds and the pass mark were made for the device; none can be for a bot, which has no device."""
    if card.device is InputDevice.NONE:
        return translator.text("debrief.norms_no_device")
    own, every = card.norms_of_device, len(card.metrics) + 1
    if own == 0:
        return translator.text("debrief.norms_general")
    if own == every:
        return translator.text("debrief.norms_own")
    return translator.text("debrief.norms_some", count=own, all=every)


def mark_source(card: ScoreCard, source: str, translator: Translator) -> str:
    """Where the pass mark comes from, and which device it was set for, if any."""
    if card.pass_mark_device is None:
        return source
    device = device_name(card.pass_mark_device, translator)
    return translator.text("debrief.mark_own", source=source, device=device)


def bounds_source(metric: MetricResult, translator: Translator) -> str:
    """Where a metric's bounds come from, and which device they were made for, if any."""
    source = translator.text("label.ours") if metric.source == Label.OURS else metric.source
    if metric.norm_device is None:
        return source
    return translator.text("debrief.norm_for", source=source, device=device_name(metric.norm_device, translator))
