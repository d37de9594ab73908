"""A room with its people, disk and wires, played out in memory: every message goes through the real codec."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from itertools import count

from telemetry.pending import Pending
from telemetry.protocol import codec
from telemetry.protocol.codec import Form, Wire
from telemetry.protocol.errors import ProtocolError
from telemetry.protocol.events import ClientEvent, Recorded, Strokes
from telemetry.protocol.messages import Acknowledged, Hello, Refused, Resend, Seen, SnapshotPart, Welcome
from telemetry.protocol.streams import Stream, Streams
from telemetry.roles import Role
from telemetry.room.outgoing import Batch, Close, Grant, Kept, KeptSnapshot, Outgoing, Send
from telemetry.room.room import Room
from telemetry.view import View

CODE = "7K3QX-M0ZTD"


@dataclass
class Disk:
    """What the store has."""

    events: list[bytes] = field(default_factory=list)
    snapshot: KeptSnapshot | None = None

    def write(self, batch: Batch) -> None:
        for event in batch.events:
            assert event.number == len(self.events) + 1, "numbers run 1, 2, 3 without a gap"
            self.events.append(event.data)
        if batch.snapshot is not None:
            assert batch.snapshot.after <= len(self.events)
            self.snapshot = batch.snapshot

    @property
    def recorded(self) -> list[Recorded]:
        return [codec.unpack_recorded(data) for data in self.events]


@dataclass
class Client:
    """One program of one participant: what it told, what it was told, and its wire, if it has one."""

    participant: str
    role: Role
    form: Form = Form.MESSAGEPACK
    link: int | None = None
    welcomed: bool = False
    view: View = field(default_factory=View)
    pending: Pending = field(default_factory=Pending)
    to_hub: deque[Wire] = field(default_factory=deque)
    from_hub: deque[Wire] = field(default_factory=deque)
    sessions: list[list[Recorded]] = field(default_factory=list)
    """Events as they came, a new list at each welcome that was no resumption."""
    snapshots: list[bytes | None] = field(default_factory=list)
    """What each of those began with."""
    acknowledged: int = 0
    welcome: Welcome | None = None
    refused: list[int] = field(default_factory=list)
    told: list[ClientEvent] = field(default_factory=list)
    """Everything ever, the refused in it; its place is its id less one."""
    last_said: Stream | None = None
    """On this wire."""

    def tell(self, body: ClientEvent) -> None:
        self.told.append(body)
        tell = self.pending.add(body)
        if self.welcomed:
            self.say(tell)

    def say(self, message: object) -> None:
        self.to_hub.append(codec.encode(message, self.form))  # type: ignore[arg-type]

    def stream(self, value: Stream) -> None:
        if self.welcomed:
            self.last_said = value
            self.say(Streams([value], self.view.seen))

    def send_snapshot(self) -> None:
        """Our strokes so far, as a trainer would pack its bone."""
        if not self.welcomed:
            return
        strokes = [event.frame for event in self.told if isinstance(event, Strokes)]
        data = json.dumps([self.participant, strokes]).encode()
        half = len(data) // 2
        self.say(SnapshotPart(len(self.told), 0, 2, data[:half]))
        self.say(SnapshotPart(len(self.told), 1, 2, data[half:]))

    def hear(self, data: Wire) -> None:
        message = codec.from_hub(data)
        if isinstance(message, Welcome):
            if not message.resumed:
                self.sessions.append([])
                self.snapshots.append(None)
            self.view.take(message)
            self.welcomed = True
            self.welcome = message
            self.refused += [refusal.id for refusal in message.refused]
            for tell in self.pending.welcomed(message.last_event):
                self.say(tell)
        elif isinstance(message, Acknowledged):
            self.acknowledged = max(self.acknowledged, message.up_to)
            self.pending.acknowledged(message.up_to)
        elif isinstance(message, Refused):
            assert message.id not in self.refused
            self.refused.append(message.id)
            self.pending.refused(message.id)
        elif isinstance(message, Resend):
            for tell in self.pending.resend(message.from_id):
                self.say(tell)
        else:
            new = self.view.take(message)
            there = {member for member, person in self.view.standing.roster.items() if not person.away}
            assert set(self.view.streams) <= there, "no ghosts"
            if self.view.snapshot is not None:
                self.snapshots[-1] = self.view.snapshot
            if new:
                self.sessions[-1].extend(new)
                self.say(Seen(self.view.seen))

    def cut(self) -> None:
        """The wire is gone with all that was on it."""
        self.link, self.welcomed, self.last_said = None, False, None
        self.to_hub.clear()
        self.from_hub.clear()

    def hello(self) -> Hello:
        return Hello(version=1, name="Li", seen=self.view.seen, next_event=self.pending.next_event)


class Rehearsal:
    """The room and everybody about it."""

    def __init__(self, **room: object) -> None:
        self.now_s = 0.0
        self.room = Room(CODE, 0.0, 1_700_000_000_000, **room)  # type: ignore[arg-type]
        self.disk = Disk()
        self.clients: dict[str, Client] = {}
        self.batch: Batch | None = None
        self._links = count(1)
        self._by_link: dict[int, Client] = {}

    def person(self, participant: str, role: Role, form: Form = Form.MESSAGEPACK) -> Client:
        """Somebody who has come in and is welcome."""
        client = self.clients.setdefault(participant, Client(participant, role, form))
        assert self.connect(client)
        self.settle()
        return client

    def connect(self, client: Client) -> bool:
        """A new wire; whatever was on an old one is gone, though the hub may not know it."""
        client.cut()
        link = next(self._links)
        hello = codec.hello(codec.encode(client.hello(), client.form))
        grant = Grant(client.participant, client.role, f"token of {client.participant}")
        try:
            outgoing = self.room.join(link, grant, hello, client.form, self.now_s)
        except ProtocolError:
            return False
        client.link = link
        self._by_link[link] = client
        self.carry(outgoing)
        return True

    def there(self) -> set[int]:
        """Members that the hub holds for connected."""
        names = {self._by_link[link].participant for link in self.room.links}
        return {person.member for person in self.room.standing.roster.values() if person.participant in names}

    def drop(self, client: Client, *, noticed: bool = True) -> None:
        link = client.link
        client.cut()
        if link is not None and noticed:
            self.carry(self.room.dropped(link, self.now_s))

    def carry(self, outgoing: object) -> None:
        """Put what the room sends onto the wires."""
        for item in outgoing:  # type: ignore[attr-defined]
            self._carry_one(item)

    def _carry_one(self, item: Outgoing) -> None:
        if isinstance(item, Send):
            assert len(set(item.to)) == len(item.to) > 0
            for link in item.to:
                client = self._by_link[link]
                if client.link == link:
                    assert Form.of(item.data) is client.form
                    client.from_hub.append(item.data)
        elif isinstance(item, Close) and self._by_link[item.link].link == item.link:
            self._by_link[item.link].cut()

    def hub_hears(self, client: Client) -> None:
        if client.to_hub and client.link is not None:
            self.carry(self.room.receive(client.link, client.to_hub.popleft(), self.now_s))

    def client_hears(self, client: Client) -> None:
        if client.from_hub:
            client.hear(client.from_hub.popleft())
            self.nothing_is_told_too_early(client)

    def nothing_is_told_too_early(self, client: Client) -> None:
        """What was told or acknowledged is on the disk, whatever becomes of the hub."""
        assert client.view.seen <= len(self.disk.events)
        assert client.welcome is None or client.welcome.number <= len(self.disk.events)
        ids = [event.event_id for event in self.disk.recorded if event.sender == client.view.member]
        assert set(range(1, client.acknowledged + 1)) <= {*ids, *client.refused}
        assert not client.welcomed or client.view.standing.roster[client.view.member].participant == client.participant

    def tick(self, waiting: dict[int, int] | None = None) -> None:
        self.carry(self.room.tick(self.now_s, waiting or {}))

    def begin_writing(self) -> None:
        if self.batch is None:
            self.batch = self.room.batch()

    def end_writing(self) -> None:
        if self.batch is not None:
            batch, self.batch = self.batch, None
            self.disk.write(batch)
            self.carry(self.room.kept(batch, self.now_s))

    def fail_writing(self) -> None:
        if self.batch is not None:
            batch, self.batch = self.batch, None
            self.room.failed(batch)

    def crash(self, *, written: bool) -> None:
        """The hub is killed; what it was writing is on the disk or is not. It comes up again with what is there."""
        if self.batch is not None and written:
            self.disk.write(self.batch)
        self.batch = None
        for client in self.clients.values():
            client.cut()
        kept = Kept(tuple(self.disk.events), self.disk.snapshot)
        self.room = Room(CODE, self.now_s, 1_700_000_000_000, int(self.now_s * 1000), kept)

    def settle(self) -> None:
        """Go on until nothing is on any wire."""
        for _ in range(10_000):
            for client in self.clients.values():
                self.hub_hears(client)
                self.client_hears(client)
            self.begin_writing()
            wrote = self.batch is not None
            self.end_writing()
            self.now_s += 0.001
            if (due_s := self.room.due_s) is not None and due_s <= self.now_s:
                self.tick()
            if (
                not wrote
                and not any(client.to_hub or client.from_hub for client in self.clients.values())
                and not (self.room.due_s is not None and self.room.due_s <= self.now_s + 1.0)
            ):
                return
        raise AssertionError("the room never comes to rest")
