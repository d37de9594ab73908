"""What comes out of `HeadsetInput` for what goes in: no physics, the session shows what a test wants it to."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wearer import SHIPPED

from sim.core.headset import Button, HeadsetHand, HeadsetState
from sim.core.intents import CommandKind, Hand, InputFrame, rounded
from sim.core.options import RunOptions
from sim.core.pose import Pose, distance, quat_from_axis_angle
from sim.core.snapshot import HandState, Phase, Snapshot
from sim.core.views import OWN_VIEW, views
from sim.input.headset import HeadsetInput, Placement
from sim.input.headset.looking import DWELL_FRAMES
from sim.input.headset.source import START
from sim.physics.bullet import BulletWorld
from sim.session.session import Session

with closing(Session(SHIPPED, RunOptions(), BulletWorld())) as _session:
    SEEN = _session.snapshot
WOUND = SHIPPED.patient.world_from_bone
HEAD = Pose((0.0, 0.0, 1.6))
GRIP = {Hand.LEFT: Pose((-0.2, 0.4, 1.1)), Hand.RIGHT: Pose((0.2, 0.4, 1.1))}


class Air:
    """A person's headset, and a session that shows what it is told to show."""

    def __init__(self) -> None:
        self.placement = Placement(WOUND)
        self.input = HeadsetInput(SHIPPED, self.placement)
        self.seen: Snapshot = SEEN
        self.frame = InputFrame(-1, SEEN.hands[0], SEEN.hands[1])  # type: ignore[arg-type]
        self.state = HeadsetState(0.0, HEAD, HeadsetHand(True, GRIP[Hand.LEFT]), HeadsetHand(True, GRIP[Hand.RIGHT]))

    def picture(self, frames: int = 1, **changes: object) -> InputFrame:
        """A picture with something changed, and the control frames after it."""
        self.state = replace(self.state, time_s=self.state.time_s + frames / 90.0, recentred=False)
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.input.feel(self.state)
        for _ in range(frames):
            self.frame = self.input.poll(self.frame.index + 1, self.seen)
        return self.frame

    def right(self, frames: int = 1, **changes: object) -> InputFrame:
        """A picture with something of the right hand changed."""
        return self.picture(frames, right=replace(self.state.right, **changes))  # type: ignore[arg-type]

    def show(self, **changes: object) -> None:
        """Let the session show something else."""
        self.seen = replace(self.seen, **changes)  # type: ignore[arg-type]

    def show_right(self, holding: str | None = None, reach: str | None = None) -> None:
        """Let the session show what the right hand holds or could take."""
        state = HandState(Hand.RIGHT, self.frame.right.target, self.frame.right.target, holding, reach)
        instruments = tuple(
            replace(each, held_by=Hand.RIGHT if each.id == holding else None) for each in self.seen.instruments
        )
        self.show(hands=(self.seen.hands[0], state), instruments=instruments)


def kinds(frame: InputFrame) -> list[CommandKind]:
    return [command.kind for command in frame.commands]


anything = st.floats(allow_nan=True, allow_infinity=True)
triples = st.tuples(anything, anything, anything)
quads = st.tuples(anything, anything, anything, anything)
any_pose = st.builds(Pose, triples, quads)
any_hand = st.builds(
    HeadsetHand,
    tracked=st.booleans(),
    grip=any_pose | st.just(GRIP[Hand.RIGHT]),
    squeeze=anything,
    trigger=anything,
    turn=anything,
    buttons=st.frozensets(st.sampled_from(Button)),
)
any_state = st.builds(
    HeadsetState,
    time_s=anything,
    head=any_pose | st.just(HEAD),
    left=any_hand,
    right=any_hand,
    focused=st.booleans(),
    recentred=st.booleans(),
)


@given(st.lists(st.tuples(any_state, st.integers(0, 5)), min_size=1, max_size=8), st.booleans())
def test_whatever_a_headset_tells_the_frames_can_be_kept_and_hold_no_nonsense(
    told: list[tuple[HeadsetState, int]], holds: bool
) -> None:
    air = Air()
    air.show_right(holding="driver_25" if holds else None)
    for state, frames in told:
        air.input.feel(state)
        for _ in range(frames):
            frame = air.frame = air.input.poll(air.frame.index + 1, air.seen)
            assert frame == rounded(frame)
            for hand in Hand:
                given_hand = frame.hand(hand)
                assert all(map(math.isfinite, (*given_hand.target.position, *given_hand.target.rotation)))
                assert 0.0 <= given_hand.trigger <= 1.0
                assert math.isfinite(given_hand.turn_rad)
            assert all(map(math.isfinite, (*frame.head.position, *frame.head.rotation)))


def test_hands_wait_before_the_surgeon_until_they_are_seen() -> None:
    air = Air()
    frame = air.picture(left=HeadsetHand(), right=HeadsetHand())
    for hand in Hand:
        assert frame.hand(hand).target.position == pytest.approx(START[hand])
    frame = air.right(tracked=True, grip=GRIP[Hand.RIGHT])
    assert frame.right.target.position == pytest.approx((0.25, -0.22, 1.1))
    assert frame.left.target.position == pytest.approx(START[Hand.LEFT])


def test_head_and_hands_are_where_the_placement_puts_them() -> None:
    air = Air()
    air.picture()
    frame = air.picture(head=HEAD.moved((0.0, 0.1, -0.2)))
    assert frame.head.position == pytest.approx((0.05, -0.52, 1.4))
    assert air.input.true_pose(Hand.LEFT).position == pytest.approx((-0.15, -0.22, 1.1))


def test_a_recentred_play_space_moves_empty_hands_at_once() -> None:
    air = Air()
    air.picture()
    there = Pose((1.0, 0.0, 1.6))
    frame = air.picture(4, head=there, recentred=True, right=HeadsetHand(True, Pose((1.2, 0.4, 1.1))))
    assert frame.right.target.position == pytest.approx((0.25, -0.22, 1.1))
    assert frame.head.position == pytest.approx((0.05, -0.62, 1.6))


def test_between_two_pictures_a_hand_is_on_its_way() -> None:
    air = Air()
    for _ in range(3):
        air.picture(4)
    start = air.frame.right.target.position
    air.state = replace(air.state, right=replace(air.state.right, grip=GRIP[Hand.RIGHT].moved((0.04, 0.0, 0.0))))
    air.input.feel(replace(air.state, time_s=1.0))
    places = [air.input.poll(100 + i, air.seen).right.target.position[0] - start[0] for i in range(4)]
    assert places == pytest.approx([0.01, 0.02, 0.03, 0.04], abs=1e-6)


# --- taking ---


def test_a_hand_that_closes_goes_to_the_grip_instead_of_pulling_it() -> None:
    air = Air()
    air.picture()
    air.show_right(reach="drill_25")
    frame = air.right(squeeze=1.0)
    drill = SHIPPED.instrument("drill_25")
    there = drill.rest @ drill.grip
    assert frame.right.grasp
    assert frame.right.target.position == pytest.approx(there.position, abs=1e-6)
    assert frame.right.target.rotation == pytest.approx(there.rotation, abs=1e-6)


def test_a_hand_that_closes_too_early_takes_what_it_comes_to() -> None:
    air = Air()
    air.picture()
    assert not air.right(squeeze=1.0).right.grasp
    assert not air.picture(10).right.grasp
    air.show_right(reach="drill_25")
    assert air.picture().right.grasp


def test_a_fist_takes_nothing_on_its_way() -> None:
    air = Air()
    air.picture()
    air.right(squeeze=1.0)
    assert air.picture(60).right.grasp
    air.show_right(reach="drill_25")
    frame = air.picture(10)
    assert frame.right.target.position == pytest.approx((0.25, -0.22, 1.1))


def test_a_hand_that_missed_is_where_the_person_s_is_again() -> None:
    air = Air()
    air.picture()
    air.show_right(reach="drill_25")
    air.right(squeeze=1.0)
    air.show_right()
    assert air.picture().right.target.position == pytest.approx((0.25, -0.22, 1.1))


def test_squeezing_in_a_pause_takes_nothing_afterwards() -> None:
    air = Air()
    air.picture()
    air.show(phase=Phase.PAUSED)
    air.show_right(reach="drill_25")
    assert not air.right(squeeze=1.0).right.grasp
    air.show(phase=Phase.RUNNING)
    assert not air.picture(60).right.grasp
    air.right(squeeze=0.0)
    assert air.right(squeeze=1.0).right.grasp


def held(air: Air, instrument: str = "drill_25") -> None:
    """Let the right hand hold an instrument, its own grip on it, far from any bone."""
    air.picture()
    spec = SHIPPED.instrument(instrument)
    play_from_world = air.placement.world_from_play.inverse()
    grip = play_from_world @ Pose((0.3, -0.3, 1.2), (spec.rest @ spec.grip).rotation)
    air.right(grip=grip, squeeze=1.0)
    air.picture()
    at = air.frame.right.target @ spec.grip.inverse()
    moved = (replace(each, pose=at) if each.id == instrument else each for each in air.seen.instruments)
    air.show(instruments=tuple(moved))
    air.show_right(holding=instrument)
    air.picture(30)


def test_a_lost_hand_stays_keeps_its_grip_and_lets_the_trigger_go() -> None:
    air = Air()
    held(air)
    assert air.right(trigger=1.0).right.trigger == 1.0
    before = air.frame.right.target.position
    frame = air.right(60, tracked=False, squeeze=0.0, trigger=0.0, grip=Pose())
    assert frame.right.grasp
    assert frame.right.trigger == 0.0
    assert distance(frame.right.target.position, before) < 1e-6
    elsewhere = air.state.right.grip
    frame = air.right(1, tracked=True, squeeze=0.0, grip=Pose((0.2, 0.5, 1.2), elsewhere.rotation))
    assert frame.right.grasp
    assert distance(frame.right.target.position, before) < 0.02


def test_a_hand_found_elsewhere_comes_back_smoothly_in_a_third_of_a_second() -> None:
    air = Air()
    held(air)
    grip, before = air.state.right.grip, air.frame.right.target.position
    air.right(30, tracked=False)
    frames = [air.right(tracked=True, grip=grip.moved((0.0, 0.0, 0.06))).right.target.position for _ in range(30)]
    steps = [distance(a, b) for a, b in zip([before, *frames], frames, strict=False)]
    assert max(steps) < 0.007
    assert frames[-1][2] - before[2] == pytest.approx(0.06, abs=0.004)


def test_a_hand_found_open_lets_go_after_a_moment_and_a_long_lost_trigger_must_be_pulled_anew() -> None:
    air = Air()
    held(air)
    air.right(trigger=1.0)
    air.right(45, tracked=False)
    frame = air.right(tracked=True)
    assert frame.right.trigger == 0.0
    air.right(trigger=0.0)
    assert air.right(trigger=1.0).right.trigger == 1.0
    assert air.right(10, squeeze=0.0).right.grasp
    assert not air.picture(30).right.grasp


def test_a_glimpse_without_tracking_only_interrupts_the_drill() -> None:
    air = Air()
    held(air)
    air.right(trigger=1.0)
    assert air.right(5, tracked=False).right.trigger == 0.0
    assert air.right(tracked=True).right.trigger == 1.0


# --- the person is away ---


def test_whoever_looks_away_pauses_once_and_keeps_what_they_hold_until_they_close_the_hand_again() -> None:
    air = Air()
    held(air)
    air.right(trigger=1.0)
    frame = air.picture(focused=False)
    assert kinds(frame) == [CommandKind.PAUSE]
    assert frame.right.trigger == 0.0
    air.show(phase=Phase.PAUSED)
    assert all(not air.picture(focused=False).commands for _ in range(5))
    before = air.frame.right.target.position
    frame = air.right(10, grip=Pose((-0.4, 0.3, 0.9)), squeeze=0.0, trigger=0.0)
    assert kinds(frame) == []
    air.picture(focused=True)
    air.show(phase=Phase.RUNNING)
    frame = air.picture(60)
    assert frame.right.grasp
    assert frame.right.trigger == 0.0
    air.right(squeeze=1.0)
    assert not air.right(squeeze=0.0).right.grasp
    assert distance(before, air.frame.right.target.position) > 0.3


def test_a_headset_that_is_not_worn_yet_pauses_nothing() -> None:
    air = Air()
    assert kinds(air.picture(focused=False)) == []


def test_empty_hands_go_on_in_a_pause_so_that_they_can_reach_a_panel() -> None:
    air = Air()
    air.picture()
    air.show(phase=Phase.PAUSED)
    frame = air.right(2, grip=GRIP[Hand.RIGHT].moved((0.0, 0.1, 0.0)))
    assert frame.right.target.position == pytest.approx((0.25, -0.12, 1.1))


# --- buttons, panels, views ---


def test_buttons_speak_once_when_they_go_down() -> None:
    air = Air()
    air.picture()
    assert kinds(air.right(buttons=frozenset({Button.HELP}))) == [CommandKind.HINT]
    assert kinds(air.picture()) == []
    assert kinds(air.right(buttons=frozenset({Button.MENU}))) == [CommandKind.PAUSE]
    air.show(phase=Phase.PAUSED)
    air.right(buttons=frozenset())
    assert kinds(air.right(buttons=frozenset({Button.MENU}))) == [CommandKind.RESUME]
    assert not air.frame.irrigate
    assert air.picture(left=replace(air.state.left, buttons=frozenset({Button.IRRIGATE}))).irrigate


def test_a_button_between_two_pictures_without_a_control_frame_is_not_lost() -> None:
    air = Air()
    air.picture()
    air.right(0, buttons=frozenset({Button.HELP}))
    air.right(0, buttons=frozenset())
    assert kinds(air.picture()) == [CommandKind.HINT]


def test_what_was_pressed_in_the_system_s_menu_means_nothing_here() -> None:
    air = Air()
    air.picture()
    air.picture(focused=False)
    air.right(buttons=frozenset({Button.HELP}))
    assert kinds(air.picture(focused=True)) == []


def test_a_panel_takes_the_trigger_of_the_hand_that_points_at_it_only() -> None:
    air = Air()
    air.picture()
    air.input.capture(frozenset({Hand.RIGHT}))
    left = replace(air.state.left, trigger=1.0)
    frame = air.picture(left=left, right=replace(air.state.right, trigger=1.0))
    assert (frame.left.trigger, frame.right.trigger) == (1.0, 0.0)
    air.right(trigger=0.0)
    assert air.right(trigger=1.0).right.trigger == 1.0


def test_the_next_view_is_asked_for_and_taken_once_the_person_is_there() -> None:
    air = Air()
    air.picture()
    frame = air.right(buttons=frozenset({Button.NEXT_VIEW}))
    assert air.placement.pending
    assert kinds(frame) == []
    air.placement.apply(HEAD)
    frame = air.picture()
    assert [(c.kind, c.argument) for c in frame.commands] == [(CommandKind.TAKE_VIEW, "bone_side")]
    assert frame.head.position == pytest.approx(views(WOUND)["bone_side"].eye, abs=1e-6)
    assert kinds(air.picture()) == []


def test_an_instrument_stays_where_it_is_while_its_person_is_carried_to_a_view_and_back() -> None:
    air = Air()
    held(air)
    before = air.frame.right.target
    for name in ("bone_side", OWN_VIEW):
        air.placement.ask(name)
        air.placement.apply(HEAD)
        frame = air.picture(60)
        assert distance(frame.right.target.position, before.position) < 1e-3


@pytest.mark.parametrize(("yaw", "taken"), [(0.0, True), (0.25, True), (0.6, False)])
def test_looking_at_the_wound_from_where_the_step_asks_takes_the_view(yaw: float, taken: bool) -> None:
    air = Air()
    air.show(step=replace(SEEN.step, views_wanted=("bone_end",)))
    air.picture()
    eye = views(WOUND)["bone_end"].pose
    looks = Pose(eye.position, quat_from_axis_angle((0.0, 0.0, 1.0), yaw)) @ Pose(rotation=eye.rotation)
    head = air.placement.world_from_play.inverse() @ looks
    said = [c for _ in range(DWELL_FRAMES + 30) for c in air.picture(head=head).commands]
    assert [(c.kind, c.argument) for c in said] == ([(CommandKind.TAKE_VIEW, "bone_end")] if taken else [])


def test_a_glance_is_not_a_look() -> None:
    air = Air()
    air.show(step=replace(SEEN.step, views_wanted=("bone_end",)))
    air.picture()
    head = air.placement.world_from_play.inverse() @ views(WOUND)["bone_end"].pose
    assert not [c for _ in range(DWELL_FRAMES - 5) for c in air.picture(head=head).commands]
    assert not [c for _ in range(10) for c in air.picture(head=HEAD).commands]
    assert not [c for _ in range(DWELL_FRAMES - 5) for c in air.picture(head=head).commands]
