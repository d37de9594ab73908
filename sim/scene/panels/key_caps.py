"""Keys drawn as caps with what they do beside them."""

from __future__ import annotations

from collections.abc import Sequence

from panda3d.core import NodePath

from ...panels.controls import ControlHint
from .canvas import Align, Canvas
from .theme import KEY_CAP, SMALL, SOFT, WHITE

CAP_HEIGHT = 24.0
_CAP_PADDING = 9.0
_AFTER_CAP = 8.0
_BETWEEN = 22.0


def key_cap(canvas: Canvas, parent: NodePath, x: float, y: float, key: str) -> float:
    """Draw a key; its width comes back."""
    width = max(CAP_HEIGHT, canvas.width_of(key, SMALL) + 2 * _CAP_PADDING)
    canvas.box(parent, x, y, width, CAP_HEIGHT, KEY_CAP, 6.0)
    middle = x + width / 2.0
    canvas.text(parent, key, middle, y + (CAP_HEIGHT - SMALL.line) / 2.0, SMALL, WHITE, align=Align.CENTRE)
    return width


def hint_width(canvas: Canvas, hint: ControlHint) -> float:
    """Width of a cap and its label."""
    cap = max(CAP_HEIGHT, canvas.width_of(hint.key, SMALL) + 2 * _CAP_PADDING)
    return cap + _AFTER_CAP + canvas.width_of(hint.label, SMALL)


def key_hint(canvas: Canvas, parent: NodePath, x: float, y: float, hint: ControlHint) -> float:
    """Draw a key and what it does; the width of both comes back."""
    width = key_cap(canvas, parent, x, y, hint.key)
    canvas.text(parent, hint.label, x + width + _AFTER_CAP, y + (CAP_HEIGHT - SMALL.line) / 2.0, SMALL, SOFT)
    return hint_width(canvas, hint)


def fitting(canvas: Canvas, hints: Sequence[ControlHint], width: float) -> tuple[ControlHint, ...]:
    """As many of the hints, from the first, as fit side by side."""
    chosen: list[ControlHint] = []
    used = -_BETWEEN
    for hint in hints:
        used += _BETWEEN + hint_width(canvas, hint)
        if used > width:
            break
        chosen.append(hint)
    return tuple(chosen)


def row_width(canvas: Canvas, hints: Sequence[ControlHint]) -> float:
    """Width of hints side by side."""
    return sum(hint_width(canvas, hint) for hint in hints) + _BETWEEN * max(0, len(hints) - 1)


def key_row(canvas: Canvas, parent: NodePath, x: float, y: float, hints: Sequence[ControlHint]) -> None:
    """Draw hints side by side."""
    for hint in hints:
        x += key_hint(canvas, parent, x, y, hint) + _BETWEEN
