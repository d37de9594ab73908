"""The look of every panel: colours, spacing, type sizes. Lengths are design pixels: the window is 800 of them high.

Text reaches a contrast of at least 4.5 to 1 (WCAG 2.2, AA) on its card even where the picture behind it is white;
a test holds that.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...panels.limits import Status

Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity as the screen shows them, 0 to 1."""

DESIGN_HEIGHT = 800.0


def _hex(code: str, opacity: float = 1.0) -> Colour:
    red, green, blue = (int(code[i : i + 2], 16) / 255.0 for i in (0, 2, 4))
    return (red, green, blue, opacity)


# --- surfaces ---
GLASS = _hex("0A1C2A", 0.88)
GLASS_IN_AIR = _hex("0A1C2A")
"""Opaque: behind it may be the monitor with the same words, a little aside for each eye."""
GLASS_EDGE = _hex("7FD6DC", 0.22)
PAGE = _hex("081520", 0.97)
RAISED = _hex("14303F")
RAISED_HOVER = _hex("194450")
ROW = _hex("FFFFFF", 0.035)
KEY_CAP = _hex("2B4B5C")
LINE = _hex("9CC4D0", 0.18)
SHADE = _hex("040B11", 0.62)
TRACK = _hex("9CC4D0", 0.20)
SHADOW = _hex("000000", 0.38)

# --- text ---
WHITE = _hex("F5FAFC")
SOFT = _hex("C3D5DE")
MUTED = _hex("9DB5C1")
TEAL = _hex("5FD4CE")
AMBER = _hex("FFC15A")
RED = _hex("FF8F85")
GREEN = _hex("7BDFA0")
ON_TEAL = _hex("04211F")

# --- accents without text ---
TEAL_FILL = _hex("35BDB6")
AMBER_FILL = _hex("F2A93B")
RED_FILL = _hex("E85C50")
GREEN_FILL = _hex("43BE76")
GOAL_BAND = _hex("7BDFA0", 0.42)

STATUS_TEXT: dict[Status, Colour] = {
    Status.NEUTRAL: WHITE,
    Status.OK: GREEN,
    Status.WARN: AMBER,
    Status.BAD: RED,
}
STATUS_FILL: dict[Status, Colour] = {
    Status.NEUTRAL: TEAL_FILL,
    Status.OK: GREEN_FILL,
    Status.WARN: AMBER_FILL,
    Status.BAD: RED_FILL,
}


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: its em and how far its lines are apart."""

    size: int
    line: float
    strong: bool = False


DISPLAY = Type(54, 60, strong=True)
SCORE = Type(40, 46, strong=True)
HEADLINE = Type(30, 38, strong=True)
TITLE = Type(21, 28, strong=True)
NUMBER = Type(19, 24, strong=True)
BODY = Type(16, 23)
LABEL = Type(14, 20)
SMALL = Type(13, 18)

MARGIN = 20.0
"""From the window's edge to a card."""
PADDING = 18.0
"""From a card's edge to what is in it."""
GAP = 8.0
CORNER = 12.0
BAR_HEIGHT = 6.0
