from __future__ import annotations

import math
from itertools import pairwise

import pytest
from desk import CLAMP, DRILL, DRIVER, QUESTION, Desk, scenario

from sim.core.errors import ProctorError
from sim.core.intents import FRAME_HZ, Command, CommandKind, Hand, InputFrame, rounded
from sim.core.pose import Pose, Vec3, angle_between, distance, dot, quat_from_axis_angle, subtract
from sim.core.snapshot import Phase
from sim.input.desktop import DesktopInput, Tuning

LEVEL = Pose((0.0, -0.6, 1.1))
"""Looks level along +y: right is +x, up is +z."""
ABOVE = Pose((0.0, 0.0, 2.0), quat_from_axis_angle((1.0, 0.0, 0.0), -math.pi / 2))
"""Looks straight down: right is +x, up in the picture is +y."""
TUNING = Tuning()


class Table:
    """A person's desk input and what it acts on."""

    def __init__(
        self, desk: Desk | None = None, dominant: Hand = Hand.RIGHT, keys: dict[str, str] | None = None
    ) -> None:
        self.desk = desk or Desk()
        self.input = DesktopInput(scenario(), keys, dominant)
        self.input.set_view(LEVEL)
        self.frames(1)

    def frames(self, count: int) -> InputFrame:
        for _ in range(count):
            frame = self.input.poll(self.desk.frame.index + 1, self.desk.snapshot)
            self.desk.take(frame)
        return self.desk.frame

    def tap(self, key: str) -> InputFrame:
        self.input.key(key, True)
        self.input.key(key, False)
        return self.frames(1)

    def hold(self, key: str, count: int) -> InputFrame:
        self.input.key(key, True)
        self.frames(count)
        self.input.key(key, False)
        return self.frames(1)

    def palm(self, hand: Hand = Hand.RIGHT) -> Vec3:
        return self.desk.frame.hand(hand).target.position

    def go_to(self, point: Vec3) -> None:
        right, into, up = subtract(point, self.palm(self.input.active))
        self.input.mouse_moved(right / TUNING.metres_per_pixel, -up / TUNING.metres_per_pixel)
        self.input.key("space", True)
        self.input.mouse_moved(0.0, -into / TUNING.metres_per_pixel)
        self.input.key("space", False)
        self.frames(1)

    def take_drill(self) -> None:
        self.go_to((DRILL.rest @ DRILL.grip).position)
        self.tap("g")
        self.frames(FRAME_HZ)
        assert self.desk.held(Hand.RIGHT) is DRILL


@pytest.mark.parametrize(("hand", "palm"), [(Hand.LEFT, 1.0), (Hand.RIGHT, -1.0)])
def test_hands_start_palm_down_with_the_fingers_away_from_the_surgeon(hand: Hand, palm: float) -> None:
    target = Table().desk.frame.hand(hand).target
    assert target.position == pytest.approx((0.15 * -palm, -0.25, 1.15))
    assert target.turn((palm, 0.0, 0.0))[2] < -0.8
    assert target.turn((0.0, 1.0, 0.0))[1] > 0.8


def test_an_empty_hand_turns_back_to_rest_but_stays_as_it_is_tilted() -> None:
    table = Table()
    rest = table.desk.frame.right.target.rotation
    table.take_drill()
    assert table.desk.frame.right.target.rotation == pytest.approx(DRILL.grip.rotation, abs=1e-5)
    table.tap("g")
    table.frames(FRAME_HZ)
    assert table.desk.frame.right.target.rotation == pytest.approx(rest, abs=1e-5)
    table.hold("e", 30)
    turned = table.desk.frame.right.target.rotation
    assert table.frames(FRAME_HZ).right.target.rotation == turned != pytest.approx(rest, abs=0.01)


def test_frames_are_rounded_and_numbered() -> None:
    table = Table()
    table.input.mouse_moved(1.0, 1.0)
    frame = table.frames(1)
    assert frame == rounded(frame)
    assert frame.index == 1
    assert frame.head.position == pytest.approx(LEVEL.position)


@pytest.mark.parametrize(
    ("view", "moved"), [(LEVEL, (0.05, 0.0, 0.02)), (ABOVE, (0.05, 0.02, 0.0))], ids=["level", "above"]
)
def test_the_mouse_moves_the_hand_in_the_picture(view: Pose, moved: Vec3) -> None:
    table = Table()
    before = table.palm()
    table.input.set_view(view)
    table.input.mouse_moved(100.0, -40.0)
    table.frames(1)
    assert subtract(table.palm(), before) == pytest.approx(moved, abs=1e-6)
    assert table.palm(Hand.LEFT) == pytest.approx((-0.15, -0.25, 1.15))


@pytest.mark.parametrize("fine", ["control", "alt"])
def test_the_fine_key_slows_the_mouse(fine: str) -> None:
    table = Table()
    before = table.palm()
    table.input.key(fine, True)
    table.input.mouse_moved(100.0, 0.0)
    table.frames(1)
    assert subtract(table.palm(), before) == pytest.approx((0.05 * 0.15, 0.0, 0.0), abs=1e-6)


def test_depth_by_mouse_wheel_and_keys_when_empty() -> None:
    table = Table()
    before = table.palm()
    table.input.key("space", True)
    table.input.mouse_moved(0.0, -20.0)
    table.input.key("space", False)
    table.input.wheel(3.0)
    table.frames(1)
    assert subtract(table.palm(), before) == pytest.approx((0.0, 0.04, 0.0), abs=1e-6)
    before = table.palm()
    table.hold("s", FRAME_HZ)
    assert subtract(table.palm(), before) == pytest.approx((0.0, -TUNING.reach_m_s, 0.0), abs=1e-5)


def test_nudges_move_a_quarter_of_a_millimetre_each() -> None:
    table = Table()
    before = table.palm()
    for key in ("arrow_right", "arrow_right", "arrow_right", "arrow_left", "arrow_up", "arrow_up", "arrow_down"):
        table.tap(key)
    assert subtract(table.palm(), before) == pytest.approx((0.0005, 0.0, 0.00025), abs=1e-7)
    table.input.key("arrow_up", True)
    table.input.key("arrow_up", True)
    table.frames(5)
    assert table.palm()[2] - before[2] == pytest.approx(0.00075, abs=1e-7)


def test_picking_up_stands_the_instrument_upright_round_the_palm() -> None:
    table = Table()
    table.go_to((DRIVER.rest @ DRIVER.grip).position)
    palm = table.palm()
    table.tap("g")
    table.frames(FRAME_HZ)
    assert table.desk.held(Hand.RIGHT) is DRIVER
    assert table.palm() == pytest.approx(palm, abs=1e-6)
    assert table.desk.poses["driver"].turn((0.0, 0.0, 1.0)) == pytest.approx((0.0, 0.0, 1.0), abs=1e-5)


def test_standing_up_takes_half_a_second() -> None:
    table = Table()
    table.go_to((DRIVER.rest @ DRIVER.grip).position)
    table.tap("g")
    tilts = []
    for _ in range(FRAME_HZ):
        table.frames(1)
        tilts.append(angle_between(table.desk.poses["driver"].turn((0.0, 0.0, 1.0)), (0.0, 0.0, 1.0)))
    assert max(a - b for a, b in pairwise(tilts)) < math.radians(5.0)
    assert tilts[20] > math.radians(20.0)
    assert tilts[50] == pytest.approx(0.0, abs=1e-4)


def test_what_is_fixed_in_the_bone_is_taken_where_it_is() -> None:
    table = Table(dominant=Hand.LEFT)
    before = table.desk.poses["clamp"]
    x, y, z = (CLAMP.rest @ CLAMP.grip).position
    table.go_to((x + 0.03, y, z))
    table.frames(1)
    table.tap("j")
    table.frames(FRAME_HZ)
    assert table.desk.held(Hand.LEFT) is CLAMP
    after = table.desk.poses["clamp"]
    assert after.position == pytest.approx(before.position, abs=1e-5)
    assert after.turn((0.0, 0.0, 1.0)) == pytest.approx(before.turn((0.0, 0.0, 1.0)), abs=1e-5)


@pytest.mark.parametrize("key", ["g", "mouse2"])
def test_grasp_toggles(key: str) -> None:
    table = Table()
    table.go_to((DRILL.rest @ DRILL.grip).position)
    assert table.tap(key).right.grasp
    assert table.frames(50).right.grasp
    assert not table.tap(key).right.grasp
    table.frames(1)
    assert table.desk.held(Hand.RIGHT) is None


def test_a_grasp_at_nothing_opens_again() -> None:
    table = Table()
    assert table.tap("g").right.grasp
    assert not table.frames(40).right.grasp
    assert table.tap("g").right.grasp


def test_a_held_grasp_key_toggles_once() -> None:
    table = Table()
    table.input.key("g", True)
    table.input.key("g", True)
    assert table.frames(1).right.grasp


def test_dragging_tilts_about_the_tip() -> None:
    table = Table()
    table.take_drill()
    tip = table.desk.poses["drill"].position
    table.input.key("mouse3", True)
    table.input.mouse_moved(80.0, 0.0)
    table.input.key("mouse3", False)
    table.frames(1)
    drill = table.desk.poses["drill"]
    assert drill.position == pytest.approx(tip, abs=1e-6)
    assert drill.turn((0.0, 0.0, 1.0)) == pytest.approx(
        (math.sin(math.radians(20)), 0, math.cos(math.radians(20))), abs=1e-5
    )
    table.input.key("mouse3", True)
    table.input.mouse_moved(-80.0, 0.0)
    table.frames(1)
    table.input.mouse_moved(0.0, -40.0)
    table.frames(1)
    drill = table.desk.poses["drill"]
    assert drill.position == pytest.approx(tip, abs=1e-5)
    assert drill.turn((0.0, 0.0, 1.0))[1] == pytest.approx(math.sin(math.radians(10.0)), abs=0.01)


@pytest.mark.parametrize("view", [LEVEL, ABOVE], ids=["level", "above"])
def test_a_handle_follows_the_mouse_in_every_view(view: Pose) -> None:
    table = Table()
    table.take_drill()
    table.input.set_view(view)
    table.input.key("shift", True)
    for key, direction in (("arrow_right", (1.0, 0.0, 0.0)), ("arrow_up", (0.0, 1.0, 0.0))):
        before = table.desk.poses["drill"].turn((0.0, 0.0, 1.0))
        for _ in range(10):
            table.tap(key)
        after = table.desk.poses["drill"].turn((0.0, 0.0, 1.0))
        assert dot(subtract(after, before), direction) == pytest.approx(math.radians(5.0), rel=0.02)


def test_roll_turns_about_the_instruments_axis() -> None:
    table = Table()
    table.take_drill()
    tip, side = table.desk.poses["drill"].position, table.desk.poses["drill"].turn((1.0, 0.0, 0.0))
    table.hold("e", 44)
    drill = table.desk.poses["drill"]
    assert drill.position == pytest.approx(tip, abs=1e-5)
    assert drill.turn((0.0, 0.0, 1.0)) == pytest.approx((0.0, 0.0, 1.0), abs=1e-5)
    turned = drill.turn((1.0, 0.0, 0.0))
    assert math.degrees(angle_between(side, turned)) == pytest.approx(44 * 60 / 90, abs=0.7)
    assert turned[1] < 0.0  # clockwise as seen from the handle
    table.hold("q", 44)
    assert table.desk.poses["drill"].turn((1.0, 0.0, 0.0)) == pytest.approx(side, abs=0.02)


def test_pushing_goes_along_the_instruments_axis() -> None:
    table = Table()
    table.take_drill()
    table.input.key("shift", True)
    for _ in range(20):
        table.tap("arrow_right")
    table.input.key("shift", False)
    before = table.desk.poses["drill"]
    axis = before.turn((0.0, 0.0, -1.0))
    table.input.wheel(4.0)
    table.frames(1)
    moved = subtract(table.desk.poses["drill"].position, before.position)
    assert dot(moved, axis) == pytest.approx(4.0 * TUNING.wheel_feed_m, abs=1e-6)
    table.hold("w", FRAME_HZ)
    moved = subtract(table.desk.poses["drill"].position, before.position)
    assert dot(moved, axis) == pytest.approx(0.004 + TUNING.feed_m_s, abs=2e-4)
    table.hold("s", FRAME_HZ)
    moved = subtract(table.desk.poses["drill"].position, before.position)
    assert dot(moved, axis) == pytest.approx(0.004, abs=2e-4)


def test_the_feed_can_be_made_slower_and_faster() -> None:
    table = Table()
    table.take_drill()
    travels = []
    for key in ("[", "]", "]"):
        table.tap(key)
        before = table.palm()
        table.hold("w", 30)
        travels.append(distance(before, table.palm()))
    assert travels[1] == pytest.approx(1.5 * travels[0], rel=0.02)
    assert travels[2] == pytest.approx(2.25 * travels[0], rel=0.02)
    for _ in range(40):
        table.tap("[")
    before = table.palm()
    table.hold("w", FRAME_HZ)
    assert distance(before, table.palm()) == pytest.approx(TUNING.slowest_feed_m_s, rel=0.05)


def test_the_hand_runs_only_so_far_ahead_of_a_blocked_instrument() -> None:
    desk = Desk()
    table = Table(desk)
    table.take_drill()
    desk.wall_z_m = desk.poses["drill"].position[2] - 0.005
    lead = 0.0
    for _ in range(6 * FRAME_HZ):
        table.input.key("w", True)
        table.frames(1)
        state = desk.snapshot.hand(Hand.RIGHT)
        lead = distance(state.target.position, state.pose.position)
        assert lead <= TUNING.max_lead_m + 1e-5
    assert lead == pytest.approx(TUNING.max_lead_m, abs=1e-4)


def test_tilting_while_pushing_keeps_the_push_on_the_axis() -> None:
    desk = Desk()
    table = Table(desk)
    table.take_drill()
    desk.wall_z_m = desk.poses["drill"].position[2]
    table.input.wheel(10.0)
    table.frames(1)
    table.input.key("mouse3", True)
    table.input.mouse_moved(40.0, 0.0)
    table.frames(1)
    wanted = desk.frame.right.target @ DRILL.grip.inverse()
    ahead = subtract(wanted.position, desk.poses["drill"].position)
    assert math.degrees(angle_between(wanted.turn((0.0, 0.0, -1.0)), (0.0, 0.0, -1.0))) == pytest.approx(10.0, abs=0.1)
    assert dot(ahead, (0.0, 0.0, -1.0)) == pytest.approx(0.01, abs=5e-4)


def test_the_trigger_rises_and_falls() -> None:
    table = Table()
    table.input.key("mouse1", True)
    rising = [table.frames(1).right.trigger for _ in range(40)]
    assert rising[17] == pytest.approx(0.5, abs=0.05)
    assert rising == sorted(rising)
    assert rising[-1] == 1.0
    table.input.key("mouse1", False)
    assert table.frames(12).right.trigger == 0.0


def test_the_gamepads_trigger_is_analogue() -> None:
    table = Table()
    table.input.gamepad({"right_trigger": 0.4}, frozenset())
    assert table.frames(40).right.trigger == pytest.approx(0.4)
    table.input.gamepad({}, frozenset())
    assert table.frames(12).right.trigger == 0.0


def test_the_gamepad_moves_tilts_and_grasps() -> None:
    table = Table()
    table.take_drill()
    before, tip = table.palm(), table.desk.poses["drill"].position
    table.input.gamepad({"left_x": 1.0}, frozenset())
    table.frames(9)
    assert subtract(table.palm(), before) == pytest.approx((0.025, 0.0, 0.0), abs=1e-5)
    table.input.gamepad({"right_x": 1.0}, frozenset())
    table.frames(9)
    drill = table.desk.poses["drill"]
    assert distance(drill.position, (tip[0] + 0.025, tip[1], tip[2])) < 1e-5
    assert math.degrees(angle_between(drill.turn((0.0, 0.0, 1.0)), (0.0, 0.0, 1.0))) == pytest.approx(6.0, abs=0.01)
    table.input.gamepad({}, frozenset({"face_a"}))
    assert not table.frames(5).right.grasp
    table.input.gamepad({}, frozenset({"lshoulder"}))
    before = table.palm()
    table.input.gamepad({"left_y": 1.0}, frozenset({"lshoulder"}))
    table.frames(9)
    assert subtract(table.palm(), before) == pytest.approx((0.0, 0.025, 0.0), abs=1e-5)


def test_turning_by_key_and_wheel() -> None:
    table = Table()
    forward = table.hold("x", FRAME_HZ).right.turn_rad
    assert forward == pytest.approx(TUNING.turn_rad_s, rel=0.02)
    table.input.key("control", True)
    fine = table.hold("x", FRAME_HZ).right.turn_rad - forward
    table.input.key("control", False)
    assert fine == pytest.approx(0.15 * TUNING.turn_rad_s, rel=0.02)
    assert table.hold("z", FRAME_HZ).right.turn_rad == pytest.approx(fine, abs=0.1)
    before = table.desk.frame.right.turn_rad
    table.input.key("shift", True)
    table.input.wheel(-2.0)
    assert table.frames(1).right.turn_rad == pytest.approx(before - math.radians(30.0), abs=1e-5)


def test_the_other_hand_stays_as_it_is() -> None:
    table = Table()
    table.take_drill()
    held = table.desk.frame.right
    table.input.key("mouse1", True)
    table.frames(40)
    table.tap("tab")
    table.input.mouse_moved(60.0, 0.0)
    frame = table.frames(20)
    assert frame.right.target == held.target
    assert frame.right.grasp
    assert frame.right.trigger == 0.0
    assert frame.left.target.position == pytest.approx((-0.12, -0.25, 1.15))
    assert frame.left.trigger > 0.5


def test_left_handed_people_start_with_their_left() -> None:
    table = Table(dominant=Hand.LEFT)
    table.input.mouse_moved(20.0, 0.0)
    table.input.key("mouse3", True)
    frame = table.frames(40)
    assert frame.left.target.position == pytest.approx((-0.14, -0.25, 1.15))
    assert frame.left.trigger == 1.0
    assert frame.right.trigger == 0.0


def test_irrigation_runs_while_its_key_is_held() -> None:
    table = Table()
    table.input.key("f", True)
    assert table.frames(3).irrigate
    table.input.key("f", False)
    assert not table.frames(1).irrigate


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("v", CommandKind.NEXT_VIEW),
        ("h", CommandKind.HINT),
        ("p", CommandKind.PAUSE),
        ("backspace", CommandKind.RESTART_STEP),
        ("enter", CommandKind.CONTINUE),
    ],
)
def test_commands_come_once(key: str, kind: CommandKind) -> None:
    table = Table()
    assert table.tap(key).commands == (Command(kind),)
    assert table.frames(1).commands == ()


def test_number_keys_answer_the_question_that_is_asked() -> None:
    table = Table(Desk(question=QUESTION))
    assert table.tap("2").commands == (Command(CommandKind.ANSWER, "right"),)
    assert table.tap("5").commands == ()
    table.desk.question = None
    table.frames(1)
    assert table.tap("2").commands == ()


def test_panels_and_views_speak_through_the_same_door() -> None:
    table = Table()
    table.input.command(Command(CommandKind.TAKE_VIEW, "close"))
    assert table.frames(1).commands == (Command(CommandKind.TAKE_VIEW, "close"),)


def test_nothing_moves_while_paused() -> None:
    table = Table(Desk(question=QUESTION))
    before = table.desk.frame.right
    table.desk.phase = Phase.PAUSED
    table.frames(1)
    table.input.mouse_moved(100.0, 100.0)
    table.input.wheel(3.0)
    table.input.key("mouse1", True)
    table.tap("arrow_up")
    table.tap("1")
    table.hold("x", 10)
    assert table.desk.frame.right == before
    assert table.tap("p").commands == (Command(CommandKind.RESUME),)


def test_losing_the_keyboard_lets_go_of_every_key() -> None:
    table = Table()
    table.input.key("f", True)
    table.input.key("mouse1", True)
    table.frames(5)
    table.input.release_all()
    frame = table.frames(12)
    assert not frame.irrigate
    assert frame.right.trigger == 0.0


def test_a_persons_own_keys() -> None:
    table = Table(keys={"irrigate": "b"})
    table.input.key("b", True)
    assert table.frames(1).irrigate
    with pytest.raises(ProctorError):
        Table(keys={"irrigate": "w"})
