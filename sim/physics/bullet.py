"""The session's world in PyBullet: every call names its client, the step is fixed, nothing sleeps."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.errors import PhysicsError
from ..core.model import Instrument
from ..core.pose import Pose, Vec3, add, quat_rotate, scale, subtract
from ..session.world import Hold, Motion, centre_of_mass
from .furniture import furniture
from .quiet import pybullet
from .shapes import Solid, solids

PHYSICS_HZ = 180
"""A whole multiple of the 90 control frames a second."""

GRAVITY_M_S2 = -9.81
FURNITURE, FIXED, LOOSE, HELD, LIFTING = 1, 2, 4, 8, 16
AWAY_M = (0.0, 0.0, 50.0)
_MEETS = {
    Hold.FIXED: (FIXED, LOOSE),
    Hold.LOOSE: (LOOSE, FURNITURE | FIXED | LOOSE | HELD | LIFTING),
    # two held things meet through the tissue (a bit in a sleeve), not here; furniture only once they are clear of it
    Hold.HELD: (LIFTING, LOOSE),
}


@dataclass(slots=True)
class _Body:
    instrument: Instrument
    number: int
    hold: Hold
    centre: Vec3


class BulletWorld:
    """Instruments, furniture and gravity."""

    def __init__(self, step_s: float = 1.0 / PHYSICS_HZ) -> None:
        self.step_s = step_s
        self._client = pybullet.connect(pybullet.DIRECT)
        if self._client < 0:
            raise PhysicsError(
                "PyBullet could not start a physics world.", remedy="Close other trainers and try again."
            )
        self._bodies: dict[str, _Body] = {}
        self._shapes: dict[str, int] = {}
        pybullet.setGravity(0.0, 0.0, GRAVITY_M_S2, physicsClientId=self._client)
        pybullet.setPhysicsEngineParameter(
            fixedTimeStep=step_s,
            numSubSteps=0,
            numSolverIterations=20,
            deterministicOverlappingPairs=1,
            physicsClientId=self._client,
        )
        for box in furniture():
            self._add_static(Solid(box.centre, box.size))

    def _shape(self, parts: tuple[Solid, ...], offset: Vec3) -> int:
        """One compound collision shape, moved by ``offset``."""
        kinds = [pybullet.GEOM_CYLINDER if part.round else pybullet.GEOM_BOX for part in parts]
        shape = pybullet.createCollisionShapeArray(
            shapeTypes=kinds,
            halfExtents=[[s / 2.0 for s in part.size] for part in parts],
            radii=[part.size[0] / 2.0 for part in parts],
            lengths=[part.size[2] for part in parts],
            collisionFramePositions=[add(part.centre, offset) for part in parts],
            physicsClientId=self._client,
        )
        if shape < 0:
            raise PhysicsError("PyBullet refused a collision shape.", remedy="Check the instrument's dimensions.")
        return int(shape)

    def _add_static(self, solid: Solid) -> None:
        shape = self._shape((Solid((0.0, 0.0, 0.0), solid.size),), (0.0, 0.0, 0.0))
        body = pybullet.createMultiBody(0.0, shape, basePosition=solid.centre, physicsClientId=self._client)
        pybullet.setCollisionFilterGroupMask(body, -1, FURNITURE, LOOSE | HELD, physicsClientId=self._client)

    def add(self, instrument: Instrument, pose: Pose) -> None:
        """Add an instrument, fixed at a pose."""
        centre = centre_of_mass(instrument)
        self._shapes[instrument.id] = self._shape(solids(instrument), scale(centre, -1.0))
        self._bodies[instrument.id] = _Body(instrument, -1, Hold.FIXED, centre)
        self.change(instrument.id, Hold.FIXED, pose)

    def change(self, instrument_id: str, hold: Hold, pose: Pose) -> None:
        """Fix, let go or take an instrument at a pose, at rest.

        The body is made anew: Bullet keeps contact caches and static flags that would make a changed one depend on
        its past.
        """
        body = self._bodies[instrument_id]
        if body.number >= 0:
            pybullet.removeBody(body.number, physicsClientId=self._client)
        mass = 0.0 if hold is Hold.FIXED else body.instrument.mass_kg
        body.hold = hold
        body.number = pybullet.createMultiBody(
            mass,
            self._shapes[instrument_id],
            basePosition=AWAY_M,
            physicsClientId=self._client,
        )
        # out there it overlaps nothing yet: Bullet keeps pairs that were made before the mask was set
        group, mask = _MEETS[hold]
        pybullet.setCollisionFilterGroupMask(body.number, -1, group, mask, physicsClientId=self._client)
        pybullet.resetBasePositionAndOrientation(
            body.number, pose.apply(body.centre), pose.rotation, physicsClientId=self._client
        )
        pybullet.changeDynamics(
            body.number,
            -1,
            linearDamping=0.0 if hold is Hold.HELD else 0.05,
            angularDamping=0.0 if hold is Hold.HELD else 0.3,
            lateralFriction=0.5,
            rollingFriction=0.001,
            restitution=0.05,
            activationState=pybullet.ACTIVATION_STATE_DISABLE_SLEEPING,
            physicsClientId=self._client,
        )

    def meet_furniture(self, instrument_id: str) -> None:
        """Let a held body, just lifted clear of where it lay, be stopped by table and tray from now on."""
        number = self._bodies[instrument_id].number
        pybullet.setCollisionFilterGroupMask(number, -1, HELD, FURNITURE | LOOSE, physicsClientId=self._client)

    def motion(self, instrument_id: str) -> Motion:
        """Where a body is and how it moves."""
        body = self._bodies[instrument_id]
        centre, rotation = pybullet.getBasePositionAndOrientation(body.number, physicsClientId=self._client)
        linear, angular = pybullet.getBaseVelocity(body.number, physicsClientId=self._client)
        tip = subtract(centre, quat_rotate(rotation, body.centre))
        return Motion(Pose(tip, rotation), linear, angular)

    def set_velocity(self, instrument_id: str, linear_m_s: Vec3, angular_rad_s: Vec3) -> None:
        """Give a held body the velocity it shall have over the next step; collisions still have their say."""
        lifted = (linear_m_s[0], linear_m_s[1], linear_m_s[2] - GRAVITY_M_S2 * self.step_s)
        number = self._bodies[instrument_id].number
        pybullet.resetBaseVelocity(number, lifted, angular_rad_s, physicsClientId=self._client)

    def step(self) -> None:
        """Advance by one fixed step."""
        pybullet.stepSimulation(physicsClientId=self._client)

    def close(self) -> None:
        """Give back the engine's memory; safe to call twice."""
        if self._client >= 0:
            pybullet.disconnect(physicsClientId=self._client)
            self._client = -1
