"""Both catalogues say the same things, and the code asks for nothing else."""

import re
from pathlib import Path
from string import Formatter

import pytest

import sim
from sim.language import available_languages
from sim.language.catalogue import Entry, catalogue

SOURCES = sorted(Path(sim.__file__).parent.rglob("*.py"))
KEY_IN_CODE = re.compile(r"(?P<owner>\w+)\.text\(\s*f?\"(?P<key>[^\"]+)\"")


def placeholders(entry: Entry) -> set[str]:
    forms = (entry,) if isinstance(entry, str) else entry
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def keys_in_code() -> set[str]:
    found = set()
    for path in SOURCES:
        for match in KEY_IN_CODE.finditer(path.read_text(encoding="utf-8")):
            if "scenario" not in match["owner"]:
                found.add(match["key"])
    return found


def test_english_and_chinese_are_there():
    assert available_languages()[:2] == ("en", "zh")


@pytest.mark.parametrize("language", available_languages())
def test_holds_the_same_keys_as_english(language):
    assert set(catalogue(language)) == set(catalogue("en"))


@pytest.mark.parametrize("language", available_languages())
def test_holds_the_same_placeholders_as_english(language):
    english = catalogue("en")
    differing = {key for key, entry in catalogue(language).items() if placeholders(entry) != placeholders(english[key])}
    assert not differing


@pytest.mark.parametrize("language", available_languages())
def test_no_text_is_empty(language):
    assert not [key for key, entry in catalogue(language).items() if not entry or not all(entry)]


def test_chinese_texts_are_chinese():
    same_in_every_language = re.compile(r"unit\.|app\.name|list\.separator")
    latin = [
        key
        for key, entry in catalogue("zh").items()
        if not same_in_every_language.match(key) and not re.search(r"[\u4e00-\u9fff{]", "".join(entry))
    ]
    assert not latin


@pytest.mark.parametrize("key", sorted(keys_in_code()))
def test_a_key_in_the_code_exists(key):
    pattern = re.compile(re.sub(r"\\\{.*?\\\}", r"[a-z0-9_]+", re.escape(key)))
    assert any(pattern.fullmatch(known) for known in catalogue("en")), f"no text for {key}"
