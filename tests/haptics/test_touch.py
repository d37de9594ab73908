from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ, Hand
from sim.core.model import Instrument, InstrumentKind, Mode
from sim.core.ports import Pulse
from sim.core.pose import IDENTITY
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView
from sim.haptics import Touch
from sim.haptics.feel import HIGHEST_HZ, LOWEST_HZ, TICK_RAD
from sim.haptics.limiter import MOST_HZ
from sim.haptics.shots import SHOTS

TOP_SPEED = 94.0
SET = (
    Instrument("drill", InstrumentKind.DRILL, "P1", 1.1, max_speed_rad_s=TOP_SPEED),
    Instrument("driver", InstrumentKind.DRIVER, "P2", 0.2),
    Instrument("tap", InstrumentKind.TAP, "P3", 0.2),
    Instrument("countersink", InstrumentKind.COUNTERSINK, "P4", 0.2),
    Instrument("clamp", InstrumentKind.CLAMP, "P5", 0.2),
)
shares = st.floats(0.0, 1.0)
forces = st.floats(0.0, 300.0)


def snapshot(
    frame: int = 0,
    held: dict[str, Hand] | None = None,
    speed: float = 0.0,
    turned: float = 0.0,
    gauges: Gauges | None = None,
    phase: Phase = Phase.RUNNING,
) -> Snapshot:
    step = StepView("one", 0, 1, "", 0.0, (), (), 0, 0, None, (), None)
    hands = tuple(HandState(hand, IDENTITY, IDENTITY, None, None) for hand in (Hand.LEFT, Hand.RIGHT))
    holders = {"drill": Hand.RIGHT} if held is None else held
    states = tuple(
        InstrumentState(
            item.id, IDENTITY, holders.get(item.id), speed * TOP_SPEED if item.id == "drill" else 0.0, turned, True
        )
        for item in SET
    )
    return Snapshot(
        frame, frame / FRAME_HZ, Mode.LEARN, phase, step, (hands[0], hands[1]), states, (), (), (),
        gauges or Gauges(), False, 0, 0, 0,
    )  # fmt: skip


def drilling(load: float = 0.0, force: float = 0.0, tool: str = "drill") -> Gauges:
    return Gauges(instrument=tool, drill_load=load, force_n=force)


def amplitude(pulses: tuple[Pulse, ...]) -> float:
    return max((pulse.amplitude for pulse in pulses), default=0.0)


def one(**what: object) -> tuple[Pulse, ...]:
    """What a hand feels that felt nothing before."""
    return Touch(SET).pulses(snapshot(**what), ())  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(shares, shares, forces, shares, st.floats(-50.0, 50.0), st.sampled_from([*SET])),
        min_size=1,
        max_size=40,
    ),
    st.lists(st.sampled_from(EventKind), max_size=20),
    st.floats(-1.0, 3.0),
)
def test_every_pulse_is_one_that_a_controller_can_play(
    pictures: list[tuple[float, float, float, float, float, Instrument]], kinds: list[EventKind], strength: float
) -> None:
    touch = Touch(SET, strength)
    for frame, (speed, load, force, torque, turned, tool) in enumerate(pictures):
        gauges = Gauges(instrument=tool.id, drill_load=load, force_n=force, torque_share=torque, torque_nm=torque)
        events = tuple(Event(frame, kind, tool.id) for kind in kinds)
        for pulse in touch.pulses(snapshot(frame, {tool.id: Hand.LEFT}, speed, turned, gauges), events):
            assert 0.0 < pulse.amplitude <= 1.0
            assert LOWEST_HZ <= pulse.frequency_hz <= HIGHEST_HZ
            assert 0.0 < pulse.duration_s < 0.5
            assert pulse.hand is Hand.LEFT


@pytest.mark.parametrize("frequency", [feel.frequency_hz for feel in SHOTS.values()])
def test_knocks_are_within_what_can_be_felt(frequency: float) -> None:
    assert LOWEST_HZ <= frequency <= HIGHEST_HZ


def test_nothing_is_felt_when_nothing_happens() -> None:
    touch = Touch(SET)
    for frame in range(3 * FRAME_HZ):
        assert touch.pulses(snapshot(frame, {"drill": Hand.RIGHT, "clamp": Hand.LEFT}), ()) == ()
    assert one(held={}, gauges=Gauges()) == ()


def test_a_drill_on_the_tray_shakes_no_hand() -> None:
    assert one(held={}, speed=1.0, gauges=drilling(0.5, 40.0)) == ()


def test_the_hand_that_holds_it_feels_it() -> None:
    for hand in Hand:
        pulses = one(held={"drill": hand}, speed=1.0, gauges=drilling(0.5, 40.0))
        assert [pulse.hand for pulse in pulses] == [hand]


@given(shares, shares, shares, forces)
def test_more_load_is_felt_more_and_rougher(less: float, more: float, speed: float, force: float) -> None:
    less, more = sorted((less, more))
    light, heavy = (one(speed=speed, gauges=drilling(load, force)) for load in (less, more))
    assert amplitude(light) <= amplitude(heavy)
    light, heavy = (one(speed=1.0, gauges=drilling(load)) for load in (less, more))
    assert light[0].frequency_hz >= heavy[0].frequency_hz


@given(forces, forces, shares, shares)
def test_more_force_is_felt_more(less: float, more: float, speed: float, load: float) -> None:
    less, more = sorted((less, more))
    for tool in ("drill", "driver"):
        held = {tool: Hand.RIGHT}
        light, heavy = (one(held=held, speed=speed, gauges=drilling(load, force, tool)) for force in (less, more))
        assert amplitude(light) <= amplitude(heavy)


def test_a_free_drill_barely_hums_and_a_labouring_one_shakes() -> None:
    free, labouring = one(speed=1.0), one(speed=0.8, gauges=drilling(0.8, 60.0))
    assert 0.0 < amplitude(free) < 0.15
    assert amplitude(labouring) > 4.0 * amplitude(free)


def test_a_drill_that_runs_is_felt_without_gaps() -> None:
    touch, until = Touch(SET), 0.0
    for frame in range(FRAME_HZ):
        now = frame / FRAME_HZ
        for pulse in touch.pulses(snapshot(frame, speed=1.0, gauges=drilling(0.5)), ()):
            until = now + pulse.duration_s
        assert until > now


@given(st.lists(st.booleans(), min_size=90, max_size=90))
def test_no_hand_is_shaken_more_often_than_it_may(knocks: list[bool]) -> None:
    touch, times = Touch(SET), []
    for frame, knock in enumerate(knocks):
        events = (Event(frame, EventKind.CONTACT, "p", "drill"),) if knock else ()
        state = snapshot(frame, speed=1.0, turned=frame * 1.0, gauges=drilling(0.5, 30.0))
        times += [frame / FRAME_HZ for pulse in touch.pulses(state, events)]
    assert len(times) <= MOST_HZ
    assert all(after - before >= 1.0 / MOST_HZ - 1e-9 for before, after in pairwise(times))


def test_breaking_through_is_short_and_stronger_than_any_drilling() -> None:
    touch = Touch(SET)
    worst = amplitude(touch.pulses(snapshot(0, speed=1.0, gauges=drilling(1.0, 300.0)), ()))
    through = Event(1, EventKind.FAR_CORTEX_PASSED, "hole_1", "drill")
    felt: list[Pulse] = []
    for frame in range(1, 6):
        events = (through,) if frame == 1 else ()
        felt += touch.pulses(snapshot(frame, speed=1.0, gauges=drilling(0.1)), events)
    assert felt[0].amplitude > worst
    assert felt[0].duration_s <= 0.1
    assert len(felt) == 1  # the drill's own hum does not talk over it


def test_a_knock_waits_for_its_turn_but_is_not_lost() -> None:
    touch = Touch(SET)
    touch.pulses(snapshot(0, speed=1.0), ())
    assert touch.pulses(snapshot(1, speed=1.0), (Event(1, EventKind.SCREW_SEATED, "s1", "drill"),)) == ()
    later = [pulse for frame in range(2, 6) for pulse in touch.pulses(snapshot(frame, speed=1.0), ())]
    assert later[0].amplitude == SHOTS[EventKind.SCREW_SEATED].amplitude


def test_of_two_knocks_the_stronger_is_felt() -> None:
    events = (Event(0, EventKind.CONTACT, "h", "drill"), Event(0, EventKind.PLUNGED, "h", "drill", 0.01))
    (pulse,) = Touch(SET).pulses(snapshot(), events)
    assert pulse.amplitude == SHOTS[EventKind.PLUNGED].amplitude


def turn_screw(torque: float | None, turns: int, tool: str = "driver", torque_nm: float = 0.0) -> list[Pulse]:
    """What is felt while a handle turns slowly by so many notches."""
    touch, felt = Touch(SET), []
    gauges = Gauges(instrument=tool, torque_share=torque, torque_nm=torque_nm)
    for frame in range(turns * 10):
        state = snapshot(frame, {tool: Hand.RIGHT}, turned=frame * TICK_RAD / 10.0, gauges=gauges)
        felt += touch.pulses(state, ())
    return felt


def test_a_screw_ticks_at_every_notch_the_harder_the_tighter() -> None:
    loose, tight = turn_screw(0.2, 5), turn_screw(0.9, 5)
    assert len(loose) == len(tight) == 4
    assert tight[0].amplitude > 2.0 * loose[0].amplitude
    assert tight[0].frequency_hz > loose[0].frequency_hz


def test_a_driver_that_turns_in_the_air_does_not_tick_and_one_that_stands_still_neither() -> None:
    assert turn_screw(None, 5) == []
    assert turn_screw(0.0, 5) == []
    held = {"driver": Hand.RIGHT}
    touch = Touch(SET)
    for frame in range(30):
        state = snapshot(frame, held, turned=1.0, gauges=Gauges(instrument="driver", torque_share=0.9))
        assert touch.pulses(state, ()) == ()


def test_a_tap_ticks_by_its_own_torque() -> None:
    assert len(turn_screw(None, 5, "tap", torque_nm=0.8)) == 4


def test_an_edge_turned_by_hand_grits_with_what_it_takes_away() -> None:
    little, much = (
        one(held={"countersink": Hand.LEFT}, gauges=Gauges(instrument="countersink", removed_mm3_s=removed))
        for removed in (1.0, 8.0)
    )
    assert 0.0 < amplitude(little) < amplitude(much)


def test_stripping_is_like_nothing_else() -> None:
    strip = SHOTS[EventKind.SCREW_STRIPPED]
    others = [feel for kind, feel in SHOTS.items() if kind is not EventKind.SCREW_STRIPPED]
    assert strip.frequency_hz < min(feel.frequency_hz for feel in others)
    assert strip.duration_s > 1.5 * max(feel.duration_s for feel in others)


def test_a_force_that_stays_is_grown_used_to_and_its_end_is_felt() -> None:
    touch, held = Touch(SET), {"clamp": Hand.LEFT}
    pushed = Gauges(instrument="clamp", force_n=40.0)
    first = amplitude(touch.pulses(snapshot(0, held, gauges=pushed), ()))
    for frame in range(1, 3 * FRAME_HZ):
        last = amplitude(touch.pulses(snapshot(frame, held, gauges=pushed), ()))
    released = amplitude(touch.pulses(snapshot(3 * FRAME_HZ, held, gauges=Gauges(instrument="clamp")), ()))
    assert first == pytest.approx(released, rel=0.05)
    assert last == 0.0


@pytest.mark.parametrize(
    ("event", "hand"),
    [
        (Event(1, EventKind.GRASPED, "clamp", Hand.LEFT), Hand.LEFT),
        (Event(1, EventKind.RELEASED, "drill", Hand.RIGHT), Hand.RIGHT),
        (Event(1, EventKind.RETURNED, "drill"), Hand.RIGHT),  # the one that held it last
        (Event(1, EventKind.WRONG_INSTRUMENT, "clamp", Hand.LEFT), Hand.LEFT),
        (Event(1, EventKind.PLUNGED, "hole_1", "drill"), Hand.RIGHT),
        (Event(1, EventKind.STEP_FINISHED, "one"), None),
        (Event(1, EventKind.CONTACT, "hole_1", "tap"), None),  # nobody held it
    ],
)
def test_an_event_is_felt_where_it_happened(event: Event, hand: Hand | None) -> None:
    touch = Touch(SET)
    touch.pulses(snapshot(0, {"drill": Hand.RIGHT}), ())
    assert [pulse.hand for pulse in touch.pulses(snapshot(1, {}), (event,))] == ([hand] if hand else [])


def test_a_pause_is_still() -> None:
    for phase in (Phase.PAUSED, Phase.FINISHED):
        assert one(speed=1.0, gauges=drilling(1.0, 50.0), phase=phase) == ()


@given(st.floats(0.0, 1.0), shares, forces)
def test_strength_scales_and_nothing_is_off(strength: float, load: float, force: float) -> None:
    state = snapshot(speed=1.0, gauges=drilling(load, force))
    full, scaled = (amplitude(Touch(SET, each).pulses(state, ())) for each in (1.0, strength))
    assert scaled == pytest.approx(strength * full, abs=0.011)
    event = Event(0, EventKind.PLUNGED, "h", "drill")
    assert Touch(SET, 0.0).pulses(state, (event,)) == ()


def test_the_same_pictures_feel_the_same_and_a_new_run_begins_anew() -> None:
    def felt(touch: Touch) -> list[tuple[Pulse, ...]]:
        return [
            touch.pulses(snapshot(frame, speed=1.0, gauges=drilling(0.5 + 0.4 * math.sin(frame), 20.0)), ())
            for frame in range(60)
        ]

    touch = Touch(SET)
    assert felt(touch) == felt(Touch(SET)) == felt(touch)


def test_what_is_chosen_on_a_panel_is_felt_in_the_hand_that_chose_it() -> None:
    [pulse] = Touch(SET).chosen([Hand.LEFT])
    assert pulse.hand is Hand.LEFT
    assert 0.1 < pulse.amplitude <= 1.0
    assert Touch(SET, strength=0.0).chosen([Hand.LEFT]) == ()
