"""The still room and the draped patient: many parts, joined by material so that they cost little to draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from panda3d.core import NodePath

from assets.mesh import Part, merge

from .meshes import model
from .surfaces import Surfaces

SCREEN = "screen"
"""The part that shows the live measurements."""


def still_life(name: str, parts: Iterable[Part], surfaces: Surfaces, apart: frozenset[str] = frozenset()) -> NodePath:
    """Parts that never move, as one node; parts named in ``apart`` stay children of that name."""
    groups: dict[tuple[str, bool, bool], list[Part]] = defaultdict(list)
    alone: list[Part] = []
    for part in parts:
        if part.name in apart:
            alone.append(part)
        else:
            groups[(part.material, part.mesh.uv is not None, part.mesh.colours is not None)].append(part)
    joined = [Part(key[0], merge(part.mesh for part in group), key[0]) for key, group in groups.items()]
    return model(name, [*joined, *alone], surfaces)
