"""WCAG 2.2, AA: 4.5 to 1 for text, on a card over the brightest and the darkest picture."""

import pytest

from sim.scene.panels import theme

TEXT = {name: getattr(theme, name) for name in ("WHITE", "SOFT", "MUTED", "TEAL", "AMBER", "RED", "GREEN")}
SURFACES = {name: getattr(theme, name) for name in ("GLASS", "GLASS_IN_AIR", "PAGE", "RAISED", "RAISED_HOVER")}
FILLS = {name: getattr(theme, name) for name in ("TEAL_FILL", "GREEN_FILL", "AMBER_FILL", "RED_FILL")}


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def over(colour, behind):
    return tuple(c * colour[3] + b * (1.0 - colour[3]) for c, b in zip(colour[:3], behind, strict=True))


def contrast(a, b):
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("behind", [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)], ids=["black", "white"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXT)
def test_text_is_readable_on_every_surface_it_stands_on(text, surface, behind):
    assert contrast(TEXT[text], over(SURFACES[surface], behind)) >= 4.5


def test_a_key_is_readable_on_its_cap():
    assert contrast(theme.WHITE, theme.KEY_CAP) >= 4.5


@pytest.mark.parametrize("fill", FILLS)
def test_dark_text_is_readable_on_a_fill(fill):
    assert contrast(theme.ON_TEAL, FILLS[fill]) >= 4.5


@pytest.mark.parametrize("fill", FILLS)
def test_a_bar_stands_out_from_its_card(fill):
    assert contrast(FILLS[fill], over(theme.GLASS, (0.0, 0.0, 0.0))) >= 3.0
