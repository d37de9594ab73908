"""Parts of the shipped procedure, played by a steady bot or moved frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from rig import STEADY

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ, Command, CommandKind, Hand, HandInput, InputFrame
from sim.core.measurements import RunRecord
from sim.core.model import Mode, Scenario, Step
from sim.core.options import RunOptions
from sim.core.pose import Pose
from sim.core.snapshot import Snapshot
from sim.input.bots.skill import Skill
from sim.input.bots.surgeon import BotSurgeon
from sim.physics.bullet import BulletWorld
from sim.scenario import load_scenario
from sim.session.session import Session

SHIPPED = load_scenario("plate_osteosynthesis")
LONGEST_FRAMES = 120 * FRAME_HZ


def step(step_id: str) -> Step:
    """A step of the shipped procedure."""
    return next(found for found in SHIPPED.steps if found.id == step_id)


def only(*steps: str | Step) -> Scenario:
    """The shipped scenario with some of its steps; the plate's place stays known to the plan."""
    chosen = tuple(step(one) if isinstance(one, str) else one for one in steps)
    known = () if any(one.id == "place_plate" for one in chosen) else (step("place_plate"),)
    return replace(SHIPPED, steps=chosen + known)


@dataclass
class Operated:
    """What a bot's operation left behind."""

    record: RunRecord
    events: list[Event]
    frames: list[InputFrame]
    snapshots: list[Snapshot]
    fill_hash: str


def operate(*steps: str | Step, skill: Skill = STEADY, options: RunOptions | None = None, seed: int = 1) -> Operated:
    """Let a bot work through some steps."""
    scenario = only(*steps)
    with closing(Session(scenario, options or RunOptions(), BulletWorld())) as session:
        bot = BotSurgeon(scenario, skill, seed)
        done = Operated(session.record(), [], [], [], "")
        for index in range(LONGEST_FRAMES):
            frame = bot.poll(index, session.snapshot)
            if frame is None or session.snapshot.step.index >= len(steps):
                break
            snapshot, events = session.step(frame)
            done.frames.append(frame)
            done.snapshots.append(snapshot)
            done.events += events
        return replace(done, record=session.record(), fill_hash=session.bone.fill_hash())


class Hands:
    """A session whose hands a test moves itself."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.inputs = {hand: HandInput(session.snapshot.hand(hand).target) for hand in Hand}
        self.events: list[Event] = []
        self._index = 0

    @property
    def seen(self) -> Snapshot:
        """The state now."""
        return self.session.snapshot

    def frame(self, *commands: Command) -> tuple[Event, ...]:
        """Let one control frame pass."""
        now = InputFrame(self._index, self.inputs[Hand.LEFT], self.inputs[Hand.RIGHT], commands=commands)
        _, events = self.session.step(now)
        self._index += 1
        self.events += events
        return events

    def wait(self, seconds: float) -> None:
        """Hold still."""
        for _ in range(round(seconds * FRAME_HZ)):
            self.frame()

    def say(self, kind: CommandKind, argument: str = "") -> tuple[Event, ...]:
        """Give a command."""
        return self.frame(Command(kind, argument))

    def take(self, instrument: str, hand: Hand = Hand.RIGHT) -> None:
        """Close a hand on an instrument where it lies."""
        spec = self.session.scenario.instrument(instrument)
        at = self.seen.instrument(instrument).pose @ spec.grip
        self.inputs[hand] = HandInput(at)
        self.frame()
        self.inputs[hand] = HandInput(at, True)
        self.frame()

    def lead(self, to: Pose, seconds: float = 1.5, hand: Hand = Hand.RIGHT) -> None:
        """Lead a hand that holds something to a pose of the hand."""
        self.inputs[hand] = replace(self.inputs[hand], target=to)
        self.wait(seconds)

    def squeeze(self, trigger: float, seconds: float, hand: Hand = Hand.RIGHT) -> None:
        """Pull a trigger."""
        self.inputs[hand] = replace(self.inputs[hand], trigger=trigger)
        self.wait(seconds)

    def open(self, hand: Hand = Hand.RIGHT) -> None:
        """Let go."""
        self.inputs[hand] = replace(self.inputs[hand], grasp=False)
        self.frame()

    def told(self, kind: EventKind) -> list[str]:
        """Subjects of the events of a kind."""
        return [event.subject for event in self.events if event.kind is kind]


@contextmanager
def hands_on(*steps: str | Step, mode: Mode = Mode.PRACTISE) -> Iterator[Hands]:
    """A session of some steps for a test's own hands."""
    with closing(Session(only(*steps), RunOptions(mode=mode), BulletWorld())) as session:
        yield Hands(session)
