"""Hands whose fingers a headset sees: a glove that is bent joint by joint."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from panda3d.core import LMatrix4, LVecBase4, NodePath

from assets.hands import GlovePose
from assets.mesh import MeshData

from ..core.intents import Hand
from ..core.pose import Pose, Vec3
from .arms import elbow, lean
from .glove import LATEX, about, along_forearm, glove_parts, matrix, sleeve, wrist_of
from .hand_skeleton import BONES, JOINTS, WRIST_JOINT, moves, palm, size, skeleton
from .skin import Skin
from .store import Store
from .surfaces import Surfaces

Array = NDArray[np.float64]

MADE: GlovePose = "spread"
FINGER_BLEND_M, PALM_BLEND_M = 0.0016, 0.006
"""How gradually skin goes over from bone to bone."""
SMOOTHINGS = 5


class Fingers:
    """Both hands, hidden until their joints are known."""

    def __init__(self, parent: NodePath, surfaces: Surfaces, store: Store) -> None:
        root = parent.attach_new_node("fingers")
        self._hands = {hand: _TrackedHand(root, hand, surfaces, store) for hand in Hand}

    def show(self, hand: Hand, joints: tuple[Pose, ...], head: Pose) -> bool:
        """Put a hand where its joints (world_from_joint) are; without all of them it is hidden, and False."""
        tracked = self._hands[hand]
        places = np.array([joint.position for joint in joints])
        seen = places.shape == (JOINTS, 3) and bool(np.isfinite(places).all())
        if seen:
            tracked.bend(places, head)
            tracked.root.show()
        else:
            tracked.root.hide()
        return seen


class _TrackedHand:
    """One glove, in room coordinates."""

    def __init__(self, parent: NodePath, hand: Hand, surfaces: Surfaces, store: Store) -> None:
        self._hand = hand
        self._made = skeleton(hand.value, MADE)
        self._wrist = wrist_of(hand.value, MADE)
        self.root = parent.attach_new_node(hand.value)
        self.root.hide()
        parts = glove_parts(hand.value, MADE, store)
        latex = next(part for part in parts if part.material == LATEX)
        forearm = along_forearm(latex.mesh.vertices, self._wrist)[:, None]
        shares = np.concatenate([bone_shares(latex.mesh, self._made) * (1.0 - forearm), forearm], axis=1)
        self._skin = Skin(self.root, LATEX, latex.mesh, shares.astype(np.float32))
        surfaces.dress(self._skin.path, LATEX, textured=False)
        self._sleeve = sleeve(parts, self._wrist, surfaces, soft_end=True)
        self._sleeve.reparent_to(self.root)

    def bend(self, places: Array, head: Pose) -> None:
        """Follow (26, 3) joints in the room."""
        room_from_forearm = self._forearm(places, head)
        self._skin.bend(np.concatenate([moves(self._made, places), room_from_forearm[None]]))
        turn, place = room_from_forearm[:, :3], room_from_forearm[:, 3]
        self._sleeve.set_mat(LMatrix4(*(LVecBase4(*column, 0.0) for column in turn.T), LVecBase4(*place, 1.0)))

    def _forearm(self, places: Array, head: Pose) -> Array:
        """(3, 4) how the forearm has moved from where it was made."""
        turn = palm(places) @ palm(self._made).T
        wrist = _vector(places[WRIST_JOINT])
        away = np.array(elbow(self._hand, head, wrist)) - wrist
        leant = matrix(about(self._wrist.place, lean(self._wrist.along, _vector(turn.T @ away))))
        thick = size(self._made, places)
        turned = thick * turn @ leant[:, :3]
        return np.column_stack([turned, places[WRIST_JOINT] - turned @ self._made[WRIST_JOINT]])


def bone_shares(mesh: MeshData, made: Array) -> Array:
    """(n, bones) how much each vertex of a glove follows each bone: the nearest, and those that join it."""
    vertices = mesh.vertices.astype(np.float64)
    distances = np.stack([_distances(vertices, made[b.start], made[b.end], b.radii_m) for b in BONES], axis=1)
    nearest = distances.argmin(axis=1)
    blends = np.array([FINGER_BLEND_M if bone.carrier is not None else PALM_BLEND_M for bone in BONES])
    shares = np.exp(-(distances - distances.min(axis=1, keepdims=True)) / blends) * _joining()[nearest]
    shares /= shares.sum(axis=1, keepdims=True)
    return _smoothed(shares, mesh)


def _joining() -> Array:
    """(bones, bones) 1 where two bones may share skin: those that carry each other, and those of the palm."""
    joins = np.eye(len(BONES))
    of_palm = [number for number, bone in enumerate(BONES) if bone.carrier is None]
    for number, bone in enumerate(BONES):
        others = of_palm if bone.carrier is None else [bone.carrier]
        joins[number, others] = 1.0
        joins[others, number] = 1.0
    return joins


def _distances(points: Array, start: Array, end: Array, radii_m: tuple[float, float]) -> Array:
    """(n,) from the surface of a bone that grows thicker or thinner, negative inside."""
    along = end - start
    share = np.clip((points - start) @ along / (along @ along), 0.0, 1.0)
    away: Array = np.linalg.norm(points - start - share[:, None] * along, axis=1)
    return away - (radii_m[0] + share * (radii_m[1] - radii_m[0]))


def _smoothed(shares: Array, mesh: MeshData) -> Array:
    """Shares spread over the edges of the mesh, so that skin never tears between neighbours."""
    _, first, welded = np.unique(np.round(mesh.vertices, 6), axis=0, return_index=True, return_inverse=True)
    welded = welded.ravel()
    corners = welded[mesh.faces]
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    degree = np.bincount(edges[:, 0], minlength=len(first))[:, None]
    result = shares[first]
    for _ in range(SMOOTHINGS):
        sums = np.zeros_like(result)
        np.add.at(sums, edges[:, 0], result[edges[:, 1]])
        result = 0.5 * result + 0.5 * sums / np.maximum(degree, 1)
    spread: Array = result[welded]
    return spread


def _vector(values: Array) -> Vec3:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
