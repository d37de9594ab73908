"""The tutorial's lessons for a headset: the hands are the person's own, the panels hang in the air."""

from __future__ import annotations

from ..core.events import EventKind
from .deeds import Deed
from .lessons import Done, Lesson, Practice, happened, irrigated, turned


def _looked_around(practice: Practice) -> bool:
    """Aside, and at the wound after that."""
    if Deed.LOOKED_ASIDE not in practice.deeds:
        return False
    return Deed.LOOKED_AT_WOUND in practice.deeds[practice.deeds.index(Deed.LOOKED_ASIDE) :]


def _handed_over(practice: Practice) -> bool:
    """An instrument is in the other hand than it was, or has been in both."""
    hands: dict[str, set[str]] = {
        item.id: {item.held_by} for item in practice.before.instruments if item.held_by is not None
    }
    for event in practice.events:
        if event.kind is EventKind.GRASPED:
            hands.setdefault(event.subject, set()).add(event.detail)
    return any(len(those) > 1 for those in hands.values())


def _did(deed: Deed) -> Done:
    return lambda practice: deed in practice.deeds


HEADSET_LESSONS: tuple[Lesson, ...] = (
    Lesson("look", (), _looked_around),
    Lesson("reach", {"control.grasp": "use.pick_up"}, happened(EventKind.GRASPED)),
    Lesson("hand_over", ("control.grasp",), _handed_over),
    Lesson("squeeze", {"control.trigger": "use.drill"}, happened(EventKind.DRILL_STARTED)),
    Lesson("lay_back", {"control.grasp": "use.put_back"}, happened(EventKind.RETURNED)),
    Lesson("twist", ("control.turn",), turned),
    Lesson("rinse", ("control.irrigate",), irrigated),
    Lesson("poke", (), _did(Deed.POKED), button=True),
    Lesson("point", {"control.continue": "use.choose"}, _did(Deed.POINTED), button=True),
    Lesson("menu", ("control.pause",), happened(EventKind.PAUSED)),
)
"""In the order they are taught."""
