"""A robot under the headset: it sees pictures, and all that it can do is move Monado's remote head and controllers.

Its skill is the bots': what their hands would do control frame by control frame, a `Robot` does as a person
does, with what it saw in the last picture. It goes on with the operation only as fast as its arms follow, and does
nothing else while it answers a question or looks from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from remote import Remote
from robot_body import Body
from robot_gestures import Gestures, Pictures, Seen

from sim.core.intents import FRAME_S, Command, CommandKind, Hand, HandInput, InputFrame
from sim.core.model import Scenario
from sim.core.ports import InputSource
from sim.core.pose import Pose, quat_inverse, quat_multiply
from sim.core.views import OWN_VIEW, views
from sim.input.bots.skill import EXPERT
from sim.input.bots.surgeon import BotSurgeon
from sim.input.headset.slack import resting_turn

QUICK_EXPERT = replace(EXPERT, name="quick expert", reach_speed_m_s=0.8)
PICTURE_S = 0.05
BY_BUTTON = "bone_end"
"""To this view it is put by the button; to others it goes with its head."""
GRASP_PICTURES = 6
"""So long it waits to see that a hand has closed on something, or let go."""


class Robot:
    """Acts once a picture on what that shows."""

    def __init__(self, scenario: Scenario, remote: Remote, seed: int, surgeon: InputSource | None = None) -> None:
        self._instruments = {each.id: each for each in scenario.instruments}
        self._views = views(scenario.patient.world_from_bone)
        self._remote = remote
        self._surgeon = surgeon or BotSurgeon(scenario, QUICK_EXPERT, seed)
        self._body = Body()
        self._gestures = Gestures(self._body, self._views)
        self._life = self._live()
        self._frames = 0
        """Control frames that passed since the picture before."""
        self._index = 0
        self._wish = InputFrame(-1, HandInput(), HandInput())
        self._arrived = True
        self._watched = 0
        """Pictures for which it still waits to see what its hands hold."""
        self._seen: Seen | None = None

    def act(self, seen: Seen) -> None:
        """Take over what a picture shows, and write what it does about it into the packet."""
        before = self._seen.snapshot.frame if self._seen else seen.snapshot.frame
        self._frames = seen.snapshot.frame - before
        self._seen = self._gestures.seen = seen
        self._gestures.seconds = self._frames * FRAME_S or PICTURE_S
        next(self._life)
        self._body.tell(self._remote)

    def _live(self) -> Pictures:
        yield from self._look_at_the_wound()
        while True:
            buttons = self._gestures.seen.buttons
            called = next((name for name in ("assess", "resume", "continue") if name in buttons), None)
            if called is not None:
                yield from self._gestures.poke(called, Hand.RIGHT)
            else:
                yield from self._operate()

    def _look_at_the_wound(self) -> Pictures:
        play_from_world = self._gestures.seen.world_from_play.inverse()
        while not self._body.head.go(play_from_world @ self._views[OWN_VIEW].pose, PICTURE_S):
            yield

    # --- operating ---

    def _operate(self) -> Pictures:
        """One picture, and what the surgeon wants to say."""
        passed, commands = 0, ()
        before = self._wish
        if self._arrived and not self._watches():
            for wish in self._wishes():
                self._wish, passed, commands = wish, passed + 1, wish.commands
                if commands or any(wish.hand(hand).grasp != before.hand(hand).grasp for hand in Hand):
                    break
        for hand in Hand:
            turned = self._wish.hand(hand).turn_rad - before.hand(hand).turn_rad
            self._body.fingers[hand].turn_rad_s = turned / (passed * FRAME_S) if passed else 0.0
        if self._index:
            self._follow(self._wish)
        yield
        for command in commands:
            yield from self._obey(command)

    def _wishes(self) -> Iterator[InputFrame]:
        for _ in range(self._frames):
            wish = self._surgeon.poll(self._index, self._gestures.seen.snapshot)
            if wish is None:
                return
            self._index += 1
            yield wish

    def _follow(self, wish: InputFrame) -> None:
        self._arrived = all([self._reach(hand, wish.hand(hand).target) for hand in Hand])
        for hand in Hand:
            given, fingers = wish.hand(hand), self._body.fingers[hand]
            fingers.trigger = given.trigger
            if self._arrived and fingers.squeezes != given.grasp:
                fingers.squeezes = given.grasp
                self._watched = GRASP_PICTURES
        self._body.fingers[Hand.RIGHT].a = wish.irrigate

    def _reach(self, hand: Hand, target: Pose) -> bool:
        """Bring the hand to where the surgeon wants it; grips over a bar it takes the way its palm looks down."""
        state = self._gestures.seen.snapshot.hand(hand)
        near = state.holding or state.reach
        if near is not None:
            turn = quat_inverse(resting_turn(hand, self._instruments[near].grip))
            target = Pose(target.position, quat_multiply(target.rotation, turn))
        play_from_world = self._gestures.seen.world_from_play.inverse()
        return self._body.arms[hand].go(play_from_world @ target, self._gestures.seconds)

    def _watches(self) -> bool:
        """Whether it still has to see that its hands hold what they are closed on, and nothing else."""
        snapshot = self._gestures.seen.snapshot
        agree = all(self._body.fingers[hand].squeezes == (snapshot.hand(hand).holding is not None) for hand in Hand)
        self._watched = 0 if agree else max(0, self._watched - 1)
        return self._watched > 0

    def _obey(self, command: Command) -> Pictures:
        match command.kind:
            case CommandKind.ANSWER:
                yield from self._gestures.point(command.argument, Hand.LEFT)
            case CommandKind.TAKE_VIEW if command.argument == BY_BUTTON:
                yield from self._gestures.be_moved_to(command.argument)
            case CommandKind.TAKE_VIEW:
                yield from self._gestures.lean_to(command.argument)
            case _:
                raise AssertionError(f"The surgeon gave up: {command}")
