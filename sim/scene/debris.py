"""What drilling and rinsing leave in the air and on the bone: curling chips, slurry, drops, a jet of water, steam."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import trimesh
from numpy.typing import NDArray
from panda3d.core import NodePath

from assets.mesh import MeshData, from_trimesh

from ..core.pose import Pose, Vec3, add, any_perpendicular, quat_from_axes
from ..core.snapshot import Snapshot
from .particles import Swarm, random_turns
from .quality import Settings
from .surfaces import Surfaces

Array = NDArray[np.float32]
Floats = NDArray[np.float64]

CHIP_MM3 = 0.5
"""Bone in one chip that is shown: larger than life, so that a few tell the story (ours)."""
CHIPS_PER_S = 60.0
CHIP_LIFE_S = 45.0
SLURRY_LIFE_S = 60.0
DROP_LIFE_S = 0.7
DROPS_PER_S = 90.0
STEAM_FROM_C = 60.0
STEAM_LIFE_S = 1.2
STEAM_PER_S = 14.0
STEAM_ALPHA = 0.12
WET = (0.95, 0.72, 0.62, 1.0)
"""Blood and water in the dust."""
WASH = 5.0
"""Water takes chips away this many times faster than time does."""
NOZZLE_OFFSET_M: Vec3 = (-0.040, 0.034, 0.046)
"""Where the assistant holds the irrigator's mouth, from the tip of the drill, in room axes."""


class Debris:
    """All of it for one scene."""

    def __init__(self, parent: NodePath, settings: Settings, surfaces: Surfaces) -> None:
        self._random = np.random.default_rng(1)
        self._due = dict.fromkeys(("chips", "drops", "steam"), 0.0)
        count = settings.particles
        self.chips = Swarm(parent, "chips", chip(), count, CHIP_LIFE_S)
        self.slurry = Swarm(parent, "slurry", clump(), count, SLURRY_LIFE_S, gravity_m_s2=0.0)
        self.drops = Swarm(parent, "drops", drop(), count // 2, DROP_LIFE_S)
        self.steam = Swarm(parent, "steam", puff(), 24, STEAM_LIFE_S, gravity_m_s2=-0.3)
        surfaces.dress(self.chips.path, "bone_chip", textured=False)
        surfaces.dress(self.slurry.path, "bone_chip", textured=False)
        self.slurry.path.set_color_scale(*WET)
        surfaces.dress(self.drops.path, "water", textured=False)
        surfaces.dress(self.steam.path, "water", textured=False)
        self.steam.path.set_alpha_scale(STEAM_ALPHA)

    def update(self, snapshot: Snapshot, tip: Pose | None, seconds: float) -> None:
        """Let new debris come from the working ``tip`` (world_from_tip) and move what is there."""
        gauges = snapshot.gauges
        if tip is not None:
            mouth = tip.apply((0.0, 0.0, max(0.0, gauges.depth_m)))
            if gauges.removed_mm3_s > 0.0:
                self.chips.ground = _shaft(mouth, snapshot.fragments[0])
                wanted = min(CHIPS_PER_S, gauges.removed_mm3_s / CHIP_MM3)
                self._throw_chips(mouth, tip, self._count("chips", wanted, seconds))
            if snapshot.irrigating:
                self._splash(mouth, tip, self._count("drops", DROPS_PER_S, seconds))
                self.chips.wash(seconds, WASH)
                self.slurry.wash(seconds, WASH)
            if gauges.temperature_c > STEAM_FROM_C:
                self._smoke(mouth, tip, self._count("steam", STEAM_PER_S, seconds))
        for swarm in (self.chips, self.slurry, self.drops, self.steam):
            swarm.advance(seconds)

    def _count(self, kind: str, per_second: float, seconds: float) -> int:
        self._due[kind] += per_second * seconds
        whole = int(self._due[kind])
        self._due[kind] -= whole
        return whole

    def _throw_chips(self, mouth: Vec3, tip: Pose, count: int) -> None:
        sizes = self._random.uniform(0.8, 1.9, count)
        self._send(self.chips, mouth, tip, (0.06, 0.18), 0.003, sizes)
        self._send(self.slurry, mouth, tip, (0.0, 0.0), 0.006, 1.3 * sizes)

    def _splash(self, mouth: Vec3, tip: Pose, count: int) -> None:
        self._send(self.drops, mouth, tip, (0.12, 0.40), 0.004, self._random.uniform(0.5, 1.2, count))

    def _smoke(self, mouth: Vec3, tip: Pose, count: int) -> None:
        self._send(self.steam, mouth, tip, (0.01, 0.04), 0.002, self._random.uniform(0.7, 1.6, count))

    def _send(
        self, swarm: Swarm, mouth: Vec3, tip: Pose, speeds: tuple[float, float], spread_m: float, sizes: Floats
    ) -> None:
        """Emit one copy for every size, out of the hole and to all sides of it."""
        count = len(sizes)
        if count == 0:
            return
        random = self._random
        angle = random.uniform(0.0, 2.0 * math.pi, count)
        x, y, z = (np.array(tip.turn(axis)) for axis in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
        around = np.cos(angle)[:, None] * x + np.sin(angle)[:, None] * y
        velocity = random.uniform(*speeds, (count, 1)) * (around + random.uniform(0.4, 1.6, (count, 1)) * z)
        position = np.array(mouth) + around * random.uniform(0.4, 1.0, (count, 1)) * spread_m
        position = position.astype(np.float32)
        if swarm is self.slurry and self.chips.ground is not None:
            position[:, 2] = self.chips.ground(position)
        swarm.emit(
            position,
            velocity.astype(np.float32),
            random_turns(random, count),
            sizes.astype(np.float32),
        )


def _shaft(mouth: Vec3, world_from_bone: Pose) -> Callable[[Array], Array]:
    """Heights of a round shaft through ``mouth``, and of the tissue beside it."""
    origin = np.array(world_from_bone.position, np.float32)
    along = np.array(world_from_bone.turn((1.0, 0.0, 0.0)), np.float32)
    away = np.array(mouth, np.float32) - origin
    radius2 = np.float32(away @ away - (away @ along) ** 2)

    def height(places: Array) -> Array:
        beside = (places - origin)[:, :2] @ np.array([-along[1], along[0]], np.float32)
        raised: Array = origin[2] + np.sqrt(np.maximum(radius2 - beside * beside, np.float32(0.0)))
        return raised

    return height


def nozzle(tip: Pose) -> Pose:
    """world_from_irrigator: its mouth beside the working tip, pointing at it."""
    attitude = quat_from_axes(any_perpendicular(NOZZLE_OFFSET_M), NOZZLE_OFFSET_M)
    return Pose(add(tip.position, NOZZLE_OFFSET_M), attitude)


def chip() -> MeshData:
    """A curl of bone about 2 mm across: a narrow strip wound one and a half times."""
    turns = np.linspace(0.0, 3.0 * math.pi, 7)
    radius = np.linspace(0.0006, 0.0010, len(turns))
    along = np.linspace(-0.0007, 0.0007, len(turns))
    circle = np.stack([radius * np.cos(turns), radius * np.sin(turns), along], axis=1)
    normal = np.stack([np.cos(turns), np.sin(turns), np.zeros_like(turns)], axis=1)
    half = np.array([0.0, 0.0, 0.00035])
    vertices = np.concatenate([circle - half, circle + half])
    normals = np.concatenate([normal, normal])
    n = len(turns)
    a, b = np.arange(n - 1), np.arange(1, n)
    front = np.concatenate([np.stack([a, b, b + n], axis=1), np.stack([a, b + n, a + n], axis=1)])
    return MeshData(
        np.concatenate([vertices, vertices]).astype(np.float32),
        np.concatenate([normals, -normals]).astype(np.float32),
        np.concatenate([front, front[:, ::-1] + 2 * n]).astype(np.int32),
    )


def clump() -> MeshData:
    """A flat crumb of wet bone dust, about 0.8 mm across."""
    ball = trimesh.creation.icosphere(0, 0.0004)
    ball.apply_scale((1.0, 0.9, 0.55))
    return from_trimesh(ball, math.pi)


def drop() -> MeshData:
    """A drop of water, 1.6 mm across."""
    return from_trimesh(trimesh.creation.icosphere(0, 0.0008), math.pi)


def puff() -> MeshData:
    """A wisp of steam, 8 mm across."""
    return from_trimesh(trimesh.creation.icosphere(2, 0.004), math.pi)
