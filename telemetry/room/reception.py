"""What comes in: each message checked against its sender's role and allowance, then written down, told or answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..outbox import Outbox
from ..posture import LENGTHS
from ..protocol import codec
from ..protocol.codec import Wire
from ..protocol.errors import ErrorCode, ProtocolError
from ..protocol.events import Assisted, Help, RunStarted
from ..protocol.limits import MAX_DETAIL
from ..protocol.messages import (
    Acknowledged,
    Error,
    Hello,
    Leave,
    Ping,
    Pong,
    Refused,
    Resend,
    RunKept,
    RunPart,
    Seen,
    SnapshotPart,
    Tell,
)
from ..protocol.streams import Pointing, Pose, Stream, Streams, Voice
from ..roles import LEAST_COST
from .delivery import Delivery
from .ledger import HUB, Ledger
from .lines import Line
from .members import Member
from .outgoing import KeptSnapshot, Outgoing, Upload
from .rules import assistance, check, cleaned, help_in, require

BUSY_MS = 1000
"""After so long what the hub could not take may be told again."""

_NOTHING: Sequence[Outgoing] = ()


class Reception:
    """The way in."""

    def __init__(self, ledger: Ledger, delivery: Delivery, outbox: Outbox) -> None:
        self._ledger = ledger
        self._delivery = delivery
        self._outbox = outbox

    def receive(self, line: Line, data: Wire, now_s: float) -> Sequence[Outgoing]:
        """What comes of a message; raises `ProtocolError` where it is wrong or forbidden."""
        size = len(data)
        if size > line.allowance.message_bytes:
            raise ProtocolError(ErrorCode.TOO_LARGE, f"the role {line.member.role} may not send {size} bytes at once")
        wait_s = line.bytes_left.take(now_s, size if size > LEAST_COST else LEAST_COST)
        try:
            message = codec.from_client(data)
        except ProtocolError as wrong:
            return self._not_understood(line, data, wrong, now_s)
        if type(message) is Streams:
            return self._complain(line, now_s) if wait_s else self._streams(line, message, now_s)
        if isinstance(message, Tell):
            return self._tell(line, message, wait_s, now_s)
        if wait_s:
            return self._complain(line, now_s)
        return _ANSWERS[type(message)](self, line, message, now_s)

    def uploaded(self, line: Line, run: str, kept: int, total: int) -> Sequence[Outgoing]:
        """So much of a run file is on disk."""
        return [self._delivery.say(line, RunKept(run, kept, total))]

    def _streams(self, line: Line, message: Streams, now_s: float) -> Sequence[Outgoing]:
        """The hot path: whatever is done here is done some thousand times a second."""
        entries, allowed, special = message.entries, line.streams, False
        for value in entries:
            kind = type(value)
            if kind not in allowed:
                raise ProtocolError(ErrorCode.NOT_ALLOWED, f"the role {line.member.role} says no {kind.__name__}")
            if kind is Pose:
                posture: bytes = value.posture  # type: ignore[union-attr]  # narrowed by identity, for speed
                if not posture or LENGTHS.get(posture[0]) != len(posture):
                    raise ProtocolError(ErrorCode.MALFORMED, "expected a posture")
            elif kind is Voice or kind is Pointing:
                special = True
        member = line.member
        if not line.welcomed:
            return _NOTHING
        if message.seen > member.seen:
            self._has_seen(line, message.seen)
        if special:
            entries = self._heard(line, entries, now_s)
        if not self._outbox.put(member.number, self._ledger.at_ms(now_s), entries):
            raise ProtocolError(ErrorCode.TOO_LARGE, "more things than a room has place for")
        return _NOTHING

    def _heard(self, line: Line, entries: list[Stream], now_s: float) -> list[Stream]:
        """Without the voice of who is muted; pointing is help."""
        standing = self._ledger.standing
        person = standing.roster[line.member.number]
        if any(type(value) is Pointing and value.on for value in entries):
            self._mark(assistance(Help.POINTING, person, standing), now_s)
        return [value for value in entries if type(value) is not Voice] if person.muted else entries

    def _tell(self, line: Line, message: Tell, wait_s: float, now_s: float) -> Sequence[Outgoing]:
        """An event of a client: it happens, is refused for good, or is to be told again."""
        if (answer := self._out_of_turn(line, message.id)) is not None:
            return answer
        member, standing = line.member, self._ledger.standing
        sender, body = standing.roster[member.number], message.body
        try:
            check(body, sender, standing)
            body = cleaned(body)
        except ProtocolError as wrong:
            return self._refuse(line, message.id, wrong, now_s)
        if (later := self._too_much(line, message, wait_s, now_s)) is not None:
            line.gap_told = True
            return [self._delivery.say(line, later)]
        mark = help_in(body, sender, standing)
        self._ledger.record(member.number, message.id, body, now_s)
        self._mark(mark, now_s)
        if isinstance(body, RunStarted):
            self._outbox.forget(member.number)
        return _NOTHING

    def _out_of_turn(self, line: Line, event_id: int) -> Sequence[Outgoing] | None:
        """The answer to an event that is not the next one; None where it is."""
        expected = line.member.last_event + 1
        if event_id < expected:
            return self._delivery.hold(line, Acknowledged(line.member.last_event))
        if event_id > expected:
            if line.gap_told:
                return _NOTHING
            line.gap_told = True
            return [self._delivery.say(line, Resend(expected, 0, ErrorCode.GAP))]
        line.gap_told = False
        return None

    def _too_much(self, line: Line, message: Tell, wait_s: float, now_s: float) -> Resend | None:
        limits, log = self._ledger.limits, self._ledger.log
        if not line.welcomed or log.unkept_bytes > limits.unkept_bytes or log.bytes > limits.log_bytes:
            return Resend(message.id, BUSY_MS, ErrorCode.BUSY)
        wait_s = max(wait_s, line.events_left.take(now_s))
        return Resend(message.id, int(wait_s * 1000.0) + 1, ErrorCode.TOO_OFTEN) if wait_s else None

    def _refuse(self, line: Line, event_id: int, wrong: ProtocolError, now_s: float) -> Sequence[Outgoing]:
        refusal = Refused(event_id, wrong.code, wrong.message[:MAX_DETAIL])
        line.member.last_event = event_id
        line.member.refusals.append(refusal)
        self.count_fault(line, now_s)
        return self._delivery.hold(line, refusal)

    def _not_understood(self, line: Line, data: Wire, wrong: ProtocolError, now_s: float) -> Sequence[Outgoing]:
        """Where at least the id of an event can be read, its sender need not wait for it for ever."""
        if (event_id := codec.event_id(data)) is None:
            raise wrong
        answer = self._out_of_turn(line, event_id)
        return self._refuse(line, event_id, wrong, now_s) if answer is None else answer

    def count_fault(self, line: Line, now_s: float, cost: float = 1.0) -> None:
        """Somebody said what is wrong or forbidden; after too much of it the line is `faulty`."""
        line.faulty = line.faulty or line.faults_left.take(now_s, cost) > 0.0

    def _complain(self, line: Line, now_s: float) -> Sequence[Outgoing]:
        limits = self._ledger.limits
        self.count_fault(line, now_s, limits.flood_fault)
        if now_s - line.complained_s < limits.complaint_s:
            return _NOTHING
        line.complained_s = now_s
        return [self._delivery.say(line, Error(ErrorCode.TOO_OFTEN, f"more than the role {line.member.role} may send"))]

    def _mark(self, mark: Assisted | None, now_s: float) -> None:
        if mark is not None:
            self._ledger.record(HUB, 0, mark, now_s)

    def _has_seen(self, line: Line, number: int) -> None:
        # What it was never sent it cannot have seen.
        line.member.seen = max(line.member.seen, min(number, line.sent))

    def _seen(self, line: Line, message: Seen, now_s: float) -> Sequence[Outgoing]:
        self._has_seen(line, message.number)
        return _NOTHING

    def _ping(self, line: Line, message: Ping, now_s: float) -> Sequence[Outgoing]:
        return [self._delivery.say(line, Pong(message.nonce, self._ledger.at_ms(now_s)))]

    def _leave(self, line: Line, message: Leave, now_s: float) -> Sequence[Outgoing]:
        line.leaving = True
        return _NOTHING

    def _snapshot(self, line: Line, message: SnapshotPart, now_s: float) -> Sequence[Outgoing]:
        require(line.member.role, message.needs)
        whole = line.assembly.add(message)
        if whole is not None:
            self._ledger.keep_snapshot(KeptSnapshot(self._number_of(line.member, message.at_event), whole))
        return _NOTHING

    def _number_of(self, member: Member, event_id: int) -> int:
        number = self._ledger.log.number_of(member.participant, event_id)
        if number is None or event_id > member.last_event:
            raise ProtocolError(ErrorCode.UNKNOWN, f"no event {event_id} of this member")
        return number

    def _run_part(self, line: Line, message: RunPart, now_s: float) -> Sequence[Outgoing]:
        require(line.member.role, message.needs)
        if message.offset + len(message.data) > message.total:
            raise ProtocolError(ErrorCode.MALFORMED, "expected no more of a run file than its total")
        return [Upload(line.link, line.member.participant, message)]

    def _hello(self, line: Line, message: Hello, now_s: float) -> Sequence[Outgoing]:
        raise ProtocolError(ErrorCode.MALFORMED, "expected one hello only")


_ANSWERS: dict[type, Callable[[Reception, Line, Any, float], Sequence[Outgoing]]] = {
    Seen: Reception._seen,
    Ping: Reception._ping,
    Leave: Reception._leave,
    SnapshotPart: Reception._snapshot,
    RunPart: Reception._run_part,
    Hello: Reception._hello,
}
