"""A room: who is in it, what they say, and who hears it. Pure: sockets, clocks and disks are somebody else's.

Everything that tells of an event leaves only after that event is on disk, so that nothing that anybody has seen can be
lost: welcome, events, acknowledgements. Streams, pongs and errors leave at once. The hub does, for each room:

    outgoing = room.join(link, grant, hello, form, now_s)       # a websocket said hello with a good token
    outgoing = room.receive(link, data, now_s)                  # it said something
    outgoing = room.dropped(link, now_s)                        # its connection is gone
    outgoing = room.tick(now_s, waiting)                        # when room.due_s has come
    batch = room.batch()                                        # after each of them: is there something to keep?
    outgoing = room.kept(batch, now_s)                          # it is on disk (or there is no store)

Times are seconds of one monotonic clock. Nothing in here raises for what a client does, save `join`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..outbox import Outbox
from ..protocol.codec import Form, Wire
from ..protocol.errors import CloseCode, ProtocolError
from ..protocol.limits import MAX_DETAIL
from ..protocol.messages import Error, Hello
from ..standing import Standing
from .delivery import Delivery
from .ledger import Ledger
from .limits import DEFAULT_LIMITS, RoomLimits
from .outgoing import Batch, Close, Grant, Kept, Link, Outgoing
from .presence import Presence
from .reception import Reception

FRAME_S = 1.0 / 60.0
"""Between frames, until the hub sets another `Room.frame_s`."""


class Room:
    """One room of the hub."""

    frame_s: float
    """The least time between two frames of streams; the hub sets it by how much it has to do."""

    def __init__(
        self,
        code: str,
        now_s: float,
        opened_unix_ms: int,
        elapsed_ms: int = 0,
        kept: Kept | None = None,
        limits: RoomLimits = DEFAULT_LIMITS,
    ) -> None:
        """A new room, or with ``kept`` the same room again, everybody in it away since now.

        ``opened_unix_ms`` is the wall clock when the room was first opened, ``elapsed_ms`` how long ago that was. Where
        that would set the room's clock back behind its last event, it goes on from there.
        """
        self.code = code
        self.frame_s = FRAME_S
        self._ledger = Ledger(limits, now_s, elapsed_ms)
        self._outbox = Outbox()
        self._delivery = Delivery(self._ledger, self._outbox)
        self._presence = Presence(code, opened_unix_ms, self._ledger, self._delivery, self._outbox)
        self._reception = Reception(self._ledger, self._delivery, self._outbox)
        self._last_frame_s = now_s - 1.0
        self._empty_since_s: float | None = now_s
        if kept is not None:
            self._ledger.replay(kept, now_s)

    @property
    def standing(self) -> Standing:
        """Who is in the room, and what the hub knows of the run. Only to be read."""
        return self._ledger.standing

    @property
    def links(self) -> Sequence[Link]:
        """The connections in the room."""
        return tuple(self._delivery.lines)

    @property
    def empty_since_s(self) -> float | None:
        """Since when nobody is connected; None: somebody is. The hub may let go of the room when all is kept."""
        return self._empty_since_s

    def join(self, link: Link, grant: Grant, hello: Hello, form: Form, now_s: float) -> Sequence[Outgoing]:
        """Somebody comes in or resumes; raises `ProtocolError` where that cannot be (full, operator present)."""
        outgoing = self._presence.join(link, grant, hello, form, now_s)
        self._empty_since_s = None
        return outgoing

    def receive(self, link: Link, data: Wire, now_s: float) -> Sequence[Outgoing]:
        """A websocket message came. Of a link that is not (any more) of this room it is let go unread."""
        line = self._delivery.lines.get(link)
        if line is None:
            return ()
        try:
            outgoing = self._reception.receive(line, data, now_s)
        except ProtocolError as wrong:
            self._reception.count_fault(line, now_s)
            outgoing = [self._delivery.say(line, Error(wrong.code, wrong.message[:MAX_DETAIL]))]
        if line.faulty:
            return [*outgoing, self._let_go(link, CloseCode.FAULTY, "too much that was wrong or forbidden", now_s)]
        if line.leaving:
            self._presence.left(link, now_s)
            self._note_empty(now_s)
            return [*outgoing, Close(link, CloseCode.LEFT, "goodbye")]
        return outgoing

    def dropped(self, link: Link, now_s: float) -> Sequence[Outgoing]:
        """A connection is gone; its member may come back for a minute."""
        self._presence.dropped(link, now_s)
        self._note_empty(now_s)
        return ()

    @property
    def due_s(self) -> float | None:
        """When `tick` wants to be called next; None: not before something happens."""
        if self._outbox.has_news or self._delivery.busy:
            return self._last_frame_s + self.frame_s
        return self._presence.next_expiry_s()

    def tick(self, now_s: float, waiting: Mapping[Link, int]) -> Sequence[Outgoing]:
        """One frame of streams for everybody, whatever of events is due to slower ones, and ends of waits.

        ``waiting`` has the bytes that a connection's socket has not taken yet; those without any may be left out.
        """
        self._last_frame_s = now_s
        self._presence.expire(now_s)
        if not waiting and not self._delivery.busy:
            return self._delivery.frames(self._ledger.at_ms(now_s))
        outgoing = self._delivery.serve_late(now_s, waiting)
        outgoing += self._delivery.frames(self._ledger.at_ms(now_s))
        for line in self._delivery.hopeless(now_s):
            outgoing.append(self._let_go(line.link, CloseCode.TOO_SLOW, "did not read what it was sent", now_s))
        return outgoing

    def batch(self) -> Batch | None:
        """What must be kept next, or None. While a batch is on its way, `kept` not yet called, there is no other."""
        return self._ledger.batch()

    def kept(self, batch: Batch, now_s: float) -> Sequence[Outgoing]:
        """That batch is on disk: what waited for it may go out now."""
        self._ledger.kept(batch)
        outgoing = self._delivery.kept(batch)
        return outgoing + self._presence.ask_for_snapshot(self._ledger.limits.large_bytes, now_s)

    def failed(self, batch: Batch) -> None:
        """That batch could not be kept (disk full): it is part of the next one again."""
        self._ledger.failed(batch)

    def uploaded(self, link: Link, run: str, kept: int, total: int) -> Sequence[Outgoing]:
        """So much of a run file is on disk now."""
        line = self._delivery.lines.get(link)
        return () if line is None else self._reception.uploaded(line, run, kept, total)

    def _let_go(self, link: Link, code: CloseCode, reason: str, now_s: float) -> Close:
        self._presence.dropped(link, now_s)
        self._note_empty(now_s)
        return Close(link, code, reason)

    def _note_empty(self, now_s: float) -> None:
        if not self._delivery.lines and self._empty_since_s is None:
            self._empty_since_s = now_s
