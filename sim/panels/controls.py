"""Which controls are worth naming now, with the key, button or stick each is bound to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..core.model import InstrumentKind, Mode, Scenario
from ..core.snapshot import Phase, Snapshot
from ..language import Translator

_WITH_INSTRUMENT: dict[InstrumentKind, dict[str, str]] = {
    InstrumentKind.DRILL: {"control.trigger": "use.drill", "control.irrigate": "control.irrigate"},
    InstrumentKind.COUNTERSINK: {"control.turn": "use.turn", "control.irrigate": "control.irrigate"},
    InstrumentKind.CLAMP: {"control.trigger": "use.clamp"},
    InstrumentKind.TAP: {"control.turn": "use.turn"},
    InstrumentKind.DRIVER: {"control.turn": "use.turn"},
    InstrumentKind.DEPTH_GAUGE: {"control.trigger": "use.depth_gauge"},
}
"""Control -> what it does with the instrument (both are catalogue keys)."""


@dataclass(frozen=True, slots=True)
class ControlHint:
    """A control and what it is bound to."""

    key: str
    label: str


def key_labels(shown_keys: Mapping[str, Iterable[str]], translator: Translator) -> dict[str, str]:
    """Control -> its keys in words. ``shown_keys`` holds the window's own names, such as ``mouse1`` or ``w``."""
    return {control: " ".join(_key_label(key, translator) for key in keys) for control, keys in shown_keys.items()}


def _key_label(key: str, translator: Translator) -> str:
    return key.upper() if len(key) == 1 else translator.text(f"key.{key}").removeprefix("key.")


def control_hints(
    controls: Mapping[str, str] | Iterable[str], translator: Translator, key_names: Mapping[str, str]
) -> tuple[ControlHint, ...]:
    """The controls (catalogue keys, or control -> key of what it does) that are bound, in words."""
    words = controls if isinstance(controls, Mapping) else {control: control for control in controls}
    return tuple(
        ControlHint(key_names[control], translator.text(word))
        for control, word in words.items()
        if control in key_names
    )


def useful_controls(snapshot: Snapshot, scenario: Scenario) -> dict[str, str]:
    """The controls that can be used now, most useful first: control -> what it does, both catalogue keys."""
    if snapshot.phase is not Phase.RUNNING:
        return {"control.pause": "menu.resume"} if snapshot.phase is Phase.PAUSED else {}
    held = [hand.holding for hand in snapshot.hands if hand.holding is not None]
    useful = {"control.grasp": "use.put_back" if held else "use.pick_up"}
    for kind in sorted({scenario.instrument(instrument).kind for instrument in held}):
        useful |= _WITH_INSTRUMENT.get(kind, {})
    helped = ("control.hint",) if snapshot.mode is not Mode.ASSESS else ()
    always = ("control.depth", "control.rotate", "control.next_view", *helped, "control.pause")
    return useful | {control: control for control in always}
