"""Whatever happens to people, wires, disk and hub: nothing is lost, nothing doubled, nobody is a ghost."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from rehearsal import Client, Rehearsal

from telemetry.protocol.codec import Form
from telemetry.protocol.events import (
    Chat,
    ClientEvent,
    Drawn,
    HandedOver,
    Injected,
    Joined,
    Mode,
    Muted,
    Paused,
    Prompted,
    PromptKind,
    Recorded,
    RunStarted,
    Strokes,
)
from telemetry.protocol.messages import Leave
from telemetry.protocol.streams import Pose, Stream, Thing, Voice
from telemetry.roles import Role, may

PEOPLE = {
    "OPERATOR": (Role.OPERATOR, Form.MESSAGEPACK),
    "SECOND": (Role.OPERATOR, Form.MESSAGEPACK),
    "ASSISTANT": (Role.ASSISTANT, Form.MESSAGEPACK),
    "REP": (Role.REPRESENTATIVE, Form.JSON),
    "TRAINER": (Role.TRAINER, Form.MESSAGEPACK),
    "WATCHER": (Role.WATCHER, Form.JSON),
}

people = st.sampled_from(sorted(PEOPLE))
operators = st.sampled_from(["OPERATOR", "OPERATOR", "SECOND"])
member_numbers = st.integers(0, 7)
bodies = st.one_of(
    st.builds(Chat, st.sampled_from(["Guten Tag", "看这里", "\u202eabc", "\u200b"])),
    st.builds(HandedOver, st.sampled_from(["drill", "clamp"]), member_numbers),
    st.builds(Muted, member_numbers, st.booleans()),
    st.builds(Drawn, st.just(bytes(18))),
    st.builds(Prompted, st.just(PromptKind.NEXT_STEP)),
    st.builds(Paused, st.booleans()),
    st.builds(Injected, st.just("bleeding")),
    st.builds(RunStarted, st.just("run"), st.just("plate"), st.just("hash"), st.sampled_from(Mode)),
    st.builds(Chat, st.just("")),  # malformed: the codec refuses it
)
streams = st.one_of(
    st.builds(Pose, st.integers(0, 255).map(lambda flag: bytes((flag,)) + bytes(15))),
    st.builds(Thing, st.sampled_from(["drill", "clamp"]), st.binary(min_size=15, max_size=15)),
    st.builds(Voice, st.integers(0, 9), st.just(b"opus")),
)


class RoomUnderAllConditions(RuleBasedStateMachine):
    @initialize(present=st.sets(people, min_size=2))
    def open_the_room(self, present: set[str]) -> None:
        self.played = Rehearsal()
        self.frame = 0
        for name in sorted(present):
            self.played.connect(self.client(name))
        self.played.settle()

    def client(self, name: str) -> Client:
        role, form = PEOPLE[name]
        return self.played.clients.setdefault(name, Client(name, role, form))

    def connected(self) -> list[Client]:
        return [client for client in self.played.clients.values() if client.link is not None]

    @rule(names=st.sets(people, min_size=1))
    def come_in(self, names: set[str]) -> None:
        for name in sorted(names):
            self.played.connect(self.client(name))

    @rule(names=st.sets(people, min_size=1, max_size=2), noticed=st.booleans())
    def wires_are_cut(self, names: set[str], noticed: bool) -> None:
        for name in sorted(names):
            self.played.drop(self.client(name), noticed=noticed)

    @rule(name=people)
    def say_goodbye(self, name: str) -> None:
        if self.client(name).welcomed:
            self.client(name).say(Leave())

    @rule(said=st.lists(st.tuples(people, bodies), min_size=1, max_size=8))
    def tell(self, said: list[tuple[str, ClientEvent]]) -> None:
        for name, body in said:
            self.client(name).tell(body)

    @rule(name=operators, times=st.integers(1, 40))
    def carve(self, name: str, times: int) -> None:
        for _ in range(times):
            self.frame += 1
            self.client(name).tell(Strokes(self.frame, b"bone"))

    @rule(said=st.lists(st.tuples(people, streams), min_size=1, max_size=4))
    def stream(self, said: list[tuple[str, Stream]]) -> None:
        for name, value in said:
            self.client(name).stream(value)

    @rule(name=operators)
    def pack_the_state(self, name: str) -> None:
        self.client(name).send_snapshot()

    @rule(name=operators, times=st.integers(1, 100))
    def work_for_a_while(self, name: str, times: int) -> None:
        self.carve(name, times)
        self.played.settle()
        self.client(name).send_snapshot()
        self.played.settle()

    @rule(to_hub=st.integers(0, 30), from_hub=st.integers(0, 30))
    def wires_carry(self, to_hub: int, from_hub: int) -> None:
        for client in self.connected():
            for _ in range(to_hub):
                self.played.hub_hears(client)
            for _ in range(from_hub):
                self.played.client_hears(client)

    @rule(at=st.integers(0, 5))
    def messages_come_twice(self, at: int) -> None:
        for client in self.connected():
            if at < len(client.to_hub):
                client.to_hub.append(client.to_hub[at])

    @rule(at=st.integers(0, 5))
    def messages_overtake(self, at: int) -> None:
        for client in self.connected():
            if at + 1 < len(wire := client.to_hub):
                wire[at], wire[at + 1] = wire[at + 1], wire[at]

    @rule(name=people, noise=st.binary(max_size=40))
    def noise(self, name: str, noise: bytes) -> None:
        if self.client(name).link is not None:
            self.client(name).to_hub.append(noise)

    @rule(step_s=st.sampled_from([0.01, 0.5, 20.0, 61.0]), full=st.sets(people, max_size=2))
    def time_passes(self, step_s: float, full: set[str]) -> None:
        self.played.now_s += step_s
        links = [link for name in full if (link := self.client(name).link) is not None]
        self.played.tick(dict.fromkeys(links, 10**6))

    @rule()
    def write(self) -> None:
        self.played.begin_writing()
        self.played.end_writing()

    @rule()
    def begin_writing(self) -> None:
        self.played.begin_writing()

    @rule()
    def disk_is_full(self) -> None:
        self.played.begin_writing()
        self.played.fail_writing()

    @precondition(lambda self: self.played.disk.events)
    @rule(written=st.booleans())
    def hub_is_killed(self, written: bool) -> None:
        self.played.crash(written=written)

    @rule()
    def all_is_quiet(self) -> None:
        self.played.settle()

    def teardown(self) -> None:
        if not hasattr(self, "played"):
            return
        for client in tuple(self.played.clients.values())[::2]:
            if client.link is None:
                self.played.connect(client)
        self.played.settle()
        self.judge()
        self.played.now_s += 61.0
        self.played.tick()
        self.played.settle()
        self.judge()
        roster = self.played.room.standing.roster.values()
        assert not [person for person in roster if person.away and person.role is not Role.OPERATOR]

    def judge(self) -> None:
        recorded = self.played.disk.recorded
        for client in self.played.clients.values():
            if client.link is not None:
                self.heard_all_once(client, recorded)
                self.told_all_once(client, recorded)
                self.sees_who_is_there(client)
        self.only_what_is_allowed(recorded)

    def heard_all_once(self, client: Client, recorded: list[Recorded]) -> None:
        for session in client.sessions:
            first = session[0].number if session else 1
            assert session == recorded[first - 1 : first - 1 + len(session)]
        assert client.view.seen == len(recorded)
        packed = client.snapshots[-1]
        if packed is None:
            assert client.sessions[-1] == recorded
        else:
            participant, strokes = json.loads(packed)
            number = next(person for person in self.joined(recorded) if person[1] == participant)[0]
            strokes += [event.body.frame for event in client.sessions[-1] if is_stroke(event, number)]
            assert strokes == [event.body.frame for event in recorded if is_stroke(event, number)]

    def told_all_once(self, client: Client, recorded: list[Recorded]) -> None:
        ids = [event.event_id for event in recorded if event.sender == client.view.member]
        assert sorted([*ids, *client.refused]) == list(range(1, len(client.told) + 1))
        assert ids == sorted(ids)
        assert len(client.pending) == 0
        for event in recorded:
            if event.sender == client.view.member and not isinstance(event.body, Chat):
                assert event.body == client.told[event.event_id - 1]

    def sees_who_is_there(self, client: Client) -> None:
        room = self.played.room
        there = self.played.there()
        assert client.view.standing.roster == room.standing.roster
        assert client.view.standing.state == room.standing.state
        assert {member for member, person in room.standing.roster.items() if not person.away} == there
        assert set(client.view.streams) <= there - {client.view.member}

    @staticmethod
    def joined(recorded: list[Recorded]) -> list[tuple[int, str]]:
        return [(event.body.person.member, event.body.person.participant) for event in recorded if is_joined(event)]

    def only_what_is_allowed(self, recorded: list[Recorded]) -> None:
        names = dict(self.joined(recorded))
        assert len(names) == len(set(names.values()))
        for event in recorded:
            if event.sender:
                assert may(PEOPLE[names[event.sender]][0], event.body.needs)  # type: ignore[union-attr]


def is_stroke(event: Recorded, sender: int) -> bool:
    return isinstance(event.body, Strokes) and event.sender == sender


def is_joined(event: Recorded) -> bool:
    return isinstance(event.body, Joined)


TestRoomUnderAllConditions = RoomUnderAllConditions.TestCase
TestRoomUnderAllConditions.settings = settings(
    max_examples=150, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
