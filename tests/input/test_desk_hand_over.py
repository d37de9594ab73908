"""At the desk too one hand can take what the other holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from sim.core.intents import Hand
from sim.core.options import RunOptions
from sim.core.pose import Pose, angle_between, distance, subtract
from sim.input.desktop import DesktopInput, Tuning
from sim.input.keymap import Action
from sim.physics.bullet import BulletWorld
from sim.scenario import load_scenario
from sim.session.session import Session

SHIPPED = load_scenario("plate_osteosynthesis")
DRILL = SHIPPED.instrument("drill_25")
UP = (0.0, 0.0, 1.0)


class Sitting:
    """A session led from the desk."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.desk = DesktopInput(SHIPPED)
        self.desk.set_view(Pose((0.0, -0.6, 1.1)))
        self._index = 0

    def frames(self, count: int = 1) -> None:
        for _ in range(count):
            self.session.step(self.desk.poll(self._index, self.session.snapshot))
            self._index += 1

    def press(self, action: Action) -> None:
        for down in (True, False):
            self.desk.key(self.desk.keymap.first(action), down)
        self.frames()

    def lead(self, to: Pose) -> None:
        """Move the led hand to a place by the mouse, no faster than an instrument follows."""
        size = Tuning().metres_per_pixel
        for left in range(60, 0, -1):
            gap = subtract(to.position, self.session.snapshot.hand(self.desk.active).target.position)
            right, into, up = (part / left / size for part in gap)
            self.desk.mouse_moved(right, -up)
            self.desk.key(self.desk.keymap.first(Action.DEPTH), True)
            self.desk.mouse_moved(0.0, -into)
            self.desk.key(self.desk.keymap.first(Action.DEPTH), False)
            self.frames()


@pytest.fixture
def sitting() -> Iterator[Sitting]:
    with closing(Session(SHIPPED, RunOptions(), BulletWorld())) as session:
        yield Sitting(session)


def test_the_other_hand_takes_the_drill_and_it_neither_moves_nor_turns(sitting: Sitting) -> None:
    sitting.frames()
    sitting.lead(DRILL.rest @ DRILL.grip)
    sitting.press(Action.GRASP)
    sitting.frames(90)
    sitting.lead(Pose((0.1, -0.25, 1.25)))
    sitting.frames(90)
    seen = sitting.session.snapshot
    before = seen.instrument("drill_25").pose
    sitting.press(Action.OTHER_HAND)
    sitting.lead(seen.hand(Hand.RIGHT).pose.moved((-0.03, 0.0, 0.0)))
    sitting.press(Action.GRASP)
    sitting.frames(90)
    seen = sitting.session.snapshot
    after = seen.instrument("drill_25").pose
    assert [seen.hand(hand).holding for hand in Hand] == ["drill_25", None]
    assert distance(after.position, before.position) < 0.002
    assert angle_between(after.turn(UP), before.turn(UP)) < 0.02
    sitting.lead(seen.hand(Hand.LEFT).target.moved((0.0, 0.0, 0.05)))
    sitting.frames(60)
    assert sitting.session.snapshot.instrument("drill_25").pose.position[2] == pytest.approx(
        after.position[2] + 0.05, abs=0.002
    )
