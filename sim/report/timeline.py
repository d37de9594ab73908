"""The course of the run: a bar for every step, marks where something went wrong, and a list of what happened."""

from __future__ import annotations

from ..core.events import Event, EventKind
from ..core.intents import FRAME_S
from ..core.model import Scenario
from ..language import Translator
from ..panels.names import instrument_name, step_title
from .content import ReportContent
from .markup import Markup, element, joined

HARM = frozenset(
    {
        EventKind.DROPPED,
        EventKind.STERILITY_LOST,
        EventKind.WRONG_INSTRUMENT,
        EventKind.OUT_OF_ORDER,
        EventKind.SKIVED,
        EventKind.PLUNGED,
        EventKind.OVERHEATED,
        EventKind.SCREW_STRIPPED,
    }
)
"""Marked red on the bars."""
HELP = frozenset({EventKind.HINT_SHOWN, EventKind.STEP_RESTARTED})
"""Marked amber."""
LEFT_OUT = frozenset(
    {
        EventKind.GRASPED,
        EventKind.RELEASED,
        EventKind.RETURNED,
        EventKind.DRILL_STARTED,
        EventKind.DRILL_STOPPED,
        EventKind.CONTACT,
    }
)
"""What every minute is full of."""
MOST_ROWS = 400


def timeline(content: ReportContent, translator: Translator) -> Markup:
    """Bars and, folded away, the list of events."""
    whole = max([content.record.duration_s, *(step.ended_s for step in content.record.steps)], default=0.0) or 1.0
    return joined([_bars(content, whole, translator), _list(content, translator)])


def _bars(content: ReportContent, whole_s: float, translator: Translator) -> Markup:
    rows = []
    for step in content.record.steps:
        inside = [event for event in content.events if step.started_s <= event.frame * FRAME_S < step.ended_s]
        marks = [_mark(event, content.scenario, whole_s, translator) for event in inside if event.kind in HARM | HELP]
        bar = element(
            "span",
            class_="bar" if step.finished else "bar open",
            style=f"left:{_percent(step.started_s, whole_s)};width:{_percent(step.ended_s - step.started_s, whole_s)}",
        )
        seconds = translator.duration(step.ended_s - step.started_s)
        name = element("span", step_title(content.scenario, step.step, translator), class_="name")
        track = element("span", bar, *marks, class_="track")
        rows.append(element("li", name, track, element("span", seconds, class_="time")))
    legend = element(
        "p",
        element("span", class_="mark harm"),
        translator.text("report.legend_harm"),
        element("span", class_="mark help"),
        translator.text("report.legend_help"),
        class_="legend",
    )
    return joined([element("ol", *rows, class_="timeline"), legend])


def _mark(event: Event, scenario: Scenario, whole_s: float, translator: Translator) -> Markup:
    time_s = event.frame * FRAME_S
    text = f"{translator.clock(time_s)} {_what(event, scenario, translator)}"
    kind = "mark harm" if event.kind in HARM else "mark help"
    style = f"left:{_percent(time_s, whole_s)}"
    return element("span", class_=kind, style=style, title=text, role="img", aria_label=text)


def _list(content: ReportContent, translator: Translator) -> Markup:
    shown = [event for event in content.events if event.kind not in LEFT_OUT]
    rows = [
        element(
            "tr",
            element("td", translator.clock(event.frame * FRAME_S), class_="number"),
            element("td", _what(event, content.scenario, translator)),
            class_="harm" if event.kind in HARM else None,
        )
        for event in shown[:MOST_ROWS]
    ]
    head = element(
        "tr",
        element("th", translator.text("debrief.duration"), scope="col"),
        element("th", translator.text("report.what_happened"), scope="col"),
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="events")
    return element("details", element("summary", translator.text("report.all_events", count=len(shown))), table)


def _what(event: Event, scenario: Scenario, translator: Translator) -> str:
    """The event in words: what, to what, how much."""
    parts = [translator.text(f"report.event.{event.kind.value}"), _subject(event, scenario, translator)]
    if event.kind in (EventKind.PLUNGED, EventKind.MEASURED, EventKind.SCREW_TAKEN):
        parts.append(translator.length(event.value))
    elif event.kind is EventKind.OVERHEATED:
        parts.append(translator.temperature(event.value))
    elif event.kind is EventKind.SCREW_SEATED:
        parts.append(translator.percent(event.value))
    return " · ".join(part for part in parts if part)


def _subject(event: Event, scenario: Scenario, translator: Translator) -> str:
    if any(step.id == event.subject for step in scenario.steps):
        return step_title(scenario, event.subject, translator)
    if any(instrument.id == event.subject for instrument in scenario.instruments):
        return instrument_name(scenario, event.subject, translator)
    key = f"targets.{event.subject}.name"
    text = scenario.text(key, translator.language)
    return event.subject if text == key else text


def _percent(part: float, whole: float) -> str:
    return f"{100.0 * part / whole:.2f}%"
