"""Keys, mouse and gamepad through the window's adapter: what a person does is what the session sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sitting import Sitting

from sim.core.errors import ProctorError
from sim.core.events import EventKind
from sim.core.intents import FRAME_HZ, Hand
from sim.core.pose import distance
from sim.core.snapshot import Phase
from sim.settings import Settings

pytestmark = pytest.mark.render

SitDown = Callable[[Settings], Sitting]


def test_a_person_answers_takes_a_drill_runs_it_and_looks_round(sit_down: SitDown) -> None:
    sitting = sit_down(Settings())
    for key in ("1", "2", "3", "1"):
        assert not sitting.there.leads_by_mouse
        sitting.tap(key, FRAME_HZ)
    assert len(sitting.happened(EventKind.ANSWERED)) == 4
    assert sitting.snapshot.step.index == 1
    assert sitting.there.leads_by_mouse

    sitting.take("drill_35")
    assert sitting.hand().holding == "drill_35"
    before = sitting.hand().target.position
    sitting.hold("w", FRAME_HZ // 3)
    assert distance(before, sitting.hand().target.position) == pytest.approx(0.004, rel=0.1)
    sitting.hold("mouse1", FRAME_HZ)
    assert sitting.snapshot.instrument("drill_35").turn_rad > 10.0
    sitting.down("f")
    sitting.play(1)
    assert sitting.snapshot.irrigating
    sitting.up("f")

    sitting.tap("v")
    assert sitting.happened(EventKind.VIEW_TAKEN) == ["close"]
    assert sitting.there.display.view == "close"
    sitting.tap("h")
    assert sitting.snapshot.hints_used == 1
    sitting.tap("g", FRAME_HZ)
    assert sitting.hand().holding is None


def test_pausing_frees_the_pointer_and_a_restart_from_the_menu_goes_on(sit_down: SitDown) -> None:
    sitting = sit_down(Settings())
    for key in ("1", "2", "3", "1"):
        sitting.tap(key, FRAME_HZ)
    sitting.tap("escape")
    assert sitting.snapshot.phase is Phase.PAUSED
    assert not sitting.there.leads_by_mouse
    held = sitting.hand().target
    sitting.there.mouse_moved(200.0, 0.0)
    sitting.play(2)
    assert sitting.hand().target == held
    sitting.tap("2")
    assert sitting.snapshot.phase is Phase.RUNNING
    assert sitting.happened(EventKind.STEP_RESTARTED) == ["reduce"]

    sitting.down("f")
    sitting.there.release_all()
    sitting.play(2)
    assert sitting.snapshot.phase is Phase.PAUSED
    sitting.tap("p")
    assert sitting.snapshot.phase is Phase.RUNNING
    assert not sitting.snapshot.irrigating

    sitting.tap("p")
    sitting.tap("4")
    assert sitting.session.finished


def test_enter_skips_the_tutorial(sit_down: SitDown) -> None:
    sitting = sit_down(Settings())
    sitting.there.display.panels.teach()
    sitting.show()
    assert sitting.there.leads_by_mouse
    sitting.tap("enter")
    assert sitting.there.display.panels.tutorial is None
    assert not sitting.there.leads_by_mouse


def test_settings_choose_keys_and_hand(sit_down: SitDown) -> None:
    sitting = sit_down(Settings(dominant=Hand.LEFT, keys={"grasp": "b", "irrigate": "n"}))
    sitting.take("drill_25", key="j", hand=Hand.LEFT)
    assert sitting.hand(Hand.LEFT).holding is None
    sitting.tap("b", FRAME_HZ)
    assert sitting.hand(Hand.LEFT).holding == "drill_25"
    sitting.hold("mouse3", FRAME_HZ)
    assert sitting.snapshot.instrument("drill_25").turn_rad > 10.0
    sitting.down("n")
    sitting.play(1)
    assert sitting.snapshot.irrigating


def test_settings_with_a_key_for_no_control_are_refused(sit_down: SitDown) -> None:
    with pytest.raises(ProctorError, match="no control"):
        sit_down(Settings(keys={"irigate": "b"}))


def test_a_gamepad_leads_the_hand(sit_down: SitDown) -> None:
    sitting = sit_down(Settings())
    before = sitting.hand().target.position
    sitting.there.gamepad({"left_x": 1.0}, frozenset())
    sitting.play(FRAME_HZ // 2)
    assert sitting.hand().target.position[0] - before[0] == pytest.approx(0.125, rel=0.1)
    sitting.there.gamepad({}, frozenset({"start"}))
    sitting.play(2)
    assert sitting.snapshot.phase is Phase.PAUSED
