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

from ..protocol.codec import Form, Wire
from ..protocol.messages import Hello
from .outgoing import Batch, Grant, Kept, Link, Outgoing


class Room:
    """One room of the hub."""

    def __init__(
        self, code: str, now_s: float, opened_unix_ms: int, elapsed_ms: int = 0, kept: Kept | None = None
    ) -> None:
        """A new room, or with ``kept`` the same room again, everybody in it away since now.

        ``opened_unix_ms`` is the wall clock when the room was first opened, ``elapsed_ms`` how long ago that was. Where
        that would set the room's clock back behind its last event, it goes on from there.
        """
        raise NotImplementedError

    def join(self, link: Link, grant: Grant, hello: Hello, form: Form, now_s: float) -> Sequence[Outgoing]:
        """Somebody comes in or resumes; raises `ProtocolError` where that cannot be (full, operator present)."""
        raise NotImplementedError

    def receive(self, link: Link, data: Wire, now_s: float) -> Sequence[Outgoing]:
        """A websocket message came. Of a link that is not (any more) of this room it is let go unread."""
        raise NotImplementedError

    def dropped(self, link: Link, now_s: float) -> Sequence[Outgoing]:
        """A connection is gone; its member may come back for a minute."""
        raise NotImplementedError

    @property
    def due_s(self) -> float | None:
        """When `tick` wants to be called next; None: not before something happens."""
        raise NotImplementedError

    def tick(self, now_s: float, waiting: Mapping[Link, int]) -> Sequence[Outgoing]:
        """One frame of streams for everybody, whatever of events is due to slower ones, and ends of waits.

        ``waiting`` has the bytes that a connection's socket has not taken yet; those without any may be left out.
        """
        raise NotImplementedError

    def batch(self) -> Batch | None:
        """What must be kept next, or None. While a batch is on its way, `kept` not yet called, there is no other."""
        raise NotImplementedError

    def kept(self, batch: Batch, now_s: float) -> Sequence[Outgoing]:
        """That batch is on disk: what waited for it may go out now."""
        raise NotImplementedError

    def failed(self, batch: Batch) -> None:
        """That batch could not be kept (disk full): it is part of the next one again."""
        raise NotImplementedError

    def uploaded(self, link: Link, run: str, kept: int, total: int) -> Sequence[Outgoing]:
        """So much of a run file is on disk now."""
        raise NotImplementedError

    @property
    def links(self) -> Sequence[Link]:
        """The connections in the room."""
        raise NotImplementedError

    @property
    def empty_since_s(self) -> float | None:
        """Since when nobody is connected; None: somebody is. The hub may let go of the room when all is kept."""
        raise NotImplementedError
