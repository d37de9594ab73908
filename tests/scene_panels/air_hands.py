"""Hands before panels in the air."""

from __future__ import annotations

from sim.core.intents import Hand
from sim.core.pose import Pose, Vec3, quat_between, subtract
from sim.panels.pointing import Area, Pointing, Target
from sim.scene.panels.air_panels import AirPanels

FAR_AWAY: Vec3 = (5.0, -5.0, 0.5)
PALM: Vec3 = (0.15, -0.40, 1.20)


def target(panels: AirPanels, name: str) -> Target:
    return next(each for each in panels.targets if each.panel == name)


def middle(target: Target, area: Area, front_m: float = 0.0) -> Vec3:
    """In the room, before the middle of an area."""
    x = (area.left + area.right) / 2.0 - target.width_m / 2.0
    return target.pose.apply((x, -front_m, target.height_m / 2.0 - (area.top + area.bottom) / 2.0))


def aim(panels: AirPanels, name: str, number: int, select: bool = False, holding: bool = False) -> Pointing:
    """A hand that points at the area of that number."""
    panel = target(panels, name)
    there = middle(panel, panel.areas[number])
    return Pointing(Pose(PALM, quat_between((0.0, 1.0, 0.0), subtract(there, PALM))), FAR_AWAY, select, holding)


def finger(panels: AirPanels, name: str, number: int, front_m: float) -> Pointing:
    """A fingertip before the area of that number."""
    panel = target(panels, name)
    return Pointing(Pose(FAR_AWAY), middle(panel, panel.areas[number], front_m))


def choose_by_ray(panels: AirPanels, name: str, number: int, hand: Hand = Hand.RIGHT) -> None:
    hands = [aim(panels, name, number, select) for select in (False, True)]
    for each in hands:
        panels.point({hand: each})
    panels.point({})


def choose_by_poke(panels: AirPanels, name: str, number: int, hand: Hand = Hand.LEFT) -> None:
    fingers = [finger(panels, name, number, front) for front in (0.05, 0.02, -0.005)]
    for each in fingers:
        panels.point({hand: each})
    panels.point({})
