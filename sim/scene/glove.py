"""One gloved hand in one pose, whose forearm may lean towards an elbow."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath, TransparencyAttrib

from assets.hands import POSES, WRIST, GlovePose, Side, forearm, glove
from assets.mesh import Part
from assets.shapes import METRES_PER_MILLIMETRE

from ..core.pose import Pose, Quat, Vec3
from .arms import lean
from .meshes import joined, model
from .poses import place
from .skin import Skin
from .store import Store
from .surfaces import Surfaces

Array = NDArray[np.float32]

LATEX = "glove_latex"
"""Material of the part that bends."""
BENDS_FROM_M, BENDS_TO_M = -0.012, 0.046
"""Along the forearm from the wrist: before, all goes with the hand; beyond, with the forearm."""


FADES_FROM_M, FADES_TO_M = 0.15, 0.27
"""Along the forearm from the wrist: where a sleeve with a soft end is whole, and where it is gone."""
AFTER_PANELS = 60
"""Order of drawing what fades: over panels that hang behind it, which have left their depth if they hang before it."""


@dataclass(frozen=True, slots=True)
class Wrist:
    """A wrist in the hand's frame, as it was made; ``along`` points to the elbow."""

    place: Vec3
    along: Vec3


def wrist_of(side: Side, pose_name: GlovePose) -> Wrist:
    """Of a glove that `assets.hands.glove` makes."""
    pose = POSES[pose_name]
    sign = 1.0 if side == "right" else -1.0
    x, y, z = ((a - b) * METRES_PER_MILLIMETRE for a, b in zip(WRIST, pose.grip_centre, strict=True))
    along = forearm(pose)
    return Wrist((sign * x, y, z), (sign * float(along[0]), float(along[1]), float(along[2])))


def glove_parts(side: Side, pose_name: GlovePose, store: Store) -> tuple[Part, ...]:
    """The parts of a glove, one for each material."""
    return store.parts(f"glove {side} {pose_name}", lambda: joined(glove(side, pose_name)))


def sleeve(parts: tuple[Part, ...], wrist: Wrist, surfaces: Surfaces, soft_end: bool) -> NodePath:
    """All of a glove that is cloth."""
    cloth = [part for part in parts if part.material != LATEX]
    if not soft_end:
        return model("sleeve", cloth, surfaces)
    cut = [_cut(part, wrist) for part in cloth]
    node = model("sleeve", [whole for whole, _ in cut if len(whole.mesh.faces)], surfaces)
    fading = model("fading", [end for _, end in cut if len(end.mesh.faces)], surfaces)
    fading.reparent_to(node)
    fading.set_transparency(TransparencyAttrib.M_alpha)
    fading.set_depth_write(False)  # what is hardly seen must hide nothing
    fading.set_bin("fixed", AFTER_PANELS)
    return node


def _cut(part: Part, wrist: Wrist) -> tuple[Part, Part]:
    """What of a sleeve is whole, and what fades; beyond that there is nothing."""
    run = (part.mesh.vertices - np.array(wrist.place, np.float32)) @ np.array(wrist.along, np.float32)
    colours = np.ones((len(run), 4), np.float32)
    colours[:, 3] = 1.0 - _step(run, FADES_FROM_M, FADES_TO_M)
    alpha = colours[:, 3][part.mesh.faces]
    whole = (alpha == 1.0).all(axis=1)
    fading = ~whole & (alpha > 0.0).any(axis=1)
    return (
        replace(part, mesh=replace(part.mesh, faces=part.mesh.faces[whole])),
        replace(part, mesh=replace(part.mesh, faces=part.mesh.faces[fading], colours=colours)),
    )


class Glove:
    """Nodes of a gloved hand with its sleeve."""

    def __init__(
        self,
        parent: NodePath,
        side: Side,
        pose_name: GlovePose,
        surfaces: Surfaces,
        store: Store,
        soft_end: bool = False,
    ) -> None:
        """``soft_end`` lets the sleeve fade before the elbow: an arm that ends shall not look cut off."""
        self.root = parent.attach_new_node("glove")
        self.wrist = wrist_of(side, pose_name)
        parts = glove_parts(side, pose_name, store)
        latex = next(part for part in parts if part.material == LATEX)
        self._skin = Skin(self.root, LATEX, latex.mesh, _shares(latex.mesh.vertices, self.wrist))
        surfaces.dress(self._skin.path, LATEX, textured=False)
        self._sleeve = sleeve(parts, self.wrist, surfaces, soft_end)
        self._sleeve.reparent_to(self.root)
        self._towards: Vec3 | None = None

    def lean(self, towards: Vec3 | None) -> None:
        """Let the forearm point where the elbow is (a direction in the hand's frame); None: as it was made."""
        if towards == self._towards:
            return
        self._towards = towards
        turn = (0.0, 0.0, 0.0, 1.0) if towards is None else lean(self.wrist.along, towards)
        hand_from_forearm = about(self.wrist.place, turn)
        place(self._sleeve, hand_from_forearm)
        self._skin.bend(np.stack([np.eye(3, 4), matrix(hand_from_forearm)]))


def about(point: Vec3, turn: Quat) -> Pose:
    """The move that turns everything about a point."""
    return Pose(point) @ Pose(rotation=turn) @ Pose((-point[0], -point[1], -point[2]))


def matrix(pose: Pose) -> NDArray[np.float64]:
    """(3, 4) of a pose: turn, then place."""
    axes = [pose.turn(axis) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))]
    return np.column_stack([*axes, pose.position])


def along_forearm(vertices: Array, wrist: Wrist) -> Array:
    """(n,) share, 0 to 1, that goes with the forearm."""
    run = (vertices - np.array(wrist.place, np.float32)) @ np.array(wrist.along, np.float32)
    return _step(run, BENDS_FROM_M, BENDS_TO_M)


def _step(values: Array, low: float, high: float) -> Array:
    """0 at ``low``, 1 at ``high``, an even S between."""
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    result: Array = (share * share * (3.0 - 2.0 * share)).astype(np.float32)
    return result


def _shares(vertices: Array, wrist: Wrist) -> Array:
    """(n, 2) of hand and forearm."""
    share = along_forearm(vertices, wrist)
    return np.stack([1.0 - share, share], axis=1)
