"""Hubs and clients for tests: real sockets on loopback, every wait bounded."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from telemetry.client import HubClient
from telemetry.hub import Hub, start_hub
from telemetry.hub.running import loop_factory
from telemetry.protocol.events import ClientEvent, Recorded
from telemetry.quantised import pack_pose
from telemetry.roles import Role
from telemetry.room.limits import DEFAULT_LIMITS, RoomLimits
from telemetry.settings import hub_settings

PATIENCE_S = 15.0
"""So long anything may take on the slowest machine; on others it ends as soon as it is so."""

PROCTOR = [sys.executable, "-W", "error", "-c", "from sim.cli import main; main()"]


@asynccontextmanager
async def a_hub(folder: Path, limits: RoomLimits = DEFAULT_LIMITS, **options: object) -> AsyncIterator[Hub]:
    """A hub in this process."""
    hub = await start_hub(hub_settings({"folder": folder, "port": 0} | options, {}), limits=limits)
    try:
        yield hub
    finally:
        await hub.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test on the hub's own kind of loop; it hangs no longer than anybody has patience, and no callback fails."""
    failed: list[object] = []

    async def bounded() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context))
        async with asyncio.timeout(2 * PATIENCE_S):
            await test()

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(bounded())
    assert not failed


async def until(condition: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.005)


async def in_room(client: HubClient) -> HubClient:
    """The client once it is welcome."""
    async with asyncio.timeout(PATIENCE_S):
        await client.welcomed()
    return client


def newcomer(hub_url: str, operator: HubClient, role: Role, **options: Any) -> HubClient:
    """Somebody who types the code that the operator reads out."""
    assert operator.welcome is not None
    return HubClient(hub_url, code=operator.welcome.room, role=role, name=str(role), **options)


async def events_until(client: HubClient, last: Callable[[Recorded], bool]) -> list[Recorded]:
    """Events as they come, up to the one that is looked for."""
    events: list[Recorded] = []
    async with asyncio.timeout(PATIENCE_S):
        while not events or not last(events[-1]):
            events.append(await client.events.get())
    return events


def bodies(events: list[Recorded], kind: type[ClientEvent]) -> list[Any]:
    """What of one kind was said."""
    return [event.body for event in events if isinstance(event.body, kind)]


def a_posture(at_m: float) -> bytes:
    """A head without hands."""
    return b"\x00" + pack_pose((at_m, 0.0, 1.7), (0.0, 0.0, 0.0, 1.0))


def a_free_port() -> int:
    """Below those that the system gives to whoever connects, so that nobody takes it while a hub is restarted."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


class HubProcess:
    """``proctor hub serve`` as a person starts it."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        command = [*PROCTOR, "hub", "serve", "--port", str(port), "--folder", str(folder)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PROCTOR_HUB_")}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        self.first_line = self.process.stdout.readline()
        found = re.search(r"ws://127\.0\.0\.1:(\d+)/", self.first_line)
        assert found, self.first_line
        self.url, self.port = found[0], int(found[1])

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait; the code with which it ends."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def opened_room(folder: Path) -> dict[str, Any]:
    """What ``proctor hub room --json`` gives."""
    command = [*PROCTOR, "hub", "room", "--json", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE_S, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
