"""Which controls are worth naming now, with the key, button or stick each is bound to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.core.model import InstrumentKind, Mode, Scenario
from sim.core.snapshot import Phase, Snapshot
from sim.language import Translator

_WITH_INSTRUMENT: dict[InstrumentKind, tuple[str, ...]] = {
    InstrumentKind.DRILL: ("control.trigger", "control.irrigate"),
    InstrumentKind.COUNTERSINK: ("control.trigger", "control.irrigate"),
    InstrumentKind.CLAMP: ("control.trigger",),
    InstrumentKind.TAP: ("control.turn",),
    InstrumentKind.DRIVER: ("control.turn",),
    InstrumentKind.DEPTH_GAUGE: ("control.trigger",),
}


@dataclass(frozen=True, slots=True)
class ControlHint:
    """A control and what it is bound to."""

    key: str
    label: str


def control_hints(
    controls: Iterable[str], translator: Translator, key_names: Mapping[str, str]
) -> tuple[ControlHint, ...]:
    """The controls (catalogue keys) that are bound, with their names."""
    return tuple(
        ControlHint(key_names[control], translator.text(control)) for control in controls if control in key_names
    )


def useful_controls(snapshot: Snapshot, scenario: Scenario) -> tuple[str, ...]:
    """Catalogue keys of the controls that can be used now, most useful first."""
    if snapshot.phase is not Phase.RUNNING:
        return ("control.pause",)
    held = [hand.holding for hand in snapshot.hands if hand.holding is not None]
    kinds = {scenario.instrument(instrument).kind for instrument in held}
    special = [control for kind in InstrumentKind if kind in kinds for control in _WITH_INSTRUMENT.get(kind, ())]
    hints = ["control.hint"] if snapshot.mode is not Mode.ASSESS else []
    every = ["control.grasp", *special, "control.depth", "control.rotate", "control.next_view", *hints, "control.pause"]
    return tuple(dict.fromkeys(every))
