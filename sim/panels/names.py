"""What things are called: the scenario names its own devices and steps, the interface names kinds and views."""

from __future__ import annotations

from ..core.model import Scenario
from ..language import Translator


def scenario_text(scenario: Scenario, key: str, translator: Translator) -> str:
    """A scenario's text in the person's language; empty when the scenario has none of that key."""
    text = scenario.text(key, translator.language)
    return "" if text == key else text


def instrument_name(scenario: Scenario, instrument_id: str, translator: Translator) -> str:
    """What an instrument is called; its kind's name, then its id, when the scenario does not say."""
    named = scenario_text(scenario, f"instruments.{instrument_id}.name", translator)
    if named:
        return named
    for instrument in scenario.instruments:
        if instrument.id == instrument_id:
            return translator.text(f"kind.{instrument.kind.value}")
    return instrument_id


def step_title(scenario: Scenario, step_id: str, translator: Translator) -> str:
    """The title of a step, its id when it has none."""
    return scenario_text(scenario, f"steps.{step_id}.title", translator) or step_id


def view_name(view: str, translator: Translator) -> str:
    """What a view of the display is called, its id when it has no name."""
    key = f"view.{view}"
    text = translator.text(key)
    return view if text == key else text
