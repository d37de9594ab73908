"""Mouse, keyboard and gamepad as a source of input frames.

The window feeds events in; nothing here knows the window. The mouse moves the led hand in the picture's plane, or,
while a key is held, tilts the instrument about its tip or moves it to and from the eye. Wheel and keys push along the
instrument's axis: how far the hand is ahead of a blocked instrument is how hard it pushes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...core.intents import FRAME_S, Command, CommandKind, Hand, InputFrame, rounded
from ...core.model import Scenario
from ...core.pose import IDENTITY, Pose, Quat, Vec3, add, quat_from_axes, quat_from_axis_angle, quat_multiply, scale
from ...core.snapshot import Phase, Snapshot
from ..gamepad import Sticks, pressed_buttons, sticks
from ..keymap import ANSWERS, Action, KeyMap, default_keys, remapped
from .led_hand import LedHand
from .tuning import Tuning

START: dict[Hand, Vec3] = {Hand.LEFT: (-0.15, -0.25, 1.15), Hand.RIGHT: (0.15, -0.25, 1.15)}
AT_REST: dict[Hand, Quat] = {
    hand: quat_multiply(
        quat_from_axis_angle((1.0, 0.0, 0.0), math.radians(-25.0)), quat_from_axes((0.0, 0.0, up), (-up, 0.0, 0.0))
    )
    for hand, up in ((Hand.LEFT, -1.0), (Hand.RIGHT, 1.0))
}
"""Palm down, fingers away from the surgeon and a little lower than the wrist."""
FIRST_VIEW = Pose((0.1, -0.56, 1.5), quat_from_axis_angle((1.0, 0.0, 0.0), -0.75))
"""Over the surgeon's shoulder, until the window says where its camera is."""

_COMMANDS = {
    Action.NEXT_VIEW: CommandKind.NEXT_VIEW,
    Action.HINT: CommandKind.HINT,
    Action.RESTART_STEP: CommandKind.RESTART_STEP,
    Action.CONTINUE: CommandKind.CONTINUE,
}
_NUDGES = {
    Action.NUDGE_LEFT: (-1.0, 0.0),
    Action.NUDGE_RIGHT: (1.0, 0.0),
    Action.NUDGE_UP: (0.0, 1.0),
    Action.NUDGE_DOWN: (0.0, -1.0),
}


class DesktopInput:
    """An `InputSource` fed by a window's events. Key names are those of `sim.input.keymap`."""

    def __init__(
        self,
        scenario: Scenario,
        keys: Mapping[str, str] | None = None,
        dominant: Hand = Hand.RIGHT,
        tuning: Tuning | None = None,
    ) -> None:
        """``keys`` are a person's own keys (action -> key); ProctorError when they make no sense."""
        self.keymap: KeyMap = remapped(default_keys(dominant), keys or {})
        self.active = dominant
        self._tuning = tuning or Tuning()
        self._feed_m_s = self._tuning.feed_m_s
        self._instruments = {instrument.id: instrument for instrument in scenario.instruments}
        self._hands = {hand: LedHand(Pose(START[hand], AT_REST[hand]), AT_REST[hand]) for hand in Hand}
        self._view = FIRST_VIEW
        self._down: set[str] = set()
        self._pad: frozenset[str] = frozenset()
        self._sticks = Sticks()
        self._commands: list[Command] = []
        self._shown: Snapshot | None = None
        self._fixed: frozenset[str] = frozenset()

    # --- what the window tells ---

    def set_view(self, world_from_camera: Pose) -> None:
        """Where the camera is: +x right in the picture, +y into it, +z up."""
        self._view = world_from_camera

    def mouse_moved(self, dx: float, dy: float) -> None:
        """The mouse moved by that many pixels, right and down positive."""
        if self._paused:
            return
        pace = self._pace
        if self._held(Action.ROTATE):
            angle = self._tuning.radians_per_pixel * pace
            self._hand.tilt(self._view, dx * angle, -dy * angle)
            return
        step = self._tuning.metres_per_pixel * pace
        upward = (0.0, -dy * step, 0.0) if self._held(Action.DEPTH) else (0.0, 0.0, -dy * step)
        self._hand.move(self._view.turn(add((dx * step, 0.0, 0.0), upward)))

    def wheel(self, notches: float) -> None:
        """The wheel turned by that many notches, away from the person positive."""
        if self._paused:
            return
        amount = notches * self._pace
        if self._held(Action.SHIFT):
            self._hand.turn_rad += amount * self._tuning.wheel_turn_rad
        elif self._hand.held is None:
            self._reach(amount * self._tuning.wheel_reach_m)
        else:
            self._hand.push(amount * self._tuning.wheel_feed_m)

    def key(self, name: str, down: bool) -> None:
        """A key, mouse button or gamepad button went down or up. Repeats of a held key only nudge again."""
        action = self.keymap.action(name)
        if not down:
            self._down.discard(name)
        elif action is not None and (name not in self._down or action in _NUDGES):
            self._down.add(name)
            self._pressed(action)

    def gamepad(self, axes: Mapping[str, float], buttons: frozenset[str]) -> None:
        """State of the gamepad now: its axes and the buttons that are down, by Panda3D's names."""
        self._sticks = sticks(axes)
        pressed = pressed_buttons(axes, buttons)
        for name in sorted(pressed - self._pad):
            self.key(name, True)
        for name in sorted(self._pad - pressed):
            self.key(name, False)
        self._pad = pressed

    def release_all(self) -> None:
        """The window lost the keyboard: nothing is held down any more."""
        self._down.clear()
        self._pad = frozenset()
        self._sticks = Sticks()

    def command(self, command: Command) -> None:
        """A wish from a panel, or a view that has been taken."""
        self._commands.append(command)

    # --- what the session asks ---

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame:
        """The input of control frame ``index``."""
        for hand in Hand:
            self._notice(hand, snapshot)
        self._fixed = frozenset(state.id for state in snapshot.instruments if state.fixed or state.held_by is not None)
        self._shown = snapshot
        if not self._paused:
            self._advance()
            for hand in Hand:
                self._hands[hand].keep_near(self._tuning)
        commands, self._commands = tuple(self._commands), []
        return rounded(
            InputFrame(
                index=index,
                left=self._hands[Hand.LEFT].input,
                right=self._hands[Hand.RIGHT].input,
                head=self._view,
                irrigate=self._held(Action.IRRIGATE),
                commands=commands,
            )
        )

    # --- inside ---

    @property
    def _hand(self) -> LedHand:
        return self._hands[self.active]

    @property
    def _pace(self) -> float:
        return self._tuning.fine_share if self._held(Action.FINE) else 1.0

    @property
    def _paused(self) -> bool:
        return self._shown is not None and self._shown.phase is not Phase.RUNNING

    def _held(self, action: Action) -> bool:
        return any(key in self._down for key in self.keymap.keys[action])

    def _between(self, minus: Action, plus: Action) -> float:
        return float(self._held(plus)) - float(self._held(minus))

    def _pressed(self, action: Action) -> None:
        if action in _COMMANDS:
            self.command(Command(_COMMANDS[action]))
        elif action is Action.PAUSE:
            self.command(Command(CommandKind.RESUME if self._paused else CommandKind.PAUSE))
        elif not self._paused:
            self._pressed_in_play(action)

    def _pressed_in_play(self, action: Action) -> None:
        if action in _NUDGES:
            self._nudge(*_NUDGES[action])
        elif action in ANSWERS:
            self._answer(ANSWERS.index(action))
        elif action is Action.GRASP:
            self._toggle_grasp()
        elif action is Action.OTHER_HAND:
            self.active = self.active.other
        elif action is Action.FEED_FASTER:
            self._feed_m_s = min(self._tuning.fastest_feed_m_s, self._feed_m_s * self._tuning.feed_step)
        elif action is Action.FEED_SLOWER:
            self._feed_m_s = max(self._tuning.slowest_feed_m_s, self._feed_m_s / self._tuning.feed_step)

    def _toggle_grasp(self) -> None:
        if self._hand.grasp:
            self._hand.grasp = False
            return
        reach = self._shown.hand(self.active).reach if self._shown is not None else None
        if self._shown is not None and reach is not None:
            lies_at = self._shown.instrument(reach).pose
            self._hand.close(self._instruments[reach], lies_at, reach in self._fixed)
        else:
            self._hand.close(None, IDENTITY, False)

    def _nudge(self, right: float, up: float) -> None:
        if self._held(Action.SHIFT):
            angle = self._tuning.nudge_rad * self._pace
            self._hand.tilt(self._view, right * angle, up * angle)
        else:
            step = self._tuning.nudge_m * self._pace
            self._hand.move(self._view.turn((right * step, 0.0, up * step)))

    def _answer(self, number: int) -> None:
        question = self._shown.step.question if self._shown is not None else None
        if question is not None and number < len(question.options):
            self.command(Command(CommandKind.ANSWER, question.options[number].id))

    def _reach(self, distance_m: float) -> None:
        self._hand.move(scale(self._view.turn((0.0, 1.0, 0.0)), distance_m))

    def _notice(self, hand: Hand, snapshot: Snapshot) -> None:
        """See what a hand holds now, and open a hand that closed on nothing."""
        led, holding = self._hands[hand], snapshot.hand(hand).holding
        before = led.held.id if led.held is not None else None
        if holding is None:
            led.grasping_frames += 1
            if before is not None or (led.grasp and led.grasping_frames > self._tuning.grasp_frames):
                led.lost()
            return
        if holding != before:
            led.took(self._instruments[holding], holding in self._fixed)
        led.held_pose = snapshot.instrument(holding).pose

    def _advance(self) -> None:
        """One control frame of everything that goes on while a key or a stick is held."""
        hand, tuning, pace = self._hand, self._tuning, self._pace
        push = self._between(Action.PULL, Action.PUSH) * pace * FRAME_S
        if hand.held is None:
            self._reach(push * tuning.reach_m_s)
        else:
            hand.push(push * self._feed_m_s)
        hand.turn_rad += self._between(Action.TURN_BACK, Action.TURN) * pace * tuning.turn_rad_s * FRAME_S
        roll = self._between(Action.ROLL_LEFT, Action.ROLL_RIGHT)
        if roll:
            hand.roll(roll * pace * tuning.roll_rad_s * FRAME_S)
        self._follow_sticks(hand, pace)
        for each in Hand:
            led = self._hands[each]
            led.advance(self._finger() if led is hand else None, tuning)

    def _follow_sticks(self, hand: LedHand, pace: float) -> None:
        asked = self._sticks
        step = self._tuning.stick_m_s * pace * FRAME_S
        upward = (0.0, asked.up * step, 0.0) if self._held(Action.DEPTH) else (0.0, 0.0, asked.up * step)
        hand.move(self._view.turn(add((asked.right * step, 0.0, 0.0), upward)))
        if asked.tilt_right or asked.tilt_away:
            angle = self._tuning.stick_rad_s * pace * FRAME_S
            hand.tilt(self._view, asked.tilt_right * angle, asked.tilt_away * angle)

    def _finger(self) -> float | None:
        """How far the trigger is to be pulled; None when it is let go."""
        if self._held(Action.TRIGGER):
            return 1.0
        return self._sticks.trigger or None
