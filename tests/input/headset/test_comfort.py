from __future__ import annotations

import pytest

from sim.core.comfort import ComfortWish
from sim.core.pose import Pose
from sim.core.views import STANDING_EYES_M
from sim.input.headset import Placement
from sim.input.headset.comfort import TABLE_STEP_M, Comfort, settings_after
from sim.settings import Settings

SITTING = Pose((0.0, 0.0, 1.2))


class Kept:
    """A person's placement and settings, and what was kept of them."""

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        self.placement = Placement(Pose((0.0, 0.0, 1.0)), settings.table_offset_m, settings.seated)
        self.kept: list[Settings] = []
        self.comfort = Comfort(self.placement, settings, self.kept.append)


@pytest.mark.parametrize(("wish", "moved"), [(ComfortWish.TABLE_UP, -0.04), (ComfortWish.TABLE_DOWN, 0.04)])
def test_two_steps_of_the_table_move_the_person_the_other_way_and_are_kept(wish: ComfortWish, moved: float) -> None:
    there = Kept()
    for _ in range(2):
        there.comfort.grant(wish)
    assert there.placement.pending
    there.placement.apply(SITTING)
    assert there.placement.world_from_play.position[2] == pytest.approx(moved)
    assert [abs(settings.table_offset_m) for settings in there.kept] == pytest.approx([TABLE_STEP_M, 2 * TABLE_STEP_M])


def test_the_table_has_its_bounds_and_nothing_is_kept_beyond_them() -> None:
    there = Kept(Settings(table_offset_m=0.24))
    for _ in range(5):
        there.comfort.grant(ComfortWish.TABLE_UP)
    assert [settings.table_offset_m for settings in there.kept] == [0.25]


def test_sitting_and_standing_up_again() -> None:
    there = Kept()
    there.comfort.grant(ComfortWish.SEATED)
    there.placement.apply(SITTING)
    assert (there.placement.world_from_play @ SITTING).position[2] == pytest.approx(STANDING_EYES_M)
    there.comfort.grant(ComfortWish.STANDING)
    there.placement.apply(SITTING)
    assert there.placement.world_from_play.position[2] == pytest.approx(0.0)
    assert [settings.seated for settings in there.kept] == [True, False]


def test_recentring_is_asked_for_and_leaves_nothing_to_keep() -> None:
    there = Kept()
    there.comfort.grant(ComfortWish.RECENTRE)
    assert there.placement.pending
    assert not there.kept


@pytest.mark.parametrize(
    ("wish", "share"),
    [(ComfortWish.VIBRATION_OFF, 0.0), (ComfortWish.VIBRATION_SOFT, 0.5), (ComfortWish.VIBRATION_FULL, 1.0)],
)
def test_how_strongly_it_shakes_moves_nobody(wish: ComfortWish, share: float) -> None:
    there = Kept(Settings(vibration=0.3))
    there.comfort.grant(wish)
    assert there.kept == [Settings(vibration=share)]
    assert not there.placement.pending


@pytest.mark.parametrize("wish", ComfortWish)
def test_every_wish_is_known(wish: ComfortWish) -> None:
    start = Settings(table_offset_m=0.1, seated=wish is ComfortWish.STANDING, vibration=0.3)
    assert (settings_after(start, wish) != start) == (wish is not ComfortWish.RECENTRE)
