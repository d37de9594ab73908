"""The scenario file format: YAML that a trainer writes, checked and compiled into `sim.core.model`."""

from __future__ import annotations

from .library import list_scenarios, load_scenario, schema_json, validate

__all__ = ["list_scenarios", "load_scenario", "schema_json", "validate"]
