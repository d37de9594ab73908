from dataclasses import replace

import pytest

from assets.sounds import LOOPS, SHOTS
from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ, Hand
from sim.core.model import Instrument, InstrumentKind, Mode
from sim.core.pose import IDENTITY
from sim.core.snapshot import Gauges, HandState, InstrumentState, Phase, Snapshot, StepView
from sim.language import Translator
from sim.sound import SoundBoard, SoundFrame
from sim.sound.shots import SHOTS as SHOT_OF

TOP_SPEED = 94.0
DRILL = Instrument("drill", InstrumentKind.DRILL, "P1", 1.1, max_speed_rad_s=TOP_SPEED)
DRIVER = Instrument("driver", InstrumentKind.DRIVER, "P2", 0.2)
TAP = Instrument("tap", InstrumentKind.TAP, "P3", 0.2)
SET = (DRILL, DRIVER, TAP)


def snapshot(
    frame: int = 0,
    speed: float = 0.0,
    turned: float = 0.0,
    gauges: Gauges | None = None,
    irrigating: bool = False,
    phase: Phase = Phase.RUNNING,
) -> Snapshot:
    step = StepView("one", 0, 1, "", 0.0, (), (), 0, 0, None, (), None)
    hands = tuple(HandState(hand, IDENTITY, IDENTITY, None, None) for hand in (Hand.LEFT, Hand.RIGHT))
    states = (
        InstrumentState("drill", IDENTITY, Hand.RIGHT, speed * TOP_SPEED, 0.0, True),
        InstrumentState("driver", IDENTITY, None, 0.0, turned, True),
        InstrumentState("tap", IDENTITY, None, 0.0, turned, True),
    )
    return Snapshot(
        frame, frame / FRAME_HZ, Mode.LEARN, phase, step, (hands[0], hands[1]), states, (), (), (),
        gauges or Gauges(), irrigating, 0, 0, 0,
    )  # fmt: skip


def drilling(load: float, removed: float = 5.0) -> Gauges:
    return Gauges(instrument="drill", drill_load=load, removed_mm3_s=removed)


def pitch(frame: SoundFrame) -> float:
    return frame.loops["drill"][1]


def test_an_idle_room_is_all_there_is_to_hear() -> None:
    frame = SoundBoard(SET).cues(snapshot(), ())
    assert set(frame.loops) == {"room"}
    assert frame.shots == ()
    assert frame.captions == ()


def test_the_drills_pitch_drops_under_load_and_rises_at_break_through() -> None:
    board = SoundBoard(SET)
    free = pitch(board.cues(snapshot(1, speed=1.0), ()))
    loaded_frame = board.cues(snapshot(2, speed=0.9, gauges=drilling(0.7)), ())
    through = Event(3, EventKind.FAR_CORTEX_PASSED, "target")
    released_frame = board.cues(snapshot(3, speed=0.95, gauges=drilling(0.05)), (through,))
    settled = pitch(board.cues(snapshot(3 + FRAME_HZ, speed=1.0), ()))
    assert pitch(loaded_frame) < 0.85 * free
    assert pitch(released_frame) > pitch(loaded_frame) * 1.2
    assert settled == pytest.approx(free)
    assert "caption.drill_loaded" in loaded_frame.captions
    assert "caption.break_through" in released_frame.captions


def test_a_drill_at_work_grits_and_one_in_the_air_does_not() -> None:
    board = SoundBoard(SET)
    working = board.cues(snapshot(speed=1.0, gauges=drilling(0.5)), ())
    assert working.loops["grit"][0] > 0.3
    assert working.loops["drill_load"][0] > 0.3
    assert "grit" not in board.cues(snapshot(speed=1.0), ()).loops


def test_a_stalled_drill_says_so() -> None:
    frame = SoundBoard(SET).cues(snapshot(speed=0.0, gauges=drilling(1.0, 0.0)), ())
    assert frame.captions == ("caption.drill_stalled",)
    assert frame.loops["drill_load"][1] < 0.5


def test_water_is_heard_while_it_runs() -> None:
    board = SoundBoard(SET)
    assert {"irrigation", "suction"} <= set(board.cues(snapshot(irrigating=True), ()).loops)
    assert "irrigation" not in board.cues(snapshot(), ()).loops


def test_a_screw_creaks_only_while_it_turns_and_higher_when_tighter() -> None:
    board = SoundBoard(SET)
    board.cues(snapshot(0, turned=0.0, gauges=Gauges(instrument="driver", torque_share=0.3)), ())
    loose = board.cues(snapshot(1, turned=0.1, gauges=Gauges(instrument="driver", torque_share=0.3)), ())
    tight = board.cues(snapshot(2, turned=0.2, gauges=Gauges(instrument="driver", torque_share=0.7)), ())
    still = board.cues(snapshot(3, turned=0.2, gauges=Gauges(instrument="driver", torque_share=0.7)), ())
    assert tight.loops["squeak"] > loose.loops["squeak"]
    assert tight.captions == ("caption.screw_turning",)
    assert "squeak" not in still.loops


def test_a_tap_says_that_it_cuts() -> None:
    board = SoundBoard(SET)
    board.cues(snapshot(0, gauges=Gauges(instrument="tap")), ())
    assert board.cues(snapshot(1, turned=0.1, gauges=Gauges(instrument="tap")), ()).captions == ("caption.tapping",)


def test_the_driver_ticks_once_at_every_notch_of_torque() -> None:
    board = SoundBoard(SET)
    ticks = []
    for number, torque in enumerate((0.40, 0.49, 0.51, 0.55, 0.61, 0.72, 0.72, 0.50)):
        shown = snapshot(number, turned=0.1 * number, gauges=Gauges(instrument="driver", torque_share=torque))
        ticks.append([cue.pitch for cue in board.cues(shown, ()).shots if cue.name == "tick"])
    assert [len(tick) for tick in ticks] == [0, 0, 1, 0, 1, 1, 0, 0]
    assert ticks[2] < ticks[4] < ticks[5]


def test_events_sound_once_with_all_their_captions() -> None:
    events = (
        Event(1, EventKind.PLUNGED, "target", value=0.011),
        Event(1, EventKind.OVERHEATED, "target", value=49.0),
        Event(1, EventKind.STEP_FINISHED, "one"),
        Event(1, EventKind.PROCEDURE_FINISHED),
    )
    frame = SoundBoard(SET).cues(snapshot(1), events)
    assert [cue.name for cue in frame.shots] == ["warning", "finale"]
    assert frame.captions == ("caption.plunge", "caption.overheated", "caption.step_done", "caption.finished")


def test_a_pause_is_quiet() -> None:
    frame = SoundBoard(SET).cues(snapshot(speed=1.0, irrigating=True, phase=Phase.PAUSED), ())
    assert frame.loops == {}


def test_the_same_pictures_always_sound_the_same() -> None:
    shown = [snapshot(number, speed=number / 10.0, gauges=drilling(number / 20.0)) for number in range(10)]
    first, second = SoundBoard(SET), SoundBoard(SET)
    assert [first.cues(one, ()) for one in shown] == [second.cues(one, ()) for one in shown]


def test_every_name_is_a_sound_that_exists() -> None:
    assert {cue.name for cue in SHOT_OF.values()} <= set(SHOTS)
    busy = snapshot(1, speed=1.0, turned=1.0, gauges=drilling(0.5), irrigating=True)
    board = SoundBoard(SET)
    board.cues(snapshot(), ())
    turning = replace(busy, gauges=Gauges(instrument="driver", torque_share=0.8))
    heard = set(board.cues(busy, ()).loops) | set(SoundBoard(SET).cues(turning, ()).loops)
    assert heard <= set(LOOPS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_caption_can_be_read(language: str) -> None:
    translator = Translator(language)
    keys = {cue.caption_key for cue in SHOT_OF.values() if cue.caption_key}
    keys |= {f"caption.{name}" for name in ("drill_running", "drill_loaded", "drill_stalled")}
    keys |= {f"caption.{name}" for name in ("irrigation", "screw_turning", "tapping")}
    assert {key for key in keys if not translator.has(key)} == set()
