"""How well a bot works: steadiness, aim, force, judgement."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skill:
    """One level of skill. The literature's contrasts are named beside the numbers; the rest is ours."""

    name: str
    reach_speed_m_s: float
    submovements: int
    """Parts into which a reach falls: the practised make one smooth movement."""
    tremor_m: float
    tremor_rad: float
    lean_rad: float
    """Typical error of direction (spread over the seeds)."""
    aside_m: float
    """Typical error of place."""
    feed_n: float
    """Thrust while drilling."""
    feed_drop_n: float
    """How much less before the far cortex gives (experts: about 5.5 N, doi:10.1002/jor.25377)."""
    reaction_s: float
    irrigates: bool
    torque_aim: float
    """Share of the stripping torque at which it stops turning."""
    turn_rad_s: float
    screw_error_m: float
    """How far off the screw's length is chosen."""
    wrong_answer: float
    """Chance of a wrong first answer."""
    wrong_take: float
    """Chance of taking a wrong instrument first."""
    clamp_lean_rad: float
    careful: bool
    """Begins every hole gently, until the bit has bitten."""


EXPERT = Skill(
    name="expert",
    reach_speed_m_s=0.45,
    submovements=1,
    tremor_m=0.00004,
    tremor_rad=0.0006,
    lean_rad=math.radians(1.0),
    aside_m=0.0003,
    feed_n=24.0,
    feed_drop_n=11.0,
    reaction_s=0.10,
    irrigates=True,
    torque_aim=0.75,
    turn_rad_s=7.0,
    screw_error_m=0.0,
    wrong_answer=0.0,
    wrong_take=0.0,
    clamp_lean_rad=math.radians(2.0),
    careful=True,
)

SLOPPY = Skill(
    name="sloppy",
    reach_speed_m_s=0.30,
    submovements=4,
    tremor_m=0.0009,
    tremor_rad=0.012,
    lean_rad=math.radians(11.0),
    aside_m=0.0022,
    feed_n=75.0,
    feed_drop_n=0.0,
    reaction_s=0.28,
    irrigates=False,
    torque_aim=1.6,
    turn_rad_s=10.0,
    screw_error_m=0.006,
    wrong_answer=0.6,
    wrong_take=0.35,
    clamp_lean_rad=math.radians(28.0),
    careful=False,
)

SKILLS = {skill.name: skill for skill in (EXPERT, SLOPPY)}
