from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scene.fade import APART_S, FADE_S, NARROW_S, Fade

PICTURE_S = 1.0 / 90.0


def _advance(fade: Fade, seconds: float) -> list[float]:
    levels = []
    for _ in range(round(seconds / PICTURE_S)):
        fade.advance(PICTURE_S)
        levels.append(fade.level)
    return levels


def test_a_picture_darkens_whole_and_comes_back() -> None:
    fade = Fade()
    assert fade.level == 0.0
    fade.wanted = True
    darkening = _advance(fade, FADE_S + 0.02)
    assert fade.dark
    assert fade.level == 1.0
    assert all(a <= b for a, b in pairwise(darkening))
    assert _advance(fade, 1.0) == [1.0] * 90
    fade.wanted = False
    _advance(fade, FADE_S + 0.02)
    assert fade.level == 0.0


def test_a_darkening_that_has_begun_is_finished_before_the_picture_comes_back() -> None:
    fade = Fade()
    fade.wanted = True
    _advance(fade, FADE_S / 2.0)
    fade.wanted = False
    assert max(_advance(fade, FADE_S)) == 1.0


@given(st.lists(st.tuples(st.booleans(), st.floats(0.0, 0.12)), min_size=20, max_size=120))
def test_it_never_flashes_whatever_is_asked(asked: list[tuple[bool, float]]) -> None:
    fade = Fade()
    now_s, begun_s = 0.0, [-1.0]
    before, falling = 0.0, False
    for wanted, seconds in asked:
        fade.wanted = wanted
        fade.advance(seconds)
        now_s += seconds
        darker = fade.level > before
        if darker and not falling:
            begun_s.append(now_s - seconds)
        falling = darker if fade.level != before else falling and not fade.dark
        before = fade.level
    assert all(b - a >= APART_S - 1e-6 for a, b in pairwise(begun_s))


def test_the_edges_narrow_softly_and_open_again() -> None:
    fade = Fade()
    fade.vignette = 0.6
    fade.advance(PICTURE_S)
    assert 0.0 < fade.narrowed < 0.05
    _advance(fade, NARROW_S)
    settled = fade.narrowed
    assert 0.5 < settled < 0.7
    fade.vignette = 5.0
    _advance(fade, NARROW_S)
    assert fade.narrowed == pytest.approx(1.0)
    fade.vignette = 0.0
    _advance(fade, NARROW_S + 0.02)
    assert fade.narrowed == 0.0
