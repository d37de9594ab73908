"""What the session asks of a physics engine. `sim.physics` answers with PyBullet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ..core.model import Instrument
from ..core.pose import Pose, Vec3


class Hold(StrEnum):
    """How a body is carried."""

    FIXED = "fixed"  # stays where it is: on the tray, in the bone, clamped
    LOOSE = "loose"  # falls and collides
    HELD = "held"  # moved by a hand; passes through bone, which the tissue answers for


@dataclass(frozen=True, slots=True)
class Motion:
    """A body's state. Velocities are of its centre of mass, in world axes."""

    pose: Pose
    """world_from_instrument."""
    linear_m_s: Vec3
    angular_rad_s: Vec3


class World(Protocol):
    """Rigid bodies under gravity at a fixed step."""

    step_s: float

    def add(self, instrument: Instrument, pose: Pose) -> None:
        """Add an instrument, fixed at a pose."""

    def change(self, instrument_id: str, hold: Hold, pose: Pose) -> None:
        """Fix, let go or take an instrument at a pose, at rest."""

    def meet_furniture(self, instrument_id: str) -> None:
        """Let a held body, just lifted clear of where it lay, be stopped by table and tray from now on."""

    def motion(self, instrument_id: str) -> Motion:
        """Where a body is and how it moves."""

    def set_velocity(self, instrument_id: str, linear_m_s: Vec3, angular_rad_s: Vec3) -> None:
        """Give a held body the velocity it shall have over the next step; collisions still have their say."""

    def step(self) -> None:
        """Advance by ``step_s``."""

    def close(self) -> None:
        """Give back the engine's memory."""


def centre_of_mass(instrument: Instrument) -> Vec3:
    """Where an instrument's mass is thought to be, in its own frame: in the palm, which carries it."""
    return instrument.grip.position
