from __future__ import annotations

import asyncio
import http.client
import random
import socket
from pathlib import Path
from urllib.parse import urlsplit

from hubs import PATIENCE_S, a_hub, a_posture, bodies, events_until, in_room, newcomer, run, until
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from telemetry.client import HubClient
from telemetry.protocol import codec
from telemetry.protocol.codec import Form, Wire
from telemetry.protocol.errors import CloseCode, ErrorCode
from telemetry.protocol.events import Chat, Dropped, Happened, Strokes
from telemetry.protocol.limits import MAX_MESSAGE_BYTES
from telemetry.protocol.messages import Error, Hello, Ping, Seen, SnapshotPart, Tell, Welcome
from telemetry.protocol.streams import Pose, Streams
from telemetry.roles import Role
from telemetry.room.limits import RoomLimits

FUZZED = 2000


def test_frames_of_nonsense_harm_nobody_else(tmp_path: Path) -> None:
    chance = random.Random(4)

    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            assert operator.welcome is not None
            room = operator.welcome.room
            async with newcomer(hub.url, operator, Role.WATCHER) as watcher:
                await in_room(watcher)
                left, strokes = FUZZED, 0
                while left > 0:
                    left -= await _fuzz(hub.url, room, chance, left)
                    operator.tell(Strokes(strokes, b"bone"))
                    strokes += 1
                operator.tell(Happened("done", 1))
                events = await events_until(watcher, lambda event: isinstance(event.body, Happened))
                assert operator.connections == watcher.connections == 1, "nobody else was cut off"
        assert [stroke.frame for stroke in bodies(events, Strokes)] == list(range(strokes))
        operator_said = [event for event in events if isinstance(event.body, Strokes | Happened)]
        assert {event.sender for event in operator_said} == {operator.view.member}

    run(test)


async def _fuzz(url: str, room: str, chance: random.Random, most: int) -> int:
    """One connection that says nonsense until it is let go; how much it said."""
    sent = 0
    async with connect(url, compression=None) as wire:
        await wire.send(codec.encode(Hello(version=1, code=room, role=Role.REPRESENTATIVE)))
        reading = asyncio.create_task(_drain(wire))
        try:
            while sent < most and not reading.done():
                await wire.send(_nonsense(chance))
                sent += 1
                if sent % 20 == 0:
                    await asyncio.sleep(0)
        except ConnectionClosed:
            pass
        if reading.done():
            assert wire.close_code in (CloseCode.FAULTY, CloseCode.LEFT, 1009), wire.close_reason
        reading.cancel()
    return max(sent, 1)


async def _drain(wire: object) -> None:
    try:
        while True:
            codec.from_hub(await wire.recv())  # type: ignore[attr-defined]  # whatever is said to it can be read
    except ConnectionClosed:
        pass


def _nonsense(chance: random.Random) -> Wire:
    good = (
        Tell(chance.randrange(1, 2**50), Happened("plunged", 1)),
        Tell(1, Chat("x")),
        Seen(chance.randrange(2**53)),
        Ping(1),
        SnapshotPart(0, 0, 1, b"mine"),
        Streams([Pose(a_posture(0.0))]),
    )
    form = chance.choice(list(Form))
    data = bytearray(_bytes(codec.encode(chance.choice(good), form)))
    kind = chance.randrange(3)
    if kind == 0:
        data = bytearray(chance.randbytes(chance.randrange(200)))
    elif kind == 1 and data:
        data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 2:
        data = data[: chance.randrange(len(data))] + data
    return data.decode(errors="replace") if form is Form.JSON else bytes(data)


def _bytes(data: Wire) -> bytes:
    return data.encode() if isinstance(data, str) else data


def test_a_first_message_that_is_no_hello_is_told_what_is_wrong(tmp_path: Path) -> None:
    cases: list[tuple[Wire, int, ErrorCode]] = [
        (b"", CloseCode.NO_HELLO, ErrorCode.MALFORMED),
        (b"\xc1\xc1", CloseCode.NO_HELLO, ErrorCode.MALFORMED),
        ("[" * 100_000, CloseCode.NO_HELLO, ErrorCode.MALFORMED),
        (codec.encode(Ping(1)), CloseCode.NO_HELLO, ErrorCode.MALFORMED),
        (codec.encode(Hello(version=99, code="NEW")), CloseCode.VERSION, ErrorCode.VERSION),
        (codec.encode(Hello(version=99, code="NEW"), Form.JSON), CloseCode.VERSION, ErrorCode.VERSION),
    ]

    async def test() -> None:
        async with a_hub(tmp_path) as hub:
            for first, close, code in cases:
                async with connect(hub.url, compression=None) as wire:
                    await wire.send(first)
                    error = codec.from_hub(await wire.recv())
                    assert isinstance(error, Error)
                    assert error.code is code
                    await wire.wait_closed()
                    assert wire.close_code == close

    run(test)


def test_a_message_larger_than_any_may_be_ends_its_connection_only(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with connect(hub.url, compression=None) as wire:
                await wire.send(bytes(MAX_MESSAGE_BYTES + 1))
                await wire.wait_closed()
                assert wire.close_code == 1009
            assert operator.connections == 1
            assert operator.is_in

    run(test)


def test_who_stops_reading_is_let_go_and_the_others_go_on(tmp_path: Path) -> None:
    strokes, size = 250, 32 * 1024

    async def test() -> None:
        limits = RoomLimits(stuck_s=0.5)
        async with a_hub(tmp_path, limits) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            assert operator.welcome is not None
            at = urlsplit(hub.url)
            with socket.socket() as small:
                small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                small.connect((at.hostname, at.port))
                hello = Hello(version=1, code=operator.welcome.room)
                async with (
                    newcomer(hub.url, operator, Role.WATCHER) as watcher,
                    connect(hub.url, sock=small, compression=None, max_queue=1, close_timeout=0.1) as stuck,
                ):
                    await in_room(watcher)
                    await stuck.send(codec.encode(hello))
                    welcome = codec.from_hub(await stuck.recv())
                    assert isinstance(welcome, Welcome)
                    for frame in range(strokes):
                        operator.tell(Strokes(frame, bytes(size)))
                        operator.say([Pose(a_posture(0.0))])
                        await asyncio.sleep(0.001)
                    events = await events_until(watcher, lambda event: event.body == Dropped(welcome.member))
                    operator.tell(Happened("done", 1))
                    events += await events_until(watcher, lambda event: isinstance(event.body, Happened))
                    stuck.transport.abort()
            assert len(bodies(events, Strokes)) == strokes
            assert operator.connections == watcher.connections == 1
            async with HubClient(hub.url, token=welcome.token) as back:
                await in_room(back)
                assert back.view.member == welcome.member
                again = await events_until(back, lambda event: isinstance(event.body, Happened))
                assert len(bodies(again, Strokes)) == strokes

    run(test)


def test_health_metrics_and_what_is_not_there_answer_plain_requests(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            assert await _get(hub.url, "/healthz") == (200, "well")
            status, text = await _get(hub.url, "/metrics")
            assert status == 200
            assert 'proctor_hub_connections{role="operator"} 1.0' in text
            assert "proctor_hub_rooms 1.0" in text
            assert operator.token not in text
            assert (await _get(hub.url, "/secret"))[0] == 404
        async with a_hub(tmp_path, metrics_from="192.0.2.0/24") as hub:
            assert (await _get(hub.url, "/metrics"))[0] == 403

    run(test)


def test_only_pages_of_this_address_or_of_those_allowed_may_connect(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path, origins="https://portal.example") as hub:
            own = f"http://{urlsplit(hub.url).netloc}"
            for origin, status in (
                (own, 101),
                ("https://portal.example", 101),
                ("https://portal.example.evil.example", 403),
                ("null", 403),
                ("http://[", 403),
            ):
                handshake = {
                    "Origin": origin,
                    "Upgrade": "websocket",
                    "Connection": "Upgrade",
                    "Sec-WebSocket-Version": "13",
                    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
                }
                assert (await _get(hub.url, "/", handshake))[0] == status, origin

    run(test)


async def _get(url: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    def ask() -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_S)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return response.status, "" if response.status == 101 else response.read().decode()
        finally:
            connection.close()

    return await asyncio.to_thread(ask)


def test_a_connection_that_ends_without_a_word_leaves_no_ghost(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path, RoomLimits(resume_s=0.3)) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, Role.ASSISTANT) as assistant:
                await in_room(assistant)
                member = assistant.view.member
                await until(lambda: member in operator.view.standing.roster)
                await assistant.close(leave=False)
            await until(lambda: member not in operator.view.standing.roster)

    run(test)
