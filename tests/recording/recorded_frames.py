"""Input frames as a hand would give them, and headers to go with them."""

import math

from hypothesis import strategies as st

from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_S, Command, CommandKind, HandInput, InputFrame, rounded
from sim.core.options import RunOptions
from sim.core.pose import Pose, quat_from_axis_angle
from sim.recording.contents import RunHeader

HEADER = RunHeader(
    scenario="bench_drilling",
    scenario_hash="ab" * 16,
    build="cd" * 16,
    versions={"numpy": "2.0"},
    options=RunOptions(seed=7),
    player="expert",
    language="zh",
    created_at="2026-11-02T08:00:00+00:00",
)

floats = st.floats(width=32)
poses = st.builds(Pose, st.tuples(floats, floats, floats), st.tuples(floats, floats, floats, floats))
hands = st.builds(HandInput, poses, st.booleans(), floats, floats)
commands = st.builds(Command, st.sampled_from(CommandKind), st.text(max_size=8))
events = st.builds(
    Event,
    st.integers(0, 2**40),
    st.sampled_from(EventKind),
    st.text(max_size=8),
    st.text(max_size=8),
    st.floats(allow_nan=False),
)


moments = st.tuples(hands, hands, poses, st.booleans(), st.lists(commands, max_size=2), st.lists(events, max_size=2))


@st.composite
def runs(draw):
    """Up to 200 frames numbered from 0, each with the events of its step."""
    made = []
    for moment, held in draw(st.lists(st.tuples(moments, st.integers(1, 40)), max_size=5)):
        left, right, head, irrigate, wishes, happened = moment
        for index in range(len(made), len(made) + held):
            made.append((InputFrame(index, left, right, head, irrigate, tuple(wishes)), tuple(happened)))
    return made


def smooth_frame(index):
    """Both hands and the head on smooth paths with a little tremor, as a person at work moves."""
    time_s = index * FRAME_S
    tremor = [2e-4 * math.sin(57.0 * time_s + phase) + 1e-4 * math.sin(911.0 * index + phase) for phase in range(6)]

    def pose(x, y, z, phase):
        place = (
            x + 0.08 * math.sin(0.7 * time_s + phase) + tremor[phase % 6],
            y + 0.05 * math.sin(1.1 * time_s + 2 * phase) + tremor[(phase + 1) % 6],
            z + 0.03 * math.sin(1.7 * time_s + 3 * phase) + tremor[(phase + 2) % 6],
        )
        angle = 0.4 * math.sin(0.9 * time_s + phase) + 5 * tremor[phase % 6]
        return Pose(place, quat_from_axis_angle((0.3, 0.5 + math.sin(0.2 * time_s), 0.8), angle))

    wishes = (Command(CommandKind.HINT),) if index % 900 == 450 else ()
    return rounded(
        InputFrame(
            index,
            HandInput(pose(-0.2, -0.3, 1.1, 1), index % 500 < 250, 0.0, 0.0),
            HandInput(pose(0.2, -0.3, 1.1, 3), True, 0.5 + 0.5 * math.sin(2.3 * time_s), 0.9 * time_s + tremor[2]),
            pose(0.0, -0.6, 1.6, 4),
            index % 300 < 100,
            wishes,
        )
    )


def smooth_run(count):
    """Frames with an event now and then."""
    happened = Event(0, EventKind.CONTACT, "drill_35")
    return [(smooth_frame(index), (happened,) if index % 60 == 7 else ()) for index in range(count)]
