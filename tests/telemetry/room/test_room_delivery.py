from __future__ import annotations

import json

import pytest
from rehearsal import CODE, Client, Rehearsal

from telemetry.protocol import codec
from telemetry.protocol.codec import Form
from telemetry.protocol.errors import CloseCode, ErrorCode, ProtocolError
from telemetry.protocol.events import Chat, Events, Muted, Strokes
from telemetry.protocol.messages import (
    Error,
    Hello,
    Ping,
    Pong,
    Resend,
    RunKept,
    RunPart,
    Seen,
    SnapshotKept,
    SnapshotPart,
    SnapshotTold,
    SnapshotWanted,
    Tell,
    Welcome,
)
from telemetry.protocol.streams import Frame, Pose, Streams
from telemetry.roles import ALLOWANCES, MAY, Act, Role
from telemetry.room.limits import RoomLimits
from telemetry.room.outgoing import Close, Grant, Kept, Send, Upload
from telemetry.room.room import Room

POSE = Pose(bytes(16))


def waiting(client: Client, kind: type) -> list[object]:
    """What is on the wire to somebody, of that kind."""
    return [message for data in client.from_hub if isinstance(message := codec.from_hub(data), kind)]


@pytest.fixture
def played() -> Rehearsal:
    return Rehearsal()


@pytest.fixture
def operator(played: Rehearsal) -> Client:
    return played.person("OPERATOR", Role.OPERATOR)


@pytest.fixture
def rep(played: Rehearsal, operator: Client) -> Client:
    return played.person("REP", Role.REPRESENTATIVE, Form.JSON)


def test_nothing_of_an_event_is_told_before_it_is_on_disk(played: Rehearsal, operator: Client, rep: Client) -> None:
    rep.tell(Chat("kept first"))
    rep.tell(Muted(99, True))
    played.hub_hears(rep)
    played.hub_hears(rep)
    late = Client("LATE", Role.WATCHER)
    assert played.connect(late)
    played.begin_writing()
    played.now_s += 1.0
    played.tick()
    assert not operator.from_hub
    assert not rep.from_hub
    assert not late.from_hub
    played.end_writing()
    assert operator.from_hub
    assert rep.from_hub
    assert late.from_hub


def test_streams_and_answers_do_not_wait_for_the_disk(played: Rehearsal, operator: Client, rep: Client) -> None:
    operator.tell(Chat("not kept"))
    operator.stream(POSE)
    operator.say(Ping(5))
    for _ in range(3):
        played.hub_hears(operator)
    played.tick()
    assert waiting(operator, Pong) == [Pong(5, int(played.now_s * 1000))]
    assert [type(codec.from_hub(data)) for data in rep.from_hub] == [Frame]


def test_a_disk_that_is_full_loses_nothing(played: Rehearsal, operator: Client, rep: Client) -> None:
    for number in range(5):
        rep.tell(Chat(str(number)))
        played.hub_hears(rep)
        played.begin_writing()
        played.fail_writing()
    assert not operator.from_hub
    played.settle()
    assert [event.body for event in operator.sessions[0][-5:]] == [Chat(str(number)) for number in range(5)]


def test_while_too_much_waits_for_the_disk_events_are_put_off() -> None:
    played = Rehearsal(limits=RoomLimits(unkept_bytes=1000))
    operator = played.person("OPERATOR", Role.OPERATOR)
    for number in range(30):
        operator.tell(Strokes(number, bytes(100)))
    for _ in range(30):
        played.hub_hears(operator)
    (answer,) = waiting(operator, Resend)  # one, not one for each of them
    assert isinstance(answer, Resend)
    assert (answer.after_ms, answer.code) == (1000, ErrorCode.BUSY)
    played.settle()
    assert [event.body.frame for event in played.disk.recorded if isinstance(event.body, Strokes)] == list(range(30))


def carve(played: Rehearsal, operator: Client, count: int, size: int = 10) -> None:
    for _ in range(count):
        operator.tell(Strokes(len(operator.told) + 1, bytes(size)))
    played.settle()


def test_who_comes_late_gets_the_newest_snapshot_and_what_happened_since(played: Rehearsal, operator: Client) -> None:
    carve(played, operator, 100)
    operator.send_snapshot()
    played.settle()
    carve(played, operator, 7)
    late = Client("LATE", Role.WATCHER, Form.JSON)
    played.clients["LATE"] = late
    assert played.connect(late)
    played.begin_writing()
    played.end_writing()
    order = [type(codec.from_hub(data)) for data in late.from_hub]
    assert order == [Welcome, SnapshotTold, Events]
    played.settle()
    assert late.welcome is not None
    assert late.welcome.snapshot == 101
    assert json.loads(late.view.snapshot or b"") == ["OPERATOR", list(range(1, 101))]
    assert [event.number for event in late.sessions[-1]] == list(range(102, 110))


def test_a_large_snapshot_comes_in_parts_as_fast_as_it_is_read(played: Rehearsal, operator: Client) -> None:
    whole = bytes(range(256)) * 4096
    parts = [whole[at : at + 200_000] for at in range(0, len(whole), 200_000)]
    for number, part in enumerate(parts):
        operator.say(SnapshotPart(0, number, len(parts), part))
    played.settle()
    late = Client("LATE", Role.WATCHER)
    assert played.connect(late)
    played.begin_writing()
    played.end_writing()
    sent = sum(map(len, late.from_hub))
    assert sent < 200_000
    assert late.link is not None
    played.now_s += 1.0
    played.tick({late.link: 10**6})
    assert sum(map(len, late.from_hub)) == sent, "a socket that is full gets no more"
    played.clients["LATE"] = late
    played.settle()
    assert late.view.snapshot == whole
    assert late.view.seen == len(played.disk.events)


def test_what_happens_while_a_snapshot_is_on_its_way_comes_after_it(played: Rehearsal, operator: Client) -> None:
    for number in range(2):
        operator.say(SnapshotPart(0, number, 2, bytes(200_000)))
    played.settle()
    late = Client("LATE", Role.WATCHER)
    played.clients["LATE"] = late
    assert played.connect(late)
    played.begin_writing()
    played.end_writing()
    carve(played, operator, 5)
    operator.stream(POSE)
    played.settle()
    assert late.view.snapshot == bytes(400_000)
    assert late.sessions[-1] == played.disk.recorded
    assert operator.view.member in late.view.streams


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([SnapshotPart(0, 1, 2, b"b")], ErrorCode.MALFORMED),
        ([SnapshotPart(0, 0, 2, b"a"), SnapshotPart(0, 0, 1, b"whole")], None),
        ([SnapshotPart(0, 0, 3, b"a"), SnapshotPart(0, 2, 3, b"c")], ErrorCode.MALFORMED),
        ([SnapshotPart(0, 0, 2, b"a"), SnapshotPart(0, 1, 3, b"b")], ErrorCode.MALFORMED),
        ([SnapshotPart(0, 5, 2, b"a")], ErrorCode.MALFORMED),
        ([SnapshotPart(7, 0, 1, b"a")], ErrorCode.UNKNOWN),
        ([SnapshotPart(0, number, 200, bytes(256 * 1024)) for number in range(129)], ErrorCode.TOO_LARGE),
    ],
)
def test_a_snapshot_is_whole_or_it_is_none(
    played: Rehearsal, operator: Client, parts: list[SnapshotPart], code: ErrorCode | None
) -> None:
    for part in parts:
        operator.say(part)
    while operator.to_hub:
        played.hub_hears(operator)
    assert [error.code for error in waiting(operator, Error)] == ([] if code is None else [code])  # type: ignore[attr-defined]
    batch = played.room.batch()
    assert (batch is None) == (code is not None)
    assert batch is None or batch.snapshot is not None


def test_a_snapshot_is_acknowledged_when_it_is_on_disk(played: Rehearsal, operator: Client) -> None:
    carve(played, operator, 3)
    operator.send_snapshot()
    played.hub_hears(operator)
    played.hub_hears(operator)
    played.begin_writing()
    assert not waiting(operator, SnapshotKept)
    played.end_writing()
    assert waiting(operator, SnapshotKept) == [SnapshotKept(4)]
    assert played.disk.snapshot is not None
    assert played.disk.snapshot.after == 4


def test_when_somebody_comes_and_the_snapshot_is_old_a_new_one_is_asked_for() -> None:
    played = Rehearsal(limits=RoomLimits(stale_bytes=2000))
    operator = played.person("OPERATOR", Role.OPERATOR)
    carve(played, operator, 5)
    played.connect(Client("FIRST", Role.WATCHER))
    assert not waiting(operator, SnapshotWanted)
    carve(played, operator, 50)
    played.connect(Client("LATE", Role.WATCHER))
    played.connect(Client("LATER", Role.WATCHER))
    assert len(waiting(operator, SnapshotWanted)) == 1, "not for each of a class that comes in together"


def test_a_log_that_grows_asks_for_a_snapshot_by_itself_and_is_trimmed_by_it() -> None:
    played = Rehearsal(limits=RoomLimits(large_bytes=5000, log_bytes=20_000))
    operator = played.person("OPERATOR", Role.OPERATOR)
    for _ in range(20):
        carve(played, operator, 20, 20)
        if waiting(operator, SnapshotWanted):
            break
        operator.send_snapshot()
    carve(played, operator, 20, 20)
    assert not operator.pending.waiting, "a trainer that does as it is asked is never put off"
    assert played.room._ledger.log.first > 200


def test_events_are_kept_for_those_who_may_come_back(played: Rehearsal, operator: Client, rep: Client) -> None:
    played.drop(rep)
    carve(played, operator, 200)
    operator.send_snapshot()
    played.settle()
    carve(played, operator, 5)
    assert played.connect(rep)
    played.settle()
    assert len(rep.sessions) == 1
    assert rep.sessions[0] == played.disk.recorded[: len(rep.sessions[0])]
    assert rep.view.seen == len(played.disk.events)


@pytest.mark.parametrize(
    ("participant", "role", "seen"), [("STRANGER", Role.WATCHER, 1), ("OPERATOR", Role.OPERATOR, 99)]
)
def test_who_says_to_have_seen_what_was_never_told_is_told_everything(
    played: Rehearsal, operator: Client, participant: str, role: Role, seen: int
) -> None:
    hello = Hello(version=1, seen=seen)
    outgoing = [*played.room.join(50, Grant(participant, role, ""), hello, Form.MESSAGEPACK, 1.0)]
    if (batch := played.room.batch()) is not None:
        played.disk.write(batch)
        outgoing += played.room.kept(batch, 1.0)
    welcome, *others = [codec.from_hub(item.data) for item in outgoing if isinstance(item, Send) and 50 in item.to]
    assert isinstance(welcome, Welcome)
    assert not welcome.resumed
    told = [event for message in others if isinstance(message, Events) for event in message.events]
    assert told == played.disk.recorded


def test_a_receiver_that_is_slow_gets_fewer_frames_and_every_event(
    played: Rehearsal, operator: Client, rep: Client
) -> None:
    assert rep.link is not None
    for number in range(50):
        operator.tell(Chat(str(number)))
        operator.stream(Pose(b"\x00" + number.to_bytes(15, "little")))
        for _ in range(2):
            played.hub_hears(operator)
        played.begin_writing()
        played.end_writing()
        played.now_s += 0.1
        played.tick({rep.link: 10**6} if number % 10 else {})
    assert len(waiting(rep, Frame)) == 5
    played.settle()
    assert [event.body.text for event in rep.sessions[0] if isinstance(event.body, Chat)] == list(map(str, range(50)))
    newest = rep.view.streams[operator.view.member][Pose].value
    assert newest == Pose(b"\x00" + (49).to_bytes(15, "little"))


def test_who_does_not_read_is_let_go_with_a_reason_and_may_resume(
    played: Rehearsal, operator: Client, rep: Client
) -> None:
    assert rep.link is not None
    link, closed = rep.link, []
    for second in range(20):
        operator.tell(Chat(str(second)))
        played.hub_hears(operator)
        played.begin_writing()
        played.end_writing()
        played.now_s += 1.0
        outgoing = played.room.tick(played.now_s, {link: 10**6})
        closed += [(second, item) for item in outgoing if isinstance(item, Close)]
        played.carry(outgoing)
    assert [(second, item.code) for second, item in closed] == [(15, CloseCode.TOO_SLOW)]
    played.settle()
    assert operator.view.standing.roster[rep.view.member].away
    assert played.connect(rep)
    played.settle()
    assert [event.body.text for event in rep.sessions[0] if isinstance(event.body, Chat)] == list(map(str, range(20)))


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_not_say_has_no_effect_and_is_told_so(played: Rehearsal, operator: Client, role: Role) -> None:
    if role is Role.OPERATOR:
        return
    client = played.person("SOMEBODY", role)
    before = len(played.disk.events)
    refused = []
    client.tell(Strokes(1, b"bone"))
    client.say(SnapshotPart(0, 0, 1, b"x"))
    client.say(RunPart("ab", 0, 5, b"x"))
    if Act.APPEAR not in MAY[role]:
        client.say(Streams([POSE]))
        refused.append(ErrorCode.NOT_ALLOWED)
    while client.to_hub:
        played.hub_hears(client)
    errors = [error.code for error in waiting(client, Error)]  # type: ignore[attr-defined]
    assert errors == [ErrorCode.NOT_ALLOWED] * 2 + refused
    played.settle()
    assert client.refused == [1]
    assert len(played.disk.events) == before


def test_too_much_that_is_wrong_ends_the_connection(played: Rehearsal, operator: Client, rep: Client) -> None:
    for number in range(200):
        rep.to_hub.append("{" + str(number))
    while rep.to_hub:
        played.hub_hears(rep)
    assert rep.link is None
    assert len(played.room.links) == 1
    played.settle()
    assert played.connect(rep)


def test_a_flood_is_not_passed_on_and_ends_the_connection(played: Rehearsal, operator: Client, rep: Client) -> None:
    operator.stream(POSE)
    played.settle()
    begin_s = played.now_s
    rep.form = Form.JSON
    count = 0
    while rep.link is not None and count < 100_000:
        rep.say(Streams([POSE]))
        played.now_s += 0.0001
        played.hub_hears(rep)
        count += 1
    cost = count * 256
    allowance = ALLOWANCES[rep.role]
    assert cost < allowance.burst_bytes + allowance.bytes_per_s * (played.now_s - begin_s) + 256 * 1000
    assert rep.link is None


def test_events_too_fast_are_put_off_and_none_is_lost(played: Rehearsal, operator: Client, rep: Client) -> None:
    for number in range(100):
        rep.tell(Chat(str(number)))
    while rep.to_hub:
        played.hub_hears(rep)
    answers = [message for message in waiting(rep, Resend)]
    assert [answer.code for answer in answers] == [ErrorCode.TOO_OFTEN]  # type: ignore[attr-defined]
    for _ in range(200):
        played.settle()
        played.now_s += 1.0
        if not rep.pending.waiting:
            break
        for tell in rep.pending.resend(1):
            rep.say(tell)
    chats = [event.body.text for event in played.disk.recorded if isinstance(event.body, Chat)]
    assert chats == list(map(str, range(100)))


def test_a_message_larger_than_a_role_may_send_is_refused(played: Rehearsal, rep: Client) -> None:
    rep.to_hub.append("[" * (ALLOWANCES[rep.role].message_bytes + 1))
    played.hub_hears(rep)
    assert [error.code for error in waiting(rep, Error)] == [ErrorCode.TOO_LARGE]  # type: ignore[attr-defined]


def test_parts_of_a_run_file_go_to_the_disk_and_the_answer_comes_from_there(
    played: Rehearsal, operator: Client
) -> None:
    assert operator.link is not None
    part = RunPart("ab" * 32, 10, 100, b"bytes")
    assert played.room.receive(operator.link, codec.encode(part), 1.0) == [Upload(operator.link, "OPERATOR", part)]
    (answer,) = played.room.uploaded(operator.link, part.run, 15, 100)
    assert isinstance(answer, Send)
    assert codec.from_hub(answer.data) == RunKept(part.run, 15, 100)
    over = RunPart("ab" * 32, 99, 100, b"bytes")
    (answer,) = played.room.receive(operator.link, codec.encode(over), 1.0)
    assert isinstance(answer, Send)
    assert codec.from_hub(answer.data).code is ErrorCode.MALFORMED  # type: ignore[union-attr]
    assert played.room.uploaded(12345, part.run, 15, 100) == ()


def test_the_hubs_clock_never_goes_back_not_even_over_a_restart(played: Rehearsal, operator: Client) -> None:
    played.now_s = 100.0
    operator.tell(Chat("late"))
    played.settle()
    kept = Kept(tuple(played.disk.events))
    room = Room(CODE, 5.0, 0, elapsed_ms=0, kept=kept)
    room.join(1, Grant("OPERATOR", Role.OPERATOR, ""), Hello(version=1), Form.JSON, 6.0)
    batch = room.batch()
    assert batch is not None
    before_ms = played.disk.recorded[-1].at_ms
    assert [(event.kind, event.at_ms - before_ms) for event in batch.events] == [("dropped", 0), ("returned", 1000)]


def test_who_says_to_have_seen_more_than_was_sent_is_told_it_nevertheless(
    played: Rehearsal, operator: Client, rep: Client
) -> None:
    rep.say(Seen(10**9))
    played.hub_hears(rep)
    assert rep.link is not None
    played.tick({rep.link: 10**6})
    for number in range(300):
        operator.tell(Strokes(number, b"bone"))
    for _ in range(2):
        while operator.to_hub or operator.from_hub:
            played.hub_hears(operator)
            played.client_hears(operator)
            played.begin_writing()
            played.end_writing()
        operator.send_snapshot()
    operator.tell(Strokes(300, b"bone"))
    played.settle()
    assert rep.sessions[0] == played.disk.recorded[: len(rep.sessions[0])]
    assert rep.view.seen == len(played.disk.events)


def test_who_falls_behind_now_and_then_is_not_let_go(played: Rehearsal, operator: Client, rep: Client) -> None:
    assert rep.link is not None
    for second in range(100):
        played.now_s += 1.0
        played.tick({rep.link: 10**6} if second % 10 else {})
    assert rep.link is not None


def test_who_never_catches_up_is_let_go_though_it_reads(played: Rehearsal, operator: Client, rep: Client) -> None:
    link, closed = rep.link, []
    assert link is not None
    for _ in range(100):
        for _ in range(4):
            operator.tell(Strokes(1, bytes(60_000)))
            played.hub_hears(operator)
        played.begin_writing()
        played.end_writing()
        played.now_s += 1.0
        outgoing = played.room.tick(played.now_s, {})
        closed += [item for item in outgoing if isinstance(item, Close)]
        played.carry(outgoing)
        operator.from_hub.clear()
    assert [item.code for item in closed if item.link == link] == [CloseCode.TOO_SLOW]


def test_a_snapshot_that_is_older_than_the_one_before_changes_nothing(played: Rehearsal, operator: Client) -> None:
    carve(played, operator, 5)
    operator.say(SnapshotPart(5, 0, 1, b"new"))
    operator.say(SnapshotPart(3, 0, 1, b"old"))
    played.settle()
    assert played.disk.snapshot is not None
    assert played.disk.snapshot.data == b"new"


def test_a_second_hello_is_an_error(played: Rehearsal, rep: Client) -> None:
    rep.say(rep.hello())
    played.hub_hears(rep)
    assert [error.code for error in waiting(rep, Error)] == [ErrorCode.MALFORMED]  # type: ignore[attr-defined]


def test_events_before_the_welcome_are_put_off(played: Rehearsal, operator: Client) -> None:
    played.room.join(60, Grant("EAGER", Role.ASSISTANT, ""), Hello(version=1), Form.MESSAGEPACK, played.now_s)
    assert played.room.receive(60, codec.encode(Streams([POSE])), played.now_s) == ()
    assert played.room.due_s is None
    (answer,) = played.room.receive(60, codec.encode(Tell(1, Chat("eager"))), played.now_s)
    assert isinstance(answer, Send)
    assert codec.from_hub(answer.data) == Resend(1, 1000, ErrorCode.BUSY)


def test_no_more_than_a_room_can_know_ever_come_in() -> None:
    room = Room(CODE, 0.0, 0, limits=RoomLimits(known=1))
    room.join(1, Grant("FIRST", Role.WATCHER, ""), Hello(version=1), Form.JSON, 0.0)
    with pytest.raises(ProtocolError) as caught:
        room.join(2, Grant("SECOND", Role.WATCHER, ""), Hello(version=1), Form.JSON, 0.0)
    assert caught.value.code is ErrorCode.ROOM_FULL
