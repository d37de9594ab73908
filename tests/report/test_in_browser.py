"""The report in a real browser: it opens, asks the network for nothing, and its pictures and tables are there."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-quic"]


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: setup/system tests installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def report_file(report_page, tmp_path):
    language, text = report_page
    path = tmp_path / f"report-{language}.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_opens_alone_and_fits_the_screen(browser, report_file, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(report_file.as_uri())
    outside = [url for url in asked if not url.startswith(("file:", "data:"))]
    assert outside == []
    assert complaints == []
    assert page.locator("table tbody tr").count() > 20
    broken = page.eval_on_selector_all("img", "images => images.filter(i => !i.naturalWidth).length")
    assert broken == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
