"""Coming, going, dropping out and coming back."""

from __future__ import annotations

from ..outbox import Outbox
from ..protocol.codec import Form
from ..protocol.errors import CloseCode, ErrorCode, ProtocolError
from ..protocol.events import Person
from ..protocol.messages import Hello, Refused, SnapshotWanted, Welcome
from ..protocol.versions import PROTOCOL_VERSION
from ..roles import Role
from .delivery import Delivery
from .ledger import Ledger
from .lines import Line, new_line
from .members import Member
from .names import clean_name, one_of_its_kind
from .outgoing import Close, Grant, Link, Outgoing


class Presence:
    """Who is in the room."""

    def __init__(self, code: str, opened_unix_ms: int, ledger: Ledger, delivery: Delivery, outbox: Outbox) -> None:
        self._code = code
        self._opened_unix_ms = opened_unix_ms
        self._ledger = ledger
        self._delivery = delivery
        self._outbox = outbox
        self._asked_s = -1e9

    def join(self, link: Link, grant: Grant, hello: Hello, form: Form, now_s: float) -> list[Outgoing]:
        """Somebody says hello."""
        self._check(grant)
        known = self._ledger.members.find(grant.participant) is not None
        outgoing = self._free_the_seat(grant, now_s)
        member = self._take_the_seat(grant, hello.name, now_s)
        if hello.next_event:
            # What lies before its oldest event that is not acknowledged was told it as done with.
            member.last_event = max(member.last_event, hello.next_event - 1)
        self._ledger.members.set_link(member, link)
        line = new_line(link, member, form, self._ledger.limits, now_s)
        refused = tuple(refusal for refusal in member.refusals if 0 < hello.next_event <= refusal.id)
        outgoing += self._welcome(line, grant, hello.seen if known else 0, refused, now_s)
        return outgoing + self.ask_for_snapshot(self._ledger.limits.stale_bytes, now_s)

    def dropped(self, link: Link, now_s: float) -> None:
        """A connection is gone."""
        if (member := self._disconnect(link)) is not None:
            self._ledger.drop(member.number, now_s)

    def left(self, link: Link, now_s: float) -> None:
        """Somebody says goodbye."""
        if (member := self._disconnect(link)) is not None:
            self._ledger.leave(member.number, now_s)

    def expire(self, now_s: float) -> None:
        """Give up the seats of those who have been away too long. The room waits for its operator."""
        for member in self._ledger.members.away:
            if member.role is not Role.OPERATOR and now_s >= self._expiry_s(member):
                self._ledger.leave(member.number, now_s)

    def next_expiry_s(self) -> float | None:
        """When a seat is given up next."""
        away = self._ledger.members.away
        return min((self._expiry_s(member) for member in away if member.role is not Role.OPERATOR), default=None)

    def _expiry_s(self, member: Member) -> float:
        assert member.away_since_s is not None
        return member.away_since_s + self._ledger.limits.resume_s

    def _disconnect(self, link: Link) -> Member | None:
        line = self._delivery.remove(link)
        if line is None:
            return None
        self._ledger.members.set_link(line.member, None)
        self._outbox.forget(line.member.number)
        return line.member

    def _check(self, grant: Grant) -> None:
        ledger, known = self._ledger, self._ledger.members.find(grant.participant)
        operator = ledger.standing.operator
        if grant.role is Role.OPERATOR and operator and not operator.away and operator.participant != grant.participant:
            raise ProtocolError(ErrorCode.OPERATOR_PRESENT, "there is an operator in this room")
        is_in = known is not None and known.number in ledger.standing.roster
        if not is_in and len(ledger.standing.roster) >= ledger.limits.members:
            raise ProtocolError(ErrorCode.ROOM_FULL, f"there are {ledger.limits.members} members in this room")
        if known is None and len(ledger.members) >= ledger.limits.known:
            raise ProtocolError(ErrorCode.ROOM_FULL, f"{ledger.limits.known} have been in this room")

    def _free_the_seat(self, grant: Grant, now_s: float) -> list[Outgoing]:
        """End what stands in the way: an older connection, an operator who is away, a seat of another role."""
        ledger, known = self._ledger, self._ledger.members.find(grant.participant)
        outgoing: list[Outgoing] = []
        if known is not None and known.link is not None:
            outgoing.append(Close(known.link, CloseCode.REPLACED, "the same member came by another connection"))
            self._disconnect(known.link)
        operator = ledger.standing.operator
        if grant.role is Role.OPERATOR and operator is not None and operator.participant != grant.participant:
            ledger.leave(operator.member, now_s)
        if known is not None and known.role is not grant.role and known.number in ledger.standing.roster:
            ledger.leave(known.number, now_s)
        return outgoing

    def _take_the_seat(self, grant: Grant, name: str, now_s: float) -> Member:
        ledger, known = self._ledger, self._ledger.members.find(grant.participant)
        person = ledger.standing.roster.get(known.number) if known is not None else None
        if person is None:
            number = known.number if known is not None else ledger.members.next_number
            taken = [other.name for other in ledger.standing.roster.values()]
            called = one_of_its_kind(clean_name(name), taken)
            ledger.join(Person(number, grant.participant, called, grant.role), now_s)
        elif person.away:
            ledger.come_back(person.member, now_s)
        member = ledger.members.find(grant.participant)
        assert member is not None
        return member

    def _welcome(
        self, line: Line, grant: Grant, seen: int, refused: tuple[Refused, ...], now_s: float
    ) -> list[Outgoing]:
        ledger, member = self._ledger, line.member
        resumed = self._can_resume(seen)
        snapshot = None if resumed else ledger.snapshot
        line.sent = member.seen = seen if resumed else (snapshot.after if snapshot else 0)
        if snapshot is not None:
            line.parts.extend(ledger.snapshot_parts)
        self._delivery.add(line)
        welcome = Welcome(
            version=PROTOCOL_VERSION,
            room=self._code,
            member=member.number,
            token=grant.token,
            resumed=resumed,
            last_event=member.last_event,
            refused=refused,
            number=ledger.log.last,
            at_ms=ledger.at_ms(now_s),
            opened_unix_ms=self._opened_unix_ms,
            snapshot=snapshot.after if snapshot else None,
            roster=tuple(ledger.standing.roster.values()),
            state=ledger.standing.state,
        )
        return self._delivery.hold(line, welcome, welcome=True)

    def _can_resume(self, seen: int) -> bool:
        """Whether what somebody missed is here, and not so much that a snapshot would bring it back sooner."""
        log, snapshot = self._ledger.log, self._ledger.snapshot
        if not seen or not log.first - 1 <= seen <= log.kept:
            return False
        near = log.bytes_after(seen) <= self._ledger.limits.behind_bytes
        return near or snapshot is None or snapshot.after <= seen

    def ask_for_snapshot(self, stale_bytes: int, now_s: float) -> list[Outgoing]:
        """Of the operator, where so much has happened since the last one."""
        ledger, line = self._ledger, self._delivery.operator_line()
        since = ledger.snapshot.after if ledger.snapshot else 0
        if line is None or now_s - self._asked_s < ledger.limits.ask_s or ledger.log.bytes_after(since) <= stale_bytes:
            return []
        self._asked_s = now_s
        return [self._delivery.say(line, SnapshotWanted())]
