"""Every number of the score card: bars for the steps, then the tables."""

from __future__ import annotations

from ..core.scorecard import MetricResult
from ..language import Translator
from ..panels.debrief import DebriefGroup, DebriefPanel, DebriefRow
from ..scoring.card import key_of
from .content import ReportContent
from .markup import Markup, element, joined


def step_bars(panel: DebriefPanel) -> Markup:
    """How much of its points every step earned."""
    rows = [
        element(
            "li",
            element("a", group.title, href=f"#group-{number}"),
            element("span", _bar(group.share), class_="track"),
            element("span", group.points, class_="number"),
        )
        for number, group in enumerate(panel.groups)
    ]
    return element("ol", *rows, class_="stepbars")


def tables(content: ReportContent, panel: DebriefPanel, translator: Translator) -> Markup:
    """One table with a part for every step: value, norm, points, standing, source and formula of every metric."""
    results = {key_of(result): result for result in content.card.metrics}
    head = element("tr", *(element("th", column, scope="col") for column in panel.columns))
    parts = [_part(number, group, results, translator) for number, group in enumerate(panel.groups)]
    table = element("table", element("thead", head), *parts, class_="metrics")
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_labelledby="numbers")


def _part(number: int, group: DebriefGroup, results: dict[str, MetricResult], translator: Translator) -> Markup:
    title = element("th", group.title, colspan="3", scope="rowgroup")
    subtotal = element("td", group.points, class_="number")
    heading = element("tr", title, subtotal, element("td", colspan="2"), class_="group", id=f"group-{number}")
    return element("tbody", heading, *(_row(row, results[row.id], translator) for row in group.rows))


def _row(row: DebriefRow, result: MetricResult, translator: Translator) -> Markup:
    name = element(
        "th",
        row.name,
        element("small", translator.text(f"metric.{result.id}.about")),
        scope="row",
    )
    value = row.value + row.unit if row.unit == "°" else f"{row.value} {row.unit}".strip()
    flag = element("small", translator.text("debrief.failed_bound"), class_="flag") if result.failed else Markup()
    badge = element("span", row.label, class_=f"badge {result.label.value.replace(' ', '-')}")
    return element(
        "tr",
        name,
        element("td", value, flag, class_=f"number {row.status.value}"),
        element("td", row.norm, class_="norm"),
        element("td", row.points, _bar(row.share), class_="number")
        if result.max_points > 0.0
        else element("td", translator.text("report.bound_only"), class_="number bound"),
        element("td", badge),
        element("td", row.source, element("code", row.formula), class_="source"),
    )


def _bar(share: float) -> Markup:
    filled = element("i", style=f"width:{100.0 * share:.1f}%")
    return joined([element("span", filled, class_="points", aria_hidden="true")])
