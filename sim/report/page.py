"""The page: its sections from top to bottom."""

from __future__ import annotations

import math
from importlib.resources import files
from pathlib import Path

from ..core.errors import ProctorError
from ..core.measurements import Hole
from ..core.model import Label, Mode
from ..language import Translator
from ..panels.debrief import DebriefPanel, debrief_panel
from ..panels.names import step_title
from ..panels.norms import mark_source
from .content import ReportContent
from .drilling import drilled_hole, drilling_chart, torque_chart, turned_screw
from .markup import Markup, element, joined
from .paths import paths_chart
from .pictures import bone_pictures
from .practise import practise_cards
from .table import step_bars, tables
from .timeline import timeline

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""The browser itself keeps the page from asking anything of anyone."""
METHOD = ("score", "labels", "movement", "bone", "pictures", "not_rewarded")
RING = 52.0
"""Radius of the score's ring."""


def write_report(content: ReportContent, path: Path, language: str) -> None:
    """Write the report of a run in a language; ProctorError when the file cannot be written."""
    page = report_html(content, language)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ProctorError(
            f"The report cannot be written to {path}: {error.strerror}.", remedy="Choose another place with -o."
        ) from error


def report_html(content: ReportContent, language: str) -> str:
    """The whole page as text."""
    translator = Translator(language)
    panel = debrief_panel(content.card, content.scenario, translator)
    body = element(
        "body",
        _header(content, panel, translator),
        element(
            "main",
            _section("practise", "debrief.practise_next", practise_cards(content, translator), translator),
            _section("steps", "report.by_step", step_bars(panel), translator),
            _section("bone", "report.bone", _bone(content, translator), translator),
            _drilling(content, translator),
            _torque(content, translator),
            _section("paths", "report.tool_paths", _paths(content, translator), translator),
            _section("course", "report.course", timeline(content, translator), translator),
            _section("numbers", "report.metrics", tables(content, panel, translator), translator),
            _section("method", "report.method", _method(translator), translator),
        ),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("title", f"{panel.scenario} · {translator.text('report.title')}"),
        element("style", Markup((files(__package__) / "style.css").read_text(encoding="utf-8"))),
    )
    return "<!DOCTYPE html>\n" + element("html", head, body, lang={"zh": "zh-Hans"}.get(language, language))


def _section(identifier: str, title_key: str, inside: str, translator: Translator, intro_key: str = "") -> Markup:
    intro = element("p", translator.text(intro_key), class_="intro") if intro_key else Markup()
    heading = element("h2", translator.text(title_key), id=identifier)
    return element("section", heading, intro, inside, aria_labelledby=identifier, class_=identifier)


# --- head ---


def _header(content: ReportContent, panel: DebriefPanel, translator: Translator) -> Markup:
    facts = [panel.mode, panel.device, f"{translator.text('debrief.duration')} {panel.duration}"]
    if content.player:
        facts.append(translator.text("report.played_by", player=content.player))
    words = element(
        "div",
        element("p", f"{translator.text('app.name')} · {translator.text('report.title')}", class_="kicker"),
        element("h1", panel.scenario),
        element("p", " · ".join(facts), class_="facts"),
        element("p", panel.verdict, class_="verdict passed" if panel.passed else "verdict"),
        _scale(content, panel, translator),
        class_="words",
    )
    return element("header", words, _ring(panel, translator), class_="passed" if panel.passed else None)


def _ring(panel: DebriefPanel, translator: Translator) -> Markup:
    around = 2.0 * math.pi * RING
    common = {"cx": "64", "cy": "64", "r": f"{RING:g}", "fill": "none", "stroke_width": "11"}
    arc = f"{around * min(max(panel.score_share, 0.0), 1.0):.1f} {around:.1f}"
    ring = element(
        "svg",
        element("circle", class_="back", **common),
        element("circle", class_="arc", stroke_dasharray=arc, transform="rotate(-90 64 64)", **common),
        element("text", panel.score, x="64", y="72", text_anchor="middle", class_="score"),
        element("text", "/ 100", x="64", y="91", text_anchor="middle", class_="of"),
        viewBox="0 0 128 128",
        role="img",
        aria_label=f"{translator.text('debrief.score')}: {panel.score} / 100",
    )
    return element("div", ring, class_="ring")


def _scale(content: ReportContent, panel: DebriefPanel, translator: Translator) -> Markup:
    """The score on a line from 0 to 100 with the pass mark, and where that mark comes from."""
    score = element("span", class_="fill", style=f"width:{100.0 * panel.score_share:.2f}%")
    mark = element("span", class_="passmark", style=f"left:{100.0 * panel.pass_mark_share:.2f}%")
    source = content.scenario.pass_mark.of(Mode(content.card.mode), content.card.device).source
    origin = mark_source(content.card, f"{translator.text(label_key(source.label))}: {source.reference}", translator)
    about = element("p", element("strong", panel.pass_mark), f" · {origin}", class_="origin")
    norms = element("p", panel.norms, class_="origin")
    return joined([element("div", score, mark, class_="scale", aria_hidden="true"), about, norms])


# --- figures ---


def _figure(uri: str, alt: str, caption: str, note: str = "") -> Markup:
    about = element("span", note) if note else Markup()
    return element("figure", element("img", src=uri, alt=alt), element("figcaption", element("b", caption), " ", about))


def _bone(content: ReportContent, translator: Translator) -> Markup:
    figures = []
    for picture in bone_pictures(content):
        kind, side = translator.text(picture.kind_key), translator.text(picture.side_key)
        figures.append(_figure(picture.uri, f"{kind}, {side}", kind, side))
    return element("div", *figures, class_="grid two dark")


def _drilling(content: ReportContent, translator: Translator) -> Markup:
    figures = []
    for step in content.record.steps:
        hole = drilled_hole(step)
        if hole is not None:
            title = step_title(content.scenario, step.step, translator)
            note = _hole_note(hole, translator)
            chart = drilling_chart(step, hole, content.events, translator)
            figures.append(_figure(chart, f"{title}: {note}", title, note))
    if not figures:
        return Markup()
    inside = element("div", *figures, class_="grid two")
    return _section("drilling", "report.drilling", inside, translator, "report.drilling_intro")


def _hole_note(hole: Hole, translator: Translator) -> str:
    values = {
        "force": translator.force(hole.peak_force_n),
        "temperature": translator.temperature(hole.peak_temperature_c, 1),
    }
    if hole.far_passed:
        return translator.text("report.hole_note", plunge=translator.length(hole.plunge_m), **values)
    return translator.text("report.near_hole_note", **values)


def _torque(content: ReportContent, translator: Translator) -> Markup:
    figures = []
    for step in content.record.steps:
        screw = turned_screw(step)
        if screw is not None:
            title = step_title(content.scenario, step.step, translator)
            share = screw.peak_torque_nm / screw.stripping_torque_nm if screw.stripping_torque_nm > 0.0 else 1.0
            note = translator.text(
                "report.screw_note",
                length=translator.length(screw.length_m, 0),
                past=translator.length(screw.past_far_cortex_m),
                share=translator.percent(share),
            )
            figures.append(_figure(torque_chart(step, screw, translator), f"{title}: {note}", title, note))
    if not figures:
        return Markup()
    inside = element("div", *figures, class_="grid three")
    return _section("torque", "report.torque", inside, translator, "report.torque_intro")


def _paths(content: ReportContent, translator: Translator) -> Markup:
    note = joined(
        [
            element("i", class_="swatch teal"),
            translator.text("hand.right"),
            element("i", class_="swatch amber"),
            translator.text("hand.left"),
            element("i", class_="swatch sand"),
            translator.text("report.bone_outline"),
        ]
    )
    image = element("img", src=paths_chart(content, translator), alt=translator.text("report.paths_alt"))
    return element("figure", image, element("figcaption", note), class_="wide")


def _method(translator: Translator) -> Markup:
    notes = []
    for name in METHOD:
        title = element("dt", translator.text(f"report.method.{name}"))
        notes.append(element("div", title, element("dd", translator.text(f"report.method.{name}.about"))))
    labels = [element("li", translator.text(label_key(label)), class_=badge_class(label)) for label in Label]
    return joined([element("ul", *labels, class_="labels"), element("dl", *notes)])


def label_key(label: Label) -> str:
    """Key of what a label is called."""
    return f"label.{label.value.replace(' ', '_')}"


def badge_class(label: Label) -> str:
    """CSS classes of a label's badge."""
    return f"badge {label.value.replace(' ', '-')}"
