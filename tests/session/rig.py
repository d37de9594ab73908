"""A drilling rig: the shipped bone and drill, a hand that feeds with a chosen force, one hole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.core.intents import Hand
from sim.core.measurements import Hole
from sim.core.model import BoneQuality, Cortex, Sharpness
from sim.core.options import RunOptions
from sim.input.bots.body import Body
from sim.input.bots.drilling import Drilling
from sim.input.bots.instruments import Handwork
from sim.input.bots.skill import EXPERT, Skill
from sim.physics.bullet import BulletWorld
from sim.scenario import load_scenario
from sim.session.session import Session

STEADY = replace(EXPERT, tremor_m=0.0, tremor_rad=0.0, lean_rad=0.0, aside_m=0.0, feed_drop_n=0.0)


def drill_hole(
    skill: Skill = STEADY,
    *,
    quality: BoneQuality = BoneQuality.NORMAL,
    sharpness: Sharpness = Sharpness.SHARP,
    target: str = "plate_1",
    drill: str = "drill_25",
) -> Hole:
    """Drill through both cortices at a target with a skill; what was measured."""
    scenario = load_scenario("plate_osteosynthesis")
    session = Session(scenario, RunOptions(quality=quality, sharpness=sharpness), BulletWorld())
    try:
        return _drill(session, skill, target, drill)
    finally:
        session.close()


def _drill(session: Session, skill: Skill, target: str, drill: str) -> Hole:
    body = Body(skill, session.snapshot, np.random.default_rng(1))
    work = Handwork(session.scenario, body)
    view = next(view for view in session.snapshot.targets if view.id == target)

    def script():
        yield from work.take(Hand.RIGHT, drill)
        yield from Drilling(work, Hand.RIGHT).drill(drill, view.entry, Cortex.FAR, view.length_m)

    for index, _ in enumerate(script()):
        body.seen, _ = session.step(body.frame(index))
    (hole,) = session.holes(target)
    return hole
