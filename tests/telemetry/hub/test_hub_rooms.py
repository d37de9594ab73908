from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hubs import a_hub, a_posture, bodies, events_until, in_room, newcomer, run, until

from telemetry.client import EndedError, HubClient
from telemetry.protocol.errors import CloseCode, ErrorCode
from telemetry.protocol.events import Chat, Happened, Injected, Strokes
from telemetry.protocol.messages import Error, Refused, SnapshotKept, SnapshotPart
from telemetry.protocol.streams import Pose, Told
from telemetry.roles import Role

STROKES = 40


def test_all_see_the_same_events_in_order_and_once_also_who_comes_late(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW", name="Li") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, Role.WATCHER) as watcher:
                await in_room(watcher)
                for frame in range(STROKES):
                    operator.tell(Strokes(frame, b"bone"))
                async with newcomer(hub.url, operator, Role.ASSISTANT) as late:
                    await in_room(late)
                    late.tell(Chat("I am here"))
                    heard = [await events_until(who, _says("I am here")) for who in (operator, watcher, late)]
        for events in heard:
            assert [event.number for event in events] == list(range(1, len(events) + 1))
            assert [stroke.frame for stroke in bodies(events, Strokes)] == list(range(STROKES))
        assert heard[0] == heard[1] == heard[2]

    run(test)


def test_poses_of_all_come_merged_and_the_newest_wins(tmp_path: Path) -> None:
    frames: list[list[Told]] = []

    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with (
                newcomer(hub.url, operator, Role.REPRESENTATIVE) as rep,
                newcomer(hub.url, operator, Role.WATCHER, on_told=frames.append) as watcher,
            ):
                await in_room(rep)
                await in_room(watcher)
                await until(lambda: len(watcher.view.standing.roster) == 3)
                for step in range(200):
                    for who in (operator, rep):
                        who.say([Pose(a_posture(step / 1000.0))])
                senders = {who.view.member for who in (operator, rep)}
                last = Pose(a_posture(0.199))
                while not any({told.member for told in frame} == senders for frame in frames):
                    operator.say([last])
                    rep.say([last])
                    await asyncio.sleep(0.005)
                await until(lambda: all(_stands_at(watcher, member, 0.199) for member in senders))
        steps = {told.value for frame in frames for told in frame}
        assert len(steps) < 200, "values that were superseded within a tick are not sent"

    run(test)


def test_what_a_role_may_not_do_is_refused_and_harms_nobody(tmp_path: Path) -> None:
    refused: list[Refused] = []

    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, Role.REPRESENTATIVE, on_refused=refused.append) as rep:
                await in_room(rep)
                rep.tell(Happened("plunged", 1))
                rep.tell(Injected("bleeding"))
                rep.tell(Chat("may I?"))
                events = await events_until(operator, _says("may I?"))
                await asyncio.wait_for(rep.all_kept(), 5)
        assert not bodies(events, Happened)
        assert not bodies(events, Injected)
        assert [(one.id, one.code) for one in refused] == [(1, ErrorCode.NOT_ALLOWED), (2, ErrorCode.NOT_ALLOWED)]

    run(test)


def test_who_is_cut_off_twenty_times_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, Role.WATCHER) as watcher:
                await in_room(watcher)
                members = (operator.view.member, watcher.view.member)
                for frame in range(20):
                    operator.tell(Strokes(frame, b"bone"))
                    await asyncio.sleep(0.002 * (frame % 3))
                    unlucky = operator if frame % 2 else watcher
                    before = unlucky.connections
                    unlucky.cut()
                    await until(lambda: unlucky.connections > before)  # noqa: B023
                operator.tell(Happened("done", 1))
                events = await events_until(watcher, lambda event: isinstance(event.body, Happened))
                assert (operator.view.member, watcher.view.member) == members
                assert {person.member for person in watcher.view.standing.roster.values()} == set(members), "no ghosts"
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert [stroke.frame for stroke in bodies(events, Strokes)] == list(range(20))

    run(test)


def test_a_late_comer_gets_the_snapshot_and_what_came_after_it(tmp_path: Path) -> None:
    told: list[object] = []

    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW", on_hub=told.append) as operator:
            await in_room(operator)
            for frame in range(10):
                operator.tell(Strokes(frame, b"bone"))
            operator.send(SnapshotPart(at_event=10, part=0, parts=1, data=b"ten strokes"))
            await until(lambda: any(isinstance(message, SnapshotKept) for message in told))
            operator.tell(Strokes(10, b"bone"))
            async with newcomer(hub.url, operator, Role.WATCHER) as late:
                await in_room(late)
                events = await events_until(late, lambda event: isinstance(event.body, Strokes))
                assert late.view.snapshot == b"ten strokes"
        assert [stroke.frame for stroke in bodies(events, Strokes)] == [10]

    run(test)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"code": "00000-00000"}, CloseCode.NO_ROOM),
        ({"code": "no code"}, CloseCode.NO_ROOM),
        ({"token": "eyJhbGciOiJub25lIn0.e30."}, CloseCode.UNAUTHORISED),
        ({}, CloseCode.UNAUTHORISED),
    ],
)
def test_who_has_neither_code_nor_token_is_not_let_in(tmp_path: Path, options: dict[str, str], code: CloseCode) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, **options) as client:  # type: ignore[arg-type]
            with pytest.raises(EndedError) as ended:
                await client.welcomed()
            assert ended.value.code == code

    run(test)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.TRAINER])
def test_the_code_alone_makes_nobody_operator_or_trainer(tmp_path: Path, role: Role) -> None:
    async def test() -> None:
        async with a_hub(tmp_path) as hub, HubClient(hub.url, code="NEW") as operator:
            await in_room(operator)
            async with newcomer(hub.url, operator, role) as client:
                with pytest.raises(EndedError) as ended:
                    await client.welcomed()
                assert ended.value.code == CloseCode.UNAUTHORISED

    run(test)


def test_codes_cannot_be_tried_without_end(tmp_path: Path) -> None:
    answers: list[ErrorCode] = []

    def note(message: object) -> None:
        assert isinstance(message, Error)
        answers.append(message.code)

    async def test() -> None:
        async with a_hub(tmp_path) as hub:
            for tried in range(1, 41):
                async with HubClient(hub.url, code="00000-00000", on_hub=note):
                    await until(lambda: len(answers) >= tried)  # noqa: B023
                if answers[-1] is ErrorCode.TOO_OFTEN:
                    return
            raise AssertionError("40 wrong codes in a moment")

    run(test)


def _says(text: str):  # type: ignore[no-untyped-def]
    return lambda event: isinstance(event.body, Chat) and event.body.text == text


def _stands_at(client: HubClient, member: int, at_m: float) -> bool:
    told = client.view.streams.get(member, {}).get(Pose)
    return told is not None and isinstance(told.value, Pose) and told.value.posture == a_posture(at_m)
