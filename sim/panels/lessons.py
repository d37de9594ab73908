"""The tutorial's lessons: each waits until the person has done the thing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..core.events import Event, EventKind
from ..core.intents import Hand
from ..core.model import InstrumentKind, Scenario
from ..core.pose import Vec3, dot, norm, quat_inverse, quat_multiply, quat_to_rotation_vector, subtract, unit
from ..core.snapshot import Snapshot
from .deeds import Deed

EYES_M: Vec3 = (0.0, -0.65, 1.6)
"""About where the surgeon's eyes are in the room."""

MOVED_M = 0.08
NEARER_M = 0.05
TILTED_RAD = math.radians(15.0)
TURNED_RAD = math.radians(90.0)
PUSHED_N = 5.0


@dataclass(frozen=True, slots=True)
class Practice:
    """What has happened since a lesson began."""

    scenario: Scenario
    before: Snapshot
    now: Snapshot
    events: tuple[Event, ...]
    deeds: tuple[Deed, ...] = ()
    """In a headset, in order."""


Done = Callable[[Practice], bool]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; texts under ``tutorial.<id>`` and ``tutorial.<id>.about``."""

    id: str
    controls: tuple[str, ...] | Mapping[str, str]
    """Keys of the controls it teaches, as in the catalogue; or control -> key of what it does."""
    done: Done
    button: bool = False
    """Whether its card has a button to try out (text under ``tutorial.<id>.button``)."""


def _moves(practice: Practice) -> list[tuple[Vec3, Vec3]]:
    """Where each hand's target was and how far it has come."""
    hands = ((practice.before.hand(hand), practice.now.hand(hand)) for hand in Hand)
    return [(a.target.position, subtract(b.target.position, a.target.position)) for a, b in hands]


def _moved(practice: Practice) -> bool:
    return any(norm(step) > MOVED_M for _, step in _moves(practice))


def _moved_in_depth(practice: Practice) -> bool:
    """Along the line of sight by more than across it, whichever view it is: seen from the eyes or from above."""
    for start, step in _moves(practice):
        for sight in (unit(subtract(start, EYES_M)), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0)):
            if abs(dot(step, sight)) > NEARER_M:
                return True
    return False


def _tilted(practice: Practice) -> bool:
    for hand in Hand:
        before, now = practice.before.hand(hand).target.rotation, practice.now.hand(hand).target.rotation
        if norm(quat_to_rotation_vector(quat_multiply(now, quat_inverse(before)))) > TILTED_RAD:
            return True
    return False


def happened(kind: EventKind) -> Done:
    """Done when something of this kind has happened."""
    return lambda practice: any(event.kind is kind for event in practice.events)


def _pushed(practice: Practice) -> bool:
    return practice.now.gauges.force_n > PUSHED_N


def turned(practice: Practice) -> bool:
    """Done when a screwdriver has been turned by a quarter."""
    drivers = [item.id for item in practice.scenario.instruments if item.kind is InstrumentKind.DRIVER]
    return any(
        abs(practice.now.instrument(driver).turn_rad - practice.before.instrument(driver).turn_rad) > TURNED_RAD
        for driver in drivers
    )


def irrigated(practice: Practice) -> bool:
    """Done while water runs."""
    return practice.now.irrigating


LESSONS: tuple[Lesson, ...] = (
    Lesson("move", ("control.move",), _moved),
    Lesson("depth", ("control.depth",), _moved_in_depth),
    Lesson("rotate", ("control.rotate", "control.roll"), _tilted),
    Lesson("pick_up", ("control.grasp",), happened(EventKind.GRASPED)),
    Lesson("drill", ("control.trigger",), happened(EventKind.DRILL_STARTED)),
    Lesson("push", ("control.depth", "control.trigger"), _pushed),
    Lesson("put_back", ("control.grasp",), happened(EventKind.RETURNED)),
    Lesson("turn", ("control.turn",), turned),
    Lesson("irrigate", ("control.irrigate",), irrigated),
    Lesson("view", ("control.next_view",), happened(EventKind.VIEW_TAKEN)),
    Lesson("hint", ("control.hint",), happened(EventKind.HINT_SHOWN)),
)
"""In the order they are taught."""
