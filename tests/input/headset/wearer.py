"""A person in a headset on the real trainer: what they do is told picture by picture, at any rate of pictures."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle

from sim.core.events import Event, EventKind
from sim.core.headset import Button, HeadsetHand, HeadsetState
from sim.core.intents import FRAME_S, Command, CommandKind, Hand, InputFrame, rounded
from sim.core.model import Mode, Scenario
from sim.core.options import RunOptions
from sim.core.ports import InputSource
from sim.core.pose import Pose, interpolate, quat_inverse
from sim.core.snapshot import Snapshot
from sim.core.views import OWN_VIEW, views
from sim.input.headset import HeadsetInput, Placement
from sim.input.headset.slack import resting_turn
from sim.input.headset.source import AT_REST, START
from sim.input.headset.twist import STICK_DEAD_SHARE, STICK_RAD_S
from sim.physics.bullet import BulletWorld
from sim.scenario import load_scenario
from sim.session.session import Session

SHIPPED = load_scenario("plate_osteosynthesis")
AT_90_HZ = (1,)
AT_20_HZ = (4, 5)
"""Control frames a picture, again and again."""


def only(*steps: str) -> Scenario:
    """The shipped scenario with some of its steps; the plate's place stays known to the plan."""
    known = () if "place_plate" in steps else ("place_plate",)
    chosen = {step.id: step for step in SHIPPED.steps}
    return replace(SHIPPED, steps=tuple(chosen[name] for name in (*steps, *known)))


@dataclass
class WornHand:
    """What one hand of the person does; ``at`` is world_from_hand."""

    at: Pose
    squeeze: float = 0.0
    trigger: float = 0.0
    turn: float = 0.0
    tracked: bool = True
    buttons: frozenset[Button] = frozenset()


@dataclass
class Wearer:
    """A session, the headset's input, and a person whom a test moves itself."""

    session: Session
    rate: tuple[int, ...] = AT_90_HZ
    focused: bool = True
    recentred: bool = False
    events: list[Event] = field(default_factory=list)
    frames: list[InputFrame] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)

    def __post_init__(self) -> None:
        wound = self.session.scenario.patient.world_from_bone
        self.placement = Placement(wound)
        self.input = HeadsetInput(self.session.scenario, self.placement)
        self.hands = {hand: WornHand(Pose(START[hand], AT_REST[hand])) for hand in Hand}
        self.head = views(wound)[OWN_VIEW].pose
        self._rate = cycle(self.rate)
        self._time_s = 0.0
        self._sent: dict[Hand, Pose] = {}

    @property
    def seen(self) -> Snapshot:
        """The state now."""
        return self.session.snapshot

    def picture(self) -> int:
        """Let one picture pass; how many control frames it had."""
        self.input.feel(self.state())
        self.recentred = False
        count = next(self._rate)
        for _ in range(count):
            self.frame()
        self._time_s += count * FRAME_S
        return count

    def state(self) -> HeadsetState:
        """What the headset tells now."""
        play_from_world = self.placement.world_from_play.inverse()
        left, right = (self._told(hand, play_from_world) for hand in Hand)
        return HeadsetState(self._time_s, play_from_world @ self.head, left, right, self.focused, self.recentred)

    def _told(self, hand: Hand, play_from_world: Pose) -> HeadsetHand:
        worn = self.hands[hand]
        if worn.tracked:
            self._sent[hand] = play_from_world @ worn.at
        grip = self._sent.get(hand, Pose())
        return HeadsetHand(
            worn.tracked, grip, grip, worn.squeeze, worn.trigger, worn.turn, worn.buttons, profile="/a/profile"
        )

    def frame(self) -> None:
        """One control frame of what was told last."""
        frame = self.input.poll(len(self.frames), self.seen)
        assert frame == rounded(frame)
        snapshot, events = self.session.step(frame)
        self.frames.append(frame)
        self.snapshots.append(snapshot)
        self.events += events

    def wait(self, seconds: float) -> None:
        """Hold still."""
        done = 0
        while done < round(seconds / FRAME_S):
            done += self.picture()

    def told(self, kind: EventKind) -> list[str]:
        """Subjects of the events of a kind."""
        return [event.subject for event in self.events if event.kind is kind]

    def grip_of(self, instrument: str) -> Pose:
        """Where a hand lies on an instrument: world_from_hand."""
        return self.seen.instrument(instrument).pose @ self.session.scenario.instrument(instrument).grip

    def take(self, instrument: str, hand: Hand = Hand.RIGHT, off: Pose | None = None) -> None:
        """Reach for an instrument, ``off`` its grip, and squeeze."""
        self.hands[hand] = WornHand(self.grip_of(instrument) @ (off or Pose()))
        self.wait(0.1)
        self.hands[hand].squeeze = 1.0
        self.wait(0.1)

    def move(self, to: Pose, seconds: float, hand: Hand = Hand.RIGHT) -> None:
        """Lead a hand evenly to a pose."""
        start, done, count = self.hands[hand].at, 0, round(seconds / FRAME_S)
        while done < count:
            self.hands[hand].at = interpolate(start, to, min(1.0, (done + self.rate[0]) / count))
            done += self.picture()

    def act(self, wishes: InputSource) -> InputFrame | None:
        """Do for one picture what another source of input wishes, by stick and panel where it must be."""
        wish = wishes.poll(len(self.frames), self.seen)
        if wish is None:
            return None
        self._follow(wish)
        self.input.feel(self.state())
        count = next(self._rate)
        for number in range(count):
            if number:
                later = wishes.poll(len(self.frames), self.seen)
                if later is None:
                    return None
                self._speak(later)
                wish = replace(later, commands=())
            self.frame()
        self._turned = {hand: wish.hand(hand).turn_rad for hand in Hand}
        self._time_s += count * FRAME_S
        return wish

    _turned: dict[Hand, float] = field(default_factory=lambda: dict.fromkeys(Hand, 0.0))

    def _follow(self, wish: InputFrame) -> None:
        self._speak(wish)
        for hand in Hand:
            given = wish.hand(hand)
            rate = (
                (given.turn_rad - self.frames[-1].hand(hand).turn_rad) / (self.rate[0] * FRAME_S)
                if self.frames
                else 0.0
            )
            buttons = frozenset({Button.IRRIGATE}) if wish.irrigate and hand is Hand.RIGHT else frozenset()
            self.hands[hand] = WornHand(
                self._own(hand, given.target), float(given.grasp), given.trigger, stick_for(rate), buttons=buttons
            )

    def _own(self, hand: Hand, target: Pose) -> Pose:
        """How the person's hand lies where a bot's would: grips made for the other hand it takes mirrored."""
        state = self.seen.hand(hand)
        near = state.holding or state.reach
        if near is None:
            return target
        turn = resting_turn(hand, self.session.scenario.instrument(near).grip)
        return target @ Pose(rotation=quat_inverse(turn))

    def _speak(self, wish: InputFrame) -> None:
        for command in wish.commands:
            if command.kind is CommandKind.TAKE_VIEW:
                self.head = views(self.session.scenario.patient.world_from_bone)[command.argument].pose
            else:
                self.input.command(Command(command.kind, command.argument))


def stick_for(rad_s: float) -> float:
    """How far a stick is pushed to turn a handle that fast."""
    if abs(rad_s) < 1e-3:
        return 0.0
    eased = math.sqrt(min(1.0, abs(rad_s) / STICK_RAD_S))
    return math.copysign(STICK_DEAD_SHARE + (1.0 - STICK_DEAD_SHARE) * eased, rad_s)


@contextmanager
def worn(*steps: str, rate: tuple[int, ...] = AT_90_HZ, mode: Mode = Mode.PRACTISE) -> Iterator[Wearer]:
    """A session of some steps for a person in a headset."""
    scenario = only(*steps) if steps else SHIPPED
    with closing(Session(scenario, RunOptions(mode=mode), BulletWorld())) as session:
        yield Wearer(session, rate)
