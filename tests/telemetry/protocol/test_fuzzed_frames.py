"""10,000 messages that are wrong in every way that comes to mind: each is answered, none harms anybody."""

from __future__ import annotations

import random

import msgspec
import pytest

from telemetry.protocol import codec
from telemetry.protocol.codec import Form, Wire
from telemetry.protocol.errors import ErrorCode, ProtocolError
from telemetry.protocol.events import Chat, HandedOver, Muted, Strokes
from telemetry.protocol.messages import Error, Hello, Ping, Refused, RunPart, Seen, SnapshotPart, Tell, Welcome
from telemetry.protocol.streams import Gauges, Pointing, Pose, Streams, Thing, Voice
from telemetry.roles import Role
from telemetry.room.limits import RoomLimits
from telemetry.room.outgoing import Close, Grant, Send, Upload
from telemetry.room.room import Room

FRAMES = 10_000
GOOD = [
    Hello(version=1, token="token", name="名字"),
    Tell(1, Chat("Guten Tag")),
    Tell(2, HandedOver("drill", 2)),
    Tell(3, Muted(1, True)),
    Tell(4, Strokes(90, bytes(50))),
    Seen(5),
    Ping(6),
    SnapshotPart(0, 0, 2, bytes(40)),
    RunPart("ab" * 32, 0, 100, bytes(50)),
    Streams([Pose(b"\x00" + bytes(15)), Thing("drill", bytes(15)), Gauges(1.0), Voice(1, b"opus")], seen=3),
    Streams([Pointing(True, bytes(15), 500)]),
]
NASTY = [
    0,
    -1,
    1,
    2**53,
    2**63,
    -(2**63),
    1e308,
    float("nan"),
    float("inf"),
    "",
    "\x00",
    "\u202e" * 99,
    b"",
    None,
    True,
]
NASTY_TEXT = [
    "[" * 9999,
    "{" * 9999,
    '"\\ud800"',
    '{"type":"tell","id":1e999}',
    "nul",
    '{"type":"\\u0000"}',
    "[1e400]",
    "",
]


def fuzzed(chance: random.Random) -> Wire:
    """One message that is most likely wrong."""
    form = chance.choice(list(Form))
    data = codec.encode(chance.choice(GOOD), form)
    way = chance.randrange(6)
    if way == 0:
        return chance.randbytes(chance.randrange(60))
    if way == 1:
        return msgspec.msgpack.encode(thing(chance, 4))
    if way == 2:
        return (
            chance.choice(NASTY_TEXT)
            if form is Form.JSON
            else bytes([chance.randrange(256)]) * chance.randrange(20_000)
        )
    if isinstance(data, str):
        return edited(chance, bytearray(data.encode())).decode(errors=chance.choice(["replace", "surrogateescape"]))
    return edited(chance, bytearray(data))


def edited(chance: random.Random, data: bytearray) -> bytes:
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data)) if data else 0
        way = chance.randrange(4)
        if way == 0 and data:
            data[at] = chance.randrange(256)
        elif way == 1:
            del data[at:]
        elif way == 2:
            data[at:at] = chance.randbytes(chance.randrange(5))
        else:
            data[at : at + chance.randrange(9)] = data[chance.randrange(len(data) + 1) :][:8]
    return bytes(data)


def thing(chance: random.Random, depth: int) -> object:
    """Some object, with the names that the protocol knows among its keys and values."""
    if depth == 0 or chance.random() < 0.3:
        return chance.choice([*NASTY, "hello", "tell", "streams", "pose", "chat", chance.randrange(300)])
    items = [thing(chance, depth - 1) for _ in range(chance.randrange(4))]
    if chance.random() < 0.5:
        return [chance.choice(["streams", "pose", "voice"]), *items]
    keys = ["type", "id", "body", "version", "seen", "data"]
    return {"type": chance.choice(["hello", "tell", "seen", "snapshot"])} | {
        chance.choice(keys): item for item in items
    }


@pytest.mark.parametrize("read", [codec.from_client, codec.from_hub, codec.hello])
def test_a_fuzzed_frame_is_a_message_or_a_typed_error(read: object) -> None:
    chance = random.Random(20260)
    wrong = 0
    for _ in range(FRAMES):
        data = fuzzed(chance)
        try:
            read(data)  # type: ignore[operator]
        except ProtocolError as error:
            wrong += error.code in ErrorCode
        codec.event_id(data)
    assert wrong > FRAMES // 2


@pytest.mark.parametrize("role", Role)
def test_a_member_who_sends_fuzzed_frames_harms_nobody(role: Role) -> None:
    chance = random.Random(sum(map(ord, role)))
    # Without the limit on faults: here each frame should be looked at.
    room = Room("7K3QX-M0ZTD", 0.0, 0, limits=RoomLimits(burst_faults=1e9))
    heard: dict[int, list[object]] = {1: [], 2: []}
    on_disk: list[bytes] = []

    def carry(outgoing: object, now_s: float) -> None:
        while True:
            for item in outgoing:  # type: ignore[attr-defined]
                if isinstance(item, Send):
                    for link in item.to:
                        heard[link].append(codec.from_hub(item.data))
                else:
                    assert isinstance(item, Close | Upload)
                    assert item.link == 2
            batch = room.batch()
            if batch is None:
                return
            on_disk.extend(event.data for event in batch.events)
            outgoing = room.kept(batch, now_s)

    bystander = Role.WATCHER if role is Role.OPERATOR else Role.OPERATOR
    carry(room.join(1, Grant("BYSTANDER", bystander, ""), Hello(version=1), Form.MESSAGEPACK, 0.0), 0.0)
    carry(room.join(2, Grant("ATTACKER", role, ""), Hello(version=1), Form.MESSAGEPACK, 0.0), 0.0)
    for number in range(FRAMES // len(Role)):
        now_s = number * 0.1
        carry(room.receive(2, fuzzed(chance), now_s), now_s)
        carry(room.tick(now_s, {}), now_s)
        if 2 not in room.links:
            carry(room.join(2, Grant("ATTACKER", role, ""), Hello(version=1), Form.MESSAGEPACK, now_s), now_s)
    answers = [message for message in heard[2] if isinstance(message, Error | Refused)]
    assert len(answers) > FRAMES // len(Role) // 2
    told = [event.number for message in heard[1] for event in getattr(message, "events", ())]
    assert told == list(range(1, len(on_disk) + 1))
    assert isinstance(heard[1][0], Welcome)
    assert not [message for message in heard[1] if isinstance(message, Error | Refused)]
    kinds = {codec.unpack_recorded(data).body.__struct_config__.tag for data in on_disk}
    if role is Role.WATCHER:
        assert kinds <= {"joined", "left", "dropped", "returned"}
