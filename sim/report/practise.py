"""What to practise next: the metrics that lost most, each with what it means."""

from __future__ import annotations

from ..core.scorecard import MetricResult
from ..language import Translator
from ..panels.debrief import metric_name, metric_value
from ..panels.names import step_title
from ..scoring.card import key_of
from .content import ReportContent
from .markup import Markup, element


def practise_cards(content: ReportContent, translator: Translator) -> Markup:
    """An ordered list, worst first."""
    results = {key_of(result): result for result in content.card.metrics}
    chosen = [results[key] for key in content.card.practise_next if key in results]
    if not chosen:
        return element("p", translator.text("debrief.nothing_lost"), class_="nothing")
    return element("ol", *(_card(result, content, translator) for result in chosen), class_="cards")


def _card(result: MetricResult, content: ReportContent, translator: Translator) -> Markup:
    whole = translator.text("debrief.whole_run")
    where = step_title(content.scenario, result.step, translator) if result.step else whole
    lost = translator.text(
        "report.lost",
        points=translator.number(result.max_points - result.points, 1),
        max=translator.number(result.max_points, 1),
    )
    return element(
        "li",
        element("p", where, class_="where"),
        element("h3", metric_name(result.id, translator)),
        element("p", _value(result, translator), class_="value"),
        element("p", translator.text(f"metric.{result.id}.about"), class_="about"),
        element("p", translator.text("debrief.failed_bound") if result.failed else lost, class_="lost"),
        class_="failed" if result.failed else None,
    )


def _value(result: MetricResult, translator: Translator) -> str:
    """The value and the one that would have earned everything."""
    if result.value is None:
        return translator.text("debrief.not_measured")
    symbol = translator.text(f"unit.{result.unit}") if result.unit else ""
    unit = f" {symbol}" if symbol not in ("", "°") else symbol
    value = metric_value(result.value, result.unit, translator)
    return f"{value}{unit} → {metric_value(result.best, result.unit, translator)}{unit}"
