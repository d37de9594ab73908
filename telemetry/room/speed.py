"""How long the room and the codec take: `python -m telemetry.room.speed`. No sockets, no disk, one core.

The room of the targets: 64 people, everyone sending head, hands and fingers 30 times a second, 60 frames a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ..outbox import Outbox
from ..posture import HandPosture, Posture, pack_posture, unpack_posture
from ..protocol import codec
from ..protocol.codec import Form
from ..protocol.events import Strokes
from ..protocol.messages import Hello, Tell
from ..protocol.streams import Frame, Pose, Streams
from ..quantised import Placement, pack_pose, unpack_pose
from ..roles import Role
from .outgoing import Grant, Outgoing, Send
from .room import Room

PEOPLE = 64
POSES_PER_S = 30
FRAMES_PER_S = 60
SECONDS = 20

_SOMEWHERE: Placement = ((0.31, -0.42, 1.13), (0.1, -0.3, 0.5, 0.806))
_HAND = HandPosture(_SOMEWHERE, 0.4, 0.9, (0.3,) * 20)
POSTURE = Posture(_SOMEWHERE, _HAND, _HAND)


def keep(room: Room, now_s: float) -> list[Outgoing]:
    """As if the disk took no time."""
    batch = room.batch()
    return [] if batch is None else list(room.kept(batch, now_s))


def full_room(people: int) -> Room:
    """A room with an operator and assistants."""
    room = Room("7K3QX-M0ZTD", 0.0, 0)
    for link in range(1, people + 1):
        role = Role.OPERATOR if link == 1 else Role.ASSISTANT
        room.join(link, Grant(f"P{link}", role, ""), Hello(version=1), Form.MESSAGEPACK, 0.0)
        keep(room, 0.0)
    room.tick(0.0, {})
    return room


def each_us(work: Callable[[], object], times: int = 20_000) -> float:
    """Microseconds of one call, the best of five rounds."""
    best_s = min(_round_s(work, times // 5) for _ in range(5))
    return best_s * 1e6


def _round_s(work: Callable[[], object], times: int) -> float:
    begin_s = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - begin_s) / times


def room_times(people: int, poses_per_s: int, frames_per_s: int) -> tuple[float, float, float]:
    """Microseconds for a pose that comes in, for a frame to one receiver, and the share of a core for both."""
    room = full_room(people)
    posture = pack_posture(POSTURE)
    said = codec.encode(Streams([Pose(posture)], seen=people))
    in_s = out_s = 0.0
    poses = frames = told = 0
    clock = time.perf_counter
    for number in range(SECONDS * frames_per_s):
        now_s = number / frames_per_s
        # Everyone speaks evenly over the time: who is due in this tick.
        due = range(number * poses_per_s * people // frames_per_s, (number + 1) * poses_per_s * people // frames_per_s)
        begin_s = clock()
        for turn in due:
            room.receive(turn % people + 1, said, now_s)
        middle_s = clock()
        outgoing = room.tick(now_s, {})
        out_s += clock() - middle_s
        in_s += middle_s - begin_s
        poses += len(due)
        for item in outgoing:
            assert isinstance(item, Send)
            frames += len(item.to)
            told += len(item.data) * len(item.to)
    share = (in_s + out_s) / SECONDS
    size = told / max(frames, 1)
    print(
        f"{people:4d} people {poses_per_s:3d} Hz, {frames_per_s:3d} frames/s: {in_s / poses * 1e6:6.2f} us a pose in, "
        f"{out_s / frames * 1e6:6.2f} us a frame out ({size:.0f} bytes), {share:.4f} core"
    )
    return in_s / poses * 1e6, out_s / frames * 1e6, share


def event_time() -> float:
    """Microseconds of an event from the operator's message to the messages for 64, kept in batches of ten."""
    room = full_room(PEOPLE)
    begin_s, count = time.perf_counter(), 20_000
    for number in range(count):
        now_s = number / 100.0
        room.receive(1, codec.encode(Tell(number + 1, Strokes(number, bytes(100)))), now_s)
        if number % 10 == 9:
            keep(room, now_s)
    return (time.perf_counter() - begin_s) / count * 1e6


def outbox_time(people: int, shared_from: int) -> float:
    """Microseconds of a frame to one receiver, everybody having said something."""
    outbox, pose = Outbox(shared_from), Pose(pack_posture(POSTURE))
    for number in range(1, people + 1):
        outbox.add(number, number)
    best_s = 1.0
    for turn in range(300):
        for number in range(1, people + 1):
            outbox.put(number, turn, [pose])
        begin_s = time.perf_counter()
        outbox.frames(turn)
        best_s = min(best_s, time.perf_counter() - begin_s)
    return best_s / people * 1e6


def main() -> None:
    """Print it all."""
    posture = pack_posture(POSTURE)
    said = codec.encode(Streams([Pose(posture)], seen=64))
    told = [codec.pack_told(number, 3_600_000, Pose(posture)) for number in range(64)]
    frame = codec.join_frame(3_600_000, told)
    packed = pack_pose(*_SOMEWHERE)
    for name, work, size in (
        ("decode a pose's message", lambda: codec.from_client(said), len(said)),
        ("encode a pose for frames", lambda: codec.pack_told(3, 3_600_000, Pose(posture)), len(told[0])),
        ("join a frame of 64", lambda: codec.join_frame(3_600_000, told), len(frame)),
        ("decode a frame of 64", lambda: codec.from_hub(frame), len(frame)),
        ("the same frame as JSON", lambda: codec.as_json(frame), len(codec.as_json(frame))),
        ("pack one pose", lambda: pack_pose(*_SOMEWHERE), len(packed)),
        ("unpack one pose", lambda: unpack_pose(packed), len(packed)),
        ("pack head, hands and fingers", lambda: pack_posture(POSTURE), len(posture)),
        ("unpack head, hands and fingers", lambda: unpack_posture(posture), len(posture)),
    ):
        print(f"{name:32s} {each_us(work):8.2f} us {size:6d} bytes")
    assert isinstance(codec.from_hub(frame), Frame)
    room_times(PEOPLE, POSES_PER_S, FRAMES_PER_S)
    room_times(PEOPLE, POSES_PER_S, 30)
    room_times(8, POSES_PER_S, 30)
    room_times(5, 90, 200)
    for people in (2, 5, 8, 16, 64):
        shared_us, own_us = outbox_time(people, 1), outbox_time(people, people + 1)
        print(f"{people:4d} people: {shared_us:.2f} us a receiver where all share a frame, {own_us:.2f} with one each")
    print(f"an event to {PEOPLE} people: {event_time():.1f} us")


if __name__ == "__main__":
    main()
