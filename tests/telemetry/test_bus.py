from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis
from redis_process import RedisProcess

from telemetry.bus import CLAIM_S, Bus, BusError, Exchange, LocalBus
from telemetry.redis_bus import MOST_WAITING, RedisBus

Make = Callable[[str], Bus]


@pytest.fixture(params=["local", "redis"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes the bus of one more hub; all share the rooms."""
    if request.param == "local":
        exchange = Exchange()
        return lambda hub: LocalBus(hub, exchange)
    server: RedisProcess = request.getfixturevalue("redis_server")
    return lambda hub: RedisBus(hub, server.url)


@asynccontextmanager
async def started(*buses: Bus) -> AsyncIterator[None]:
    for bus in buses:
        await bus.start()
    try:
        yield
    finally:
        for bus in buses:
            await bus.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


def hubs(make: Make, test: Callable[[Bus, Bus], Awaitable[None]]) -> None:
    async def run() -> None:
        here, there = make("here"), make("there")
        async with started(here, there):
            await test(here, there)

    asyncio.run(run())


def test_what_is_published_is_heard_by_all_who_subscribed_and_in_order(make: Make) -> None:
    async def test(here: Bus, there: Bus) -> None:
        heard_here: list[bytes] = []
        heard_there: list[bytes] = []
        other: list[bytes] = []
        await here.subscribe("room/1", heard_here.append)
        await there.subscribe("room/1", heard_there.append)
        await there.subscribe("room/2", other.append)
        sent = [b"\x00\xff%d" % number for number in range(500)]
        for data in sent:
            here.publish("room/1", data)
        there.publish("room/2", bytes(300_000))
        assert heard_here == [], "never within publish itself"
        await until(lambda: len(heard_here) == len(heard_there) == 500 and len(other) == 1)
        assert heard_here == heard_there == sent
        assert other == [bytes(300_000)]

    hubs(make, test)


def test_from_when_subscribing_is_done_nothing_is_missed_and_after_it_nothing_comes(make: Make) -> None:
    async def test(here: Bus, there: Bus) -> None:
        heard: list[bytes] = []
        for number in range(50):
            await there.subscribe("room", heard.append)
            here.publish("room", b"%d" % number)
            await until(lambda: heard[-1:] == [b"%d" % number])  # noqa: B023  # it is asked within the round
            await there.unsubscribe("room")
        last: list[bytes] = []
        await here.subscribe("last", last.append)
        here.publish("room", b"nobody hears it")
        here.publish("last", b"")
        await until(lambda: len(last) == 1)
        assert heard == [b"%d" % number for number in range(50)]
        await there.unsubscribe("never subscribed")

    hubs(make, test)


def test_one_hub_keeps_a_room_until_it_lets_go(make: Make) -> None:
    async def test(here: Bus, there: Bus) -> None:
        claims = await asyncio.gather(*(bus.claim("ROOM") for bus in (here, there, here, there)))
        assert len(set(claims)) == 1
        keeper, other = (here, there) if claims[0].hub == "here" else (there, here)
        await other.release("ROOM")
        assert await other.claim("ROOM") == claims[0], "only the keeper can let go"
        await keeper.release("ROOM")
        taken = await other.claim("ROOM")
        assert taken.hub == other.hub
        assert taken.epoch > claims[0].epoch
        assert await keeper.claim("ROOM") == taken
        assert (await keeper.claim("OTHER")).hub == keeper.hub

    hubs(make, test)


def test_a_keeper_that_died_is_replaced_when_its_claim_ends() -> None:
    now = 100.0
    exchange = Exchange()
    here, there = (LocalBus(hub, exchange, lambda: now) for hub in ("here", "there"))

    async def test() -> None:
        nonlocal now
        first = await here.claim("ROOM")
        now += CLAIM_S - 0.1
        assert await here.claim("ROOM") == first, "renewed"
        now += CLAIM_S - 0.1
        assert await there.claim("ROOM") == first
        now += 0.1
        second = await there.claim("ROOM")
        assert (second.hub, second.epoch > first.epoch) == ("there", True)
        assert await here.claim("ROOM") == second

    asyncio.run(test())


def test_a_claim_in_redis_ends_by_itself_and_is_renewed_by_claiming(redis_server: RedisProcess) -> None:
    async def run() -> None:
        here, there = RedisBus("here", redis_server.url), RedisBus("there", redis_server.url)
        async with started(here, there), Redis.from_url(redis_server.url) as redis:
            first = await here.claim("ROOM")
            key = "proctor:{ROOM}:keeper"
            assert 0 < await redis.pttl(key) <= 1000 * CLAIM_S
            await redis.pexpire(key, 100)
            assert await there.claim("ROOM") == first
            assert await redis.pttl(key) <= 100, "who does not keep it does not renew it"
            assert await here.claim("ROOM") == first
            assert await redis.pttl(key) > 1000
            await redis.delete(key)
            second = await there.claim("ROOM")
            assert (second.hub, second.epoch > first.epoch) == ("there", True)

    asyncio.run(run())


def test_redis_may_be_restarted_and_everybody_is_told(redis_server: RedisProcess) -> None:
    async def run() -> None:
        here, there = RedisBus("here", redis_server.url), RedisBus("there", redis_server.url)
        told: list[str] = []
        heard: list[bytes] = []
        for bus in (here, there):
            bus.on_interrupted = lambda bus=bus: told.append(bus.hub)  # type: ignore[misc]
        async with started(here, there):
            await there.subscribe("room", heard.append)
            first = await here.claim("ROOM")
            here.publish("room", b"before")
            await until(lambda: heard == [b"before"])
            redis_server.stop()
            await until(lambda: not here.connected and not there.connected)
            here.publish("room", b"may be lost")
            with pytest.raises(BusError):
                await here.claim("ROOM")
            await here.release("OTHER")
            await there.subscribe("while away", heard.append)
            await there.unsubscribe("never")
            assert told == []
            redis_server.start()
            await until(lambda: set(told) == {"here", "there"})
            assert here.connected
            assert there.connected
            heard.clear()
            here.publish("room", b"after")
            here.publish("while away", b"this too")
            await until(lambda: heard[-2:] == [b"after", b"this too"])
            again = await here.claim("ROOM")
            assert (again.hub, again.epoch > first.epoch) == ("here", True)

    asyncio.run(run())


def test_a_redis_that_hangs_is_noticed_by_the_missing_pulse(redis_server: RedisProcess) -> None:
    async def run() -> None:
        bus = RedisBus("here", redis_server.url)
        told: list[None] = []
        bus.on_interrupted = lambda: told.append(None)
        async with started(bus):
            await until(lambda: bus.connected)
            redis_server.signal(signal.SIGSTOP)
            try:
                await until(lambda: not bus.connected)
            finally:
                redis_server.signal(signal.SIGCONT)
            await until(lambda: bus.connected and len(told) > 0)

    asyncio.run(run())


def test_what_waits_for_redis_is_bounded(redis_server: RedisProcess) -> None:
    async def run() -> None:
        bus = RedisBus("here", redis_server.url)
        told: list[None] = []
        heard: list[bytes] = []
        bus.on_interrupted = lambda: told.append(None)
        async with started(bus):
            await bus.subscribe("room", heard.append)
            for number in range(MOST_WAITING + 10):
                bus.publish("room", b"%d" % number)
            await until(lambda: len(told) == 1)
            await until(lambda: heard[-1:] == [b"%d" % (MOST_WAITING + 9)])
            assert len(heard) < MOST_WAITING

    asyncio.run(run())


def test_no_redis_is_said_without_its_password() -> None:
    async def run() -> None:
        bus = RedisBus("here", "redis://:hunter2@127.0.0.1:1/0")
        with pytest.raises(BusError, match="does not answer") as caught:
            await bus.start()
        assert "hunter2" not in repr(caught.value)
        assert caught.value.__suppress_context__

    asyncio.run(run())


@pytest.mark.parametrize("url", ["hunter2", "http://:hunter2@host", "redis://:hunter2@host:port"])
def test_no_redis_url_is_said_without_its_password(url: str) -> None:
    with pytest.raises(BusError, match="redis://host:6379/0") as caught:
        RedisBus("here", url)
    assert "hunter2" not in repr(caught.value)
