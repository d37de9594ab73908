"""A load on a running hub: rooms full of people who all say where their heads and hands are.

    python -m telemetry.loadtest ws://127.0.0.1:8765/ --rooms 1 --people 64 --hertz 30 --seconds 10

Each pose carries when it was sent, so sender and receiver must be this one process. What is printed: how long poses
took one way, how many were superseded by newer ones before they went out, and what this process itself used.
"""

from __future__ import annotations

import argparse
import asyncio
import struct
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field

import msgspec

from .client import HubClient
from .posture import FINGER_ANGLES, HandPosture, Posture, pack_posture
from .protocol.streams import Pose, Told
from .quantised import Placement
from .roles import Role

_PLACE: Placement = ((0.0, 0.0, 1.7), (0.0, 0.0, 0.0, 1.0))
_HAND = HandPosture(_PLACE, fingers=(0.1,) * FINGER_ANGLES)
_POSTURE = pack_posture(Posture(_PLACE, _HAND, _HAND))
_STAMP = struct.Struct(">d")
"""Written over the end of a posture, where there are fingers' angles."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the hub."""

    rooms: int = 1
    people: int = 64
    """In each room, the operator among them."""
    hertz: float = 30.0
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it. Times in milliseconds, one way, from `HubClient.say` to `on_told`."""

    sent: int
    told: int
    expected: int
    """Told if every pose went to everybody else in its room; the rest was superseded."""
    median_ms: float
    p99_ms: float
    worst_ms: float
    load_cpu_share: float
    """Of one core, used by this process and not by the hub."""


@dataclass(slots=True)
class _Tally:
    measuring: bool = False
    sent: int = 0
    times_s: list[float] = field(default_factory=list)

    def hear(self, told: Sequence[Told]) -> None:
        if not self.measuring:
            return
        now_s = time.perf_counter()
        for item in told:
            if isinstance(item.value, Pose):
                self.times_s.append(now_s - _STAMP.unpack(item.value.posture[-_STAMP.size :])[0])


async def put_load(url: str, load: Load) -> Measured:
    """Fill the rooms, let everybody speak, and measure after the first second."""
    tally = _Tally()
    async with AsyncExitStack() as stack:
        clients = [client for _ in range(load.rooms) for client in await _fill_room(stack, url, load.people, tally)]
        speaking = [
            asyncio.create_task(_speak(client, load, n / len(clients), tally)) for n, client in enumerate(clients)
        ]
        await asyncio.sleep(1.0)
        tally.measuring, cpu_s, began_s = True, time.process_time(), time.perf_counter()
        await asyncio.gather(*speaking)
        tally.measuring = False
        share = (time.process_time() - cpu_s) / (time.perf_counter() - began_s)
    return _measured(tally, load, share)


async def _fill_room(stack: AsyncExitStack, url: str, people: int, tally: _Tally) -> list[HubClient]:
    operator = await stack.enter_async_context(HubClient(url, code="NEW", on_told=tally.hear))
    code = (await operator.welcomed()).room
    clients = [operator]
    for _ in range(people - 1):
        client = HubClient(url, code=code, role=Role.ASSISTANT, on_told=tally.hear)
        clients.append(await stack.enter_async_context(client))
        await client.welcomed()
    return clients


async def _speak(client: HubClient, load: Load, phase: float, tally: _Tally) -> None:
    loop = asyncio.get_running_loop()
    next_s = loop.time() + phase / load.hertz
    end_s = loop.time() + 1.0 + load.seconds
    while next_s < end_s:
        await asyncio.sleep(next_s - loop.time())
        client.say([Pose(_POSTURE[: -_STAMP.size] + _STAMP.pack(time.perf_counter()))])
        tally.sent += tally.measuring
        next_s = max(next_s + 1.0 / load.hertz, loop.time())


def _measured(tally: _Tally, load: Load, share: float) -> Measured:
    times_ms = sorted(1000.0 * time_s for time_s in tally.times_s) or [float("nan")]
    return Measured(
        sent=tally.sent,
        told=len(tally.times_s),
        expected=tally.sent * (load.people - 1),
        median_ms=times_ms[len(times_ms) // 2],
        p99_ms=times_ms[int(0.99 * (len(times_ms) - 1))],
        worst_ms=times_ms[-1],
        load_cpu_share=share,
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Put a load on a hub and print what came of it as JSON.")
    parser.add_argument("url")
    for name, default in asdict(Load()).items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    options = vars(parser.parse_args())
    url = options.pop("url")
    print(msgspec.json.encode(asyncio.run(put_load(url, Load(**options)))).decode())


if __name__ == "__main__":
    main()
