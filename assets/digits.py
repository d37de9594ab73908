"""Raised numbers for scales and racks, drawn in seven strokes like an engraver's stencil. Millimetres."""

from __future__ import annotations

import numpy as np
from manifold3d import CrossSection, Manifold, OpType
from numpy.typing import NDArray

STROKES = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
"""Digit -> its strokes, in the usual lettering of a seven-segment display."""

Point = tuple[float, float]
Segment = tuple[Point, Point]

_ENDS: dict[str, Segment] = {
    "a": ((0.0, 1.0), (0.5, 1.0)),
    "b": ((0.5, 1.0), (0.5, 0.5)),
    "c": ((0.5, 0.5), (0.5, 0.0)),
    "d": ((0.5, 0.0), (0.0, 0.0)),
    "e": ((0.0, 0.0), (0.0, 0.5)),
    "f": ((0.0, 0.5), (0.0, 1.0)),
    "g": ((0.0, 0.5), (0.5, 0.5)),
}
"""Stroke -> its two ends in shares of the digit's height."""


def number(value: int, height: float, relief: float) -> Manifold:
    """``value`` centred on the origin in the plane of x and y, reading along +x, ``relief`` high.

    ValueError for a negative value.
    """
    if value < 0:
        raise ValueError(f"Only whole numbers from 0 can be engraved, not {value}.")
    stroke = height * 0.16
    advance = height * 0.80
    text = str(value)
    outlines = []
    for place, digit in enumerate(text):
        left = (place - (len(text) - 1) / 2.0) * advance - height * 0.25
        outlines += [_stroke(_ENDS[name], left, height, stroke) for name in STROKES[digit]]
    return CrossSection.batch_boolean(outlines, OpType.Add).extrude(relief)


def _stroke(ends: Segment, left: float, height: float, width: float) -> CrossSection:
    points: NDArray[np.float64] = np.array(ends) * height + (left, -height / 2.0)
    low, high = points.min(axis=0) - width / 2.0, points.max(axis=0) + width / 2.0
    return CrossSection.square(high - low).translate(low)
