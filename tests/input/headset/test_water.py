from __future__ import annotations

from dataclasses import replace

import pytest
from wearer import WornHand, worn

from sim.core.controllers import BARE_HAND
from sim.core.headset import HeadsetState
from sim.core.intents import Hand, HandInput
from sim.core.model import Instrument, InstrumentKind
from sim.input.headset.water import asks_for_water

TOUCH = "/interaction_profiles/oculus/touch_controller"
SIMPLE = "/interaction_profiles/khr/simple_controller"
PULLED = HandInput(trigger=1.0)


def one(kind: InstrumentKind) -> Instrument:
    return Instrument(kind.value, kind, "P", 0.1)


DRILL = one(InstrumentKind.DRILL)


@pytest.mark.parametrize("profile", [BARE_HAND, SIMPLE])
def test_the_free_hand_waters_what_the_other_drills(profile: str) -> None:
    assert asks_for_water(profile, PULLED, None, DRILL)
    assert asks_for_water(profile, PULLED, one(InstrumentKind.SLEEVE), DRILL)
    assert asks_for_water(profile, PULLED, None, one(InstrumentKind.COUNTERSINK))
    assert not asks_for_water(profile, HandInput(trigger=0.4), None, DRILL)


def test_a_trigger_with_a_use_of_its_own_waters_nothing() -> None:
    for kind in (InstrumentKind.DRILL, InstrumentKind.CLAMP, InstrumentKind.DEPTH_GAUGE, InstrumentKind.DRIVER):
        assert not asks_for_water(BARE_HAND, PULLED, one(kind), DRILL)


def test_nothing_is_watered_where_nothing_gets_hot() -> None:
    assert not asks_for_water(BARE_HAND, PULLED, None, None)
    assert not asks_for_water(BARE_HAND, PULLED, None, one(InstrumentKind.DRIVER))


def test_who_has_a_button_uses_it() -> None:
    assert not asks_for_water(TOUCH, PULLED, None, DRILL)
    assert not asks_for_water("", PULLED, None, DRILL)


@pytest.mark.parametrize(("profile", "waters"), [(BARE_HAND, True), (TOUCH, False)])
def test_it_runs_in_the_trainer_as_long_as_it_is_asked_for(profile: str, waters: bool) -> None:
    with worn("drill_plate_1") as wearer:
        told = wearer.state

        def state() -> HeadsetState:
            now = told()
            return replace(now, left=replace(now.left, profile=profile), right=replace(now.right, profile=profile))

        wearer.state = state  # type: ignore[method-assign]
        wearer.take("drill_25")
        wearer.hands[Hand.LEFT] = WornHand(wearer.hands[Hand.LEFT].at, trigger=1.0)
        wearer.wait(0.1)
        assert wearer.seen.irrigating is waters
        wearer.hands[Hand.LEFT].trigger = 0.0
        wearer.wait(0.1)
        assert not wearer.seen.irrigating
