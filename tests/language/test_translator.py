import pytest

from sim.core.errors import ProctorError
from sim.language import Translator


@pytest.fixture
def english():
    return Translator("en")


@pytest.fixture
def chinese():
    return Translator("zh")


def test_fills_placeholders(english, chinese):
    assert english.text("hud.step", number=3, count=17) == "Step 3 of 17"
    assert chinese.text("hud.step", number=3, count=17) == "第 3 / 17 步"


@pytest.mark.parametrize(("count", "text"), [(0, "0 hints left"), (1, "1 hint left"), (2, "2 hints left")])
def test_english_has_two_plural_forms(english, count, text):
    assert english.text("hud.hints_left", count=count) == text


def test_chinese_has_one_plural_form(chinese):
    assert chinese.text("hud.hints_left", count=1) == "还可查看 1 条提示"


def test_an_unknown_key_comes_back_as_it_is(chinese):
    assert chinese.text("no.such.key") == "no.such.key"
    assert not chinese.has("no.such.key")


def test_a_language_without_catalogue_is_refused_with_a_remedy():
    with pytest.raises(ProctorError, match=r"'tlh'.*Choose one of: en, zh"):
        Translator("tlh")


def test_formats_quantities(english):
    assert english.length(0.0345) == "34.5 mm"
    assert english.force(42.4) == "42 N"
    assert english.torque(1.25) == "1.25 N·m"
    assert english.angle(0.0698) == "4°"
    assert english.temperature(47.0) == "47 °C"
    assert english.duration(3.24, 1) == "3.2 s"
    assert english.percent(0.78) == "78%"
    assert english.clock(185.9) == "3:05"
    assert english.quantity(3.0, "") == "3"


def test_never_shows_a_negative_zero(english):
    assert english.length(-0.00001) == "0.0 mm"
    assert english.percent(-0.001) == "0%"
