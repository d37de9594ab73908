"""Where texts really are on a canvas, from the outlines of their glyphs."""

from dataclasses import dataclass

from panda3d.core import NodePath

from sim.scene.panels.canvas import CARD

GLYPH_MARGIN = 4.0
"""Design pixels of nothing that Panda3D counts to a glyph, at the half size of the tests."""


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def box_of(path: NodePath, root: NodePath, text: str = "", margin: float = 0.0) -> Box | None:
    bounds = path.get_tight_bounds(root)
    if bounds is None:
        return None
    low, high = bounds
    return Box(low.x + margin, -high.z + margin, high.x - margin, -low.z - margin, text)


def texts(root: NodePath, within: NodePath | None = None) -> list[Box]:
    """Boxes of all texts under ``within`` in the coordinates of ``root``, y down."""
    found = []
    for path in (within or root).find_all_matches("**/+TextNode"):
        glyphs = path.attach_new_node(path.node().generate())
        box = box_of(glyphs, root, path.node().get_text(), GLYPH_MARGIN)
        glyphs.remove_node()
        if box is not None and path.node().get_text().strip():
            found.append(box)
    return found


def cards(root: NodePath) -> list[tuple[Box, list[Box]]]:
    """Each card's glass and the texts on it."""
    return [(box_of(glass, root), texts(root, glass.get_parent())) for glass in root.find_all_matches(f"**/{CARD}")]


def collisions(boxes: list[Box]) -> list[tuple[str, str]]:
    """Pairs of texts that lie over each other."""
    return [(a.text, b.text) for number, a in enumerate(boxes) for b in boxes[number + 1 :] if a.meets(b)]
