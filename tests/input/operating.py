"""A person who operates at the desk on the real trainer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from person import Person

from sim.app import open_session
from sim.at_window import with_named_view
from sim.core.events import Event
from sim.core.intents import CommandKind, Hand, InputFrame
from sim.core.model import Mode
from sim.core.options import RunOptions
from sim.core.ports import InputSource
from sim.core.pose import Pose
from sim.core.snapshot import Snapshot
from sim.input.bots import make_bot
from sim.input.desktop import DesktopInput
from sim.scenario import load_scenario
from sim.scene.cameras import VIEW_NAMES, views
from sim.session.session import Session


class Mirrored:
    """What a right-handed source of input would do with its hands exchanged."""

    def __init__(self, source: InputSource) -> None:
        self._source = source

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        left, right = snapshot.hands
        frame = self._source.poll(index, replace(snapshot, hands=(right, left)))
        return None if frame is None else replace(frame, left=frame.right, right=frame.left)


class Operation:
    """A session, and a person at the desk who does with mouse and keys what another source of input wishes."""

    def __init__(self, session: Session, dominant: Hand, wishes: InputSource | None = None) -> None:
        """``wishes`` are the expert's if they are not given."""
        scenario = session.scenario
        self.session = session
        self.desk = DesktopInput(scenario, dominant=dominant)
        self.frames: list[InputFrame] = []
        self.events: list[Event] = []
        self._views = views(scenario.patient.world_from_bone)
        self._view = VIEW_NAMES[0]
        if wishes is None:
            expert = make_bot("expert", scenario, session.options.seed)
            wishes = expert if dominant is Hand.RIGHT else Mirrored(expert)
        self._person = Person(self.desk, wishes, scenario, self.world_from_camera)

    @property
    def world_from_camera(self) -> Pose:
        """Where the picture is seen from."""
        return self._views[self._view].pose

    def step(self) -> None:
        """One control frame."""
        frame = self._person.poll(len(self.frames), self.session.snapshot)
        assert frame is not None
        self.act(with_named_view(frame, self._view))

    def act(self, frame: InputFrame) -> None:
        """Put a frame into the session and look from where it says."""
        for command in frame.commands:
            if command.kind is CommandKind.TAKE_VIEW:
                self._view = command.argument
                self._person.look(self._view, self.world_from_camera)
        self.frames.append(frame)
        self.events += self.session.step(frame)[1]


@contextmanager
def operation(dominant: Hand = Hand.RIGHT, wishes: InputSource | None = None) -> Iterator[Operation]:
    """An operation on the shipped procedure."""
    scenario = load_scenario("plate_osteosynthesis")
    with open_session(scenario, RunOptions(Mode.ASSESS, seed=1, dominant=dominant)) as session:
        yield Operation(session, dominant, wishes)
