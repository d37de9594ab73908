import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from synthetic_run import SyntheticRun

from sim.core.device import InputDevice
from sim.core.errors import ProctorError
from sim.core.events import Event, EventKind
from sim.core.model import Label, Mode, Source, SpecialMark
from sim.language import Translator
from sim.report import report_html, write_report
from sim.report.drilling import drilling_chart
from sim.report.timeline import LEFT_OUT, timeline
from sim.scoring.card import key_of, score_run
from sim.scoring.registry import REGISTRY

VOID = {"img", "meta", "br", "hr"}


class Outline(HTMLParser):
    """Collects what the tests ask about and checks that tags are nested."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join(self.words)


def test_the_page_is_well_formed_and_accessible(report_page):
    language, text = report_page
    outline = Outline(text)
    assert outline.all("html")[0]["lang"].startswith(language)
    assert len(outline.all("h1")) == 1
    assert all(image["alt"] for image in outline.all("img"))
    assert all(cell["scope"] for cell in outline.all("th"))
    identifiers = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    linked = {attributes["href"].removeprefix("#") for attributes in outline.all("a")}
    assert linked <= set(identifiers)


def test_the_page_asks_nothing_of_anyone(report_page):
    outline = Outline(report_page[1])
    assert not outline.all("script")
    assert not outline.all("link")
    assert all(image["src"].startswith("data:image/") for image in outline.all("img"))
    assert "default-src 'none'" in outline.all("meta")[2]["content"]
    assert "url(" not in report_page[1]
    assert "@import" not in report_page[1]


def test_the_page_is_small(report_page):
    assert len(report_page[1].encode("utf-8")) < 3_000_000


def test_no_text_is_missing(report_page):
    text = Outline(report_page[1]).text
    assert not re.search(r"\b(report|debrief|metric|unit|label|hand|mode)\.[a-z_]+", text)


def test_every_metric_stands_in_the_table_with_its_formula(content, report_page):
    text = Outline(report_page[1]).text
    translator = Translator(report_page[0])
    for result in content.card.metrics:
        assert translator.text(f"metric.{result.id}") in text, key_of(result)
        assert result.formula in text
        assert result.source == "ours" or result.source in text


def test_pictures_and_charts_are_there(content, report_page):
    sources = [image["src"] for image in Outline(report_page[1]).all("img")]
    drilled = sum(bool(step.holes) for step in content.record.steps)
    driven = sum(bool(step.screws) for step in content.record.steps)
    assert sum(source.startswith("data:image/jpeg") for source in sources) == 4
    assert sum(source.startswith("data:image/svg+xml") for source in sources) == drilled + driven + 1


def test_a_chart_holds_text_in_the_readers_language(content):
    step = next(step for step in content.record.steps if step.holes and step.holes[0].far_passed)
    for language, words in (("en", "far cortex"), ("zh", "远侧皮质")):
        uri = drilling_chart(step, step.holes[0], content.events, Translator(language))
        svg = base64.b64decode(uri.partition(",")[2]).decode("utf-8")
        assert words in svg
        assert "<text" in svg
        assert "DejaVu" not in svg


def test_charts_are_the_same_every_time(content):
    step = next(step for step in content.record.steps if step.holes)
    charts = {drilling_chart(step, step.holes[0], content.events, Translator("en")) for _ in range(2)}
    assert len(charts) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_what_led_the_hands_and_whose_norms_count(content, language):
    translator = Translator(language)
    first = replace(content.card.metrics[0], norm_device=InputDevice.HEADSET, source="a headset study")
    metrics = (first, *content.card.metrics[1:])
    card = replace(content.card, device=InputDevice.HEADSET_CONTROLLERS, metrics=metrics)
    text = Outline(report_html(replace(content, card=card), language)).text
    assert translator.text("device.headset_controllers") in text
    assert translator.text("debrief.norms_some", count=1, all=len(metrics) + 1) in text
    source = translator.text("debrief.norm_for", source=first.source, device=translator.text("device.headset"))
    assert text.count(source) == 1


def test_the_page_names_the_source_of_the_mark_that_counted(content):
    headset = SpecialMark(Mode.ASSESS, InputDevice.HEADSET, 65.0, Source(Label.PUBLISHED_NORM, "a headset study"))
    scenario = replace(content.scenario, pass_mark=replace(content.scenario.pass_mark, special=(headset,)))
    card = score_run(content.record, scenario, InputDevice.HEADSET)
    text = Outline(report_html(replace(content, card=card, scenario=scenario), "en")).text
    assert "published norm: a headset study (set for: headset)" in text


def test_what_a_scenario_says_cannot_become_markup(scenario):
    content = SyntheticRun(scenario).play(steps=5)
    evil = '<img src=x onerror="alert(1)">$\\frac{'
    texts = {key: evil for key in content.scenario.texts["en"]}
    events = (Event(10, EventKind.DROPPED, evil), Event(20, EventKind.HINT_SHOWN, evil))
    card = replace(content.card, metrics=tuple(replace(result, source=evil) for result in content.card.metrics))
    scenario = replace(content.scenario, texts={"en": texts})
    broken = replace(content, card=card, scenario=scenario, events=events, player=evil)
    outline = Outline(report_html(broken, "en"))
    assert all(image["src"].startswith("data:") for image in outline.all("img"))
    assert evil in outline.text


def test_a_run_given_up_at_once_has_a_report_too(scenario):
    content = SyntheticRun(scenario).play(steps=0)
    outline = Outline(report_html(content, "en"))
    assert Translator("en").text("debrief.unfinished") in outline.text
    assert not content.card.passed


def test_errors_stand_on_the_timeline(content):
    step = content.record.steps[2]
    frame = round((step.started_s + 1.0) * 90)
    marked = replace(content, events=(Event(frame, EventKind.PLUNGED, "plate_1", value=0.0123),))
    outline = Outline(timeline(marked, Translator("en")))
    marks = [attributes for _, attributes in outline.elements if attributes.get("role") == "img"]
    assert len(marks) == 1
    assert "12.3 mm" in marks[0]["title"]


def test_every_metric_has_a_name_and_an_explanation_in_both_languages():
    for language in ("en", "zh"):
        translator = Translator(language)
        for metric in REGISTRY:
            assert translator.has(f"metric.{metric}")
            assert translator.has(f"metric.{metric}.about")


def test_every_event_has_words():
    translator = Translator("zh")
    assert [kind for kind in EventKind if kind not in LEFT_OUT and not translator.has(f"report.event.{kind}")] == []


def test_the_file_is_written_or_refused_in_a_sentence(content, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.report.page.report_html", lambda content, language: "<p>")
    write_report(content, tmp_path / "report.html", "en")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "<p>"
    with pytest.raises(ProctorError, match="cannot be written"):
        write_report(content, tmp_path / "missing" / "report.html", "en")
