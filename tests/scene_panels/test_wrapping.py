import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scene.panels.wrapping import wrapped


def wide(text):
    """A Chinese character is two wide, any other one."""
    return sum(2.0 if ord(sign) > 0x2E80 else 1.0 for sign in text)


def test_keeps_latin_words_whole():
    assert wrapped("drill the far cortex", 10, wide) == ["drill the", "far cortex"]


def test_breaks_chinese_between_characters():
    assert wrapped("经钻套用钻头钻透", 8, wide) == ["经钻套用", "钻头钻透"]


def test_punctuation_never_begins_a_line():
    assert wrapped("经钻套用，停止", 8, wide) == ["经钻套", "用，停止"]


def test_an_opening_bracket_never_ends_a_line():
    assert wrapped("经钻套（停止）", 8, wide) == ["经钻套", "（停止）"]


def test_a_number_stays_with_its_latin_unit_when_there_is_room():
    assert wrapped("用 2.5mm 钻头", 9, wide) == ["用 2.5mm", "钻头"]


def test_an_address_longer_than_a_line_breaks_at_its_joints():
    lines = wrapped("10.1186/s13018-021-02800-z", 12, wide)
    assert "".join(lines) == "10.1186/s13018-021-02800-z"
    assert max(map(wide, lines)) <= 12


@pytest.mark.parametrize("width", [0, 1, 3])
def test_a_word_that_ends_with_a_joint_may_be_wider_than_a_very_small_window(width):
    assert "".join(wrapped("cortex: 3.5 mm.", width, wide)).replace(" ", "") == "cortex:3.5mm."


def test_keeps_the_writer_s_own_lines():
    assert wrapped("one\ntwo", 20, wide) == ["one", "two"]


@given(st.text(alphabet="ab 钻孔，。（3.5:-", max_size=60), st.integers(0, 30))
def test_loses_no_character(text, width):
    assert "".join("".join(wrapped(text, width, wide)).split()) == "".join(text.split())


@pytest.mark.parametrize("width", [8, 13, 20])
def test_no_line_is_wider_than_allowed(width):
    text = "经钻套用 2.5 mm 钻头钻透远侧皮质，突破的瞬间停止。"
    assert max(wide(line) for line in wrapped(text, width, wide)) <= width
