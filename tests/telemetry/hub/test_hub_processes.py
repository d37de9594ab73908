from __future__ import annotations

import asyncio
import signal
import socket
from itertools import count
from pathlib import Path

import pytest
from hubs import (
    PATIENCE_S,
    HubProcess,
    a_free_port,
    bodies,
    events_until,
    in_room,
    newcomer,
    opened_room,
    run,
    until,
)

from sim.cli import main
from telemetry.client import HubClient
from telemetry.protocol.codec import unpack_recorded
from telemetry.protocol.events import Happened, Strokes
from telemetry.roles import Role
from telemetry.store import open_store

KILLS = 2


def test_a_hub_that_is_killed_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    port = a_free_port()
    hub = HubProcess(tmp_path, port)
    frames = count()

    async def stream_strokes(operator: HubClient) -> None:
        while True:
            operator.tell(Strokes(next(frames), b"bone" * 20))
            await asyncio.sleep(0.001)

    async def test() -> None:
        nonlocal hub
        async with HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, Role.WATCHER) as watcher:
                await in_room(watcher)
                for kill in range(KILLS):
                    telling = asyncio.create_task(stream_strokes(operator))
                    have = watcher.view.seen
                    await until(lambda: watcher.view.seen > have + 50)  # noqa: B023
                    telling.cancel()
                    await asyncio.wait_for(operator.all_kept(), PATIENCE_S)
                    last = operator.pending.next_event
                    for _ in range(40):
                        operator.tell(Strokes(next(frames), bytes(60_000)))
                    while operator.pending.next_event == last:  # killed the moment that the first is acknowledged
                        await asyncio.sleep(0)
                    hub.process.kill()
                    await asyncio.to_thread(hub.end, signal.SIGKILL)
                    acknowledged, seen = operator.pending.next_event - 1, watcher.view.seen
                    assert len(await _stored(tmp_path, operator)) >= max(acknowledged, seen)
                    hub = await asyncio.to_thread(HubProcess, tmp_path, port)
                    await until(lambda: operator.connections == watcher.connections == kill + 2)  # noqa: B023
                operator.tell(Happened("done", 1))
                events = await events_until(watcher, lambda event: isinstance(event.body, Happened))
                await asyncio.wait_for(operator.all_kept(), PATIENCE_S)
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert [stroke.frame for stroke in bodies(events, Strokes)] == list(range(next(frames)))

    try:
        run(test)
        assert hub.end() == 0
    finally:
        hub.end(signal.SIGKILL)


async def _stored(folder: Path, operator: HubClient) -> list[object]:
    """The room's events as they are on the disk of a hub that was killed."""
    assert operator.welcome is not None
    store = await open_store(f"sqlite:///{folder / 'hub.sqlite3'}", folder)
    try:
        room = await store.room_by_code(operator.welcome.room)
        assert room is not None
        events = [unpack_recorded(data) for data in (await store.kept(room.id)).events]
    finally:
        await store.close()
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    return list(events)


def test_a_room_from_the_command_line_lets_each_role_in_and_a_hub_that_is_told_to_end_ends(tmp_path: Path) -> None:
    room = opened_room(tmp_path)
    hub = HubProcess(tmp_path)

    async def test() -> None:
        for role in Role:
            async with HubClient(hub.url, token=room["tokens"][str(role)]) as client:
                await in_room(client)
                assert client.welcome is not None
                assert client.welcome.room == room["code"]
                assert client.view.standing.roster[client.view.member].role is role
        async with HubClient(hub.url, code=room["code"].lower().replace("-", " ")) as watcher:
            await in_room(watcher)
            assert await asyncio.to_thread(hub.end, signal.SIGINT) == 0
            await until(lambda: not watcher.is_in)

    try:
        run(test)
    finally:
        hub.end(signal.SIGKILL)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--database", "mysql://x"], "--database: Expected sqlite:////"),
        (["--database", "sqlite:////proc/nowhere/hub.sqlite3"], "cannot be kept"),
        (["--database", "postgresql://user:secret@127.0.0.1:1/hub"], "The database does not answer."),
        (["--redis", "redis://127.0.0.1:1"], "--redis"),
        (["--host", "192.0.2.1"], "192.0.2.1:0: The hub cannot listen here."),
        (["--port", "taken"], "Another program listens here."),
        (["--tls-cert", "nowhere.pem"], "--tls-cert and --tls-key"),
        (["--tls-cert", "nowhere.pem", "--tls-key", "nowhere.pem"], "nowhere.pem"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_code_2(
    tmp_path: Path,
    options: list[str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        if "taken" in options:
            options = ["--port", str(other.getsockname()[1])]
        arguments = ["hub", "serve", "--folder", str(tmp_path), "--port", "0", *options]
        monkeypatch.setattr("sys.argv", ["proctor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert sentence in said.err
    assert said.err.count("\n") == 1, "one line"
    assert "secret" not in said.err
    assert said.out == ""
