"""Whether the metrics that a scenario asks for exist and make sense; the scenario reader cannot know."""

from __future__ import annotations

from difflib import get_close_matches

from ..core.errors import Place, ScenarioError
from ..core.model import Scenario
from ..core.norms import MetricUse
from .registry import REGISTRY


def faults_of_metrics(scenario: Scenario) -> tuple[ScenarioError, ...]:
    """Every fault of the scenario's metrics; none when all is well."""
    uses = [
        (f"steps.{step.id}.metrics[{number}]", use)
        for step in scenario.steps
        for number, use in enumerate(step.metrics)
    ]
    uses += [(f"metrics[{number}]", use) for number, use in enumerate(scenario.metrics)]
    uses += [(f"{key}.for.{bounds.device}", use.on(bounds.device)) for key, use in uses for bounds in use.by_device]
    faults = [_fault(f"scenarios/{scenario.name}/scenario.yaml", key, use) for key, use in uses]
    return tuple(fault for fault in faults if fault is not None)


def _fault(file: str, key: str, use: MetricUse) -> ScenarioError | None:
    metric = REGISTRY.get(use.metric)
    if metric is None:
        near = get_close_matches(use.metric, REGISTRY, n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else "docs/scoring.md lists every metric."
        return ScenarioError(f"there is no metric '{use.metric}'.", place=Place(file, key=key), remedy=remedy)
    place = Place(file, key=f"{key} ({use.metric})")
    if metric.needs_reference and not (use.reference is not None and use.reference > 0.0):
        return ScenarioError(
            f"expected a reference in {metric.reference_unit}, but got {use.reference}.",
            place=place,
            remedy="Add 'reference' with an expert's value.",
        )
    if (use.best < use.worst) != metric.lower_is_better and use.metric not in _TWO_SIDED:
        order = "below" if metric.lower_is_better else "above"
        return ScenarioError(
            f"expected best {order} worst, but got best {use.best} and worst {use.worst}.",
            place=place,
            remedy="Exchange them.",
        )
    return None


_TWO_SIDED = ("torque_share", "screw_past_cortex_mm")
"""Neither more nor less is better: a scenario may hold them to either side."""
