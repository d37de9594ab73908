"""Streams on their way out of a room: the latest value of each wins, and all that is new goes into one frame a tick.

No receiver has a queue. It has the tick of its last frame, and what is newer than that is what it lacks; so one that
is slow costs nothing, gets fewer frames, and every frame that it gets is as new as anybody's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .protocol.codec import join_frame, pack_told
from .protocol.streams import VOICE_AGE_MS, Gone, Stream, Thing, Voice

Key = type | str
"""What replaces what among the streams of one member: kind, or the id of a thing."""

SHARED_FROM = 6
"""So many receivers share one frame with everything in it; fewer get one each, without what they said themselves.

Measured by `telemetry.room.speed`: at 64 a shared frame costs a sixth of one for each, before the socket; and a shared
one has to be put into a websocket's frame only once.
"""

MOST_STREAMS = 512
"""Of one member: things, and one of each other kind."""


@dataclass(slots=True)
class _Receiver:
    link: int
    member: int
    tick: int
    """Of the last frame that it got; 0: none."""


class _Value(NamedTuple):
    tick: int
    data: bytes


class _Packet(NamedTuple):
    tick: int
    at_ms: int
    member: int
    data: bytes


Frames = list[tuple[tuple[int, ...], bytes]]
"""Links, and the frame that is for all of them."""


class Outbox:
    """The streams of one room."""

    def __init__(self, shared_from: int = SHARED_FROM) -> None:
        self._shared_from = shared_from
        self._tick = 0
        self._receivers: dict[int, _Receiver] = {}
        self._fresh: dict[int, dict[Key, tuple[int, Stream]]] = {}
        self._latest: dict[int, dict[Key, _Value]] = {}
        self._spoken: list[tuple[int, int, Voice]] = []
        self._voice: deque[_Packet] = deque()

    @property
    def has_news(self) -> bool:
        """Whether anything has come in since the last frame."""
        return bool(self._fresh or self._spoken)

    def add(self, link: int, member: int) -> None:
        """Somebody who receives from now on; the first frame tells how everything stands."""
        self._receivers[link] = _Receiver(link, member, 0)

    def remove(self, link: int) -> None:
        """A receiver is gone."""
        self._receivers.pop(link, None)

    def put(self, member: int, at_ms: int, values: Iterable[Stream]) -> bool:
        """What a member says now; False where it says more kinds and things than there is place for."""
        fresh = self._fresh.get(member)
        if fresh is None:
            fresh = self._fresh[member] = {}
        for value in values:
            kind = type(value)
            if kind is Voice:
                self._spoken.append((member, at_ms, value))  # type: ignore[arg-type]  # narrowed by identity, for speed
            elif kind is Thing or kind is Gone:
                key = value.id  # type: ignore[union-attr]
                if key not in fresh and not self._has_place(member, key):
                    return False
                fresh[key] = (at_ms, value)
            else:
                fresh[kind] = (at_ms, value)
        return True

    def _has_place(self, member: int, key: str) -> bool:
        latest = self._latest.get(member, {})
        return key in latest or len(latest) + len(self._fresh[member]) < MOST_STREAMS

    def forget(self, member: int) -> None:
        """A member is away: nothing of what it said is true any more."""
        self._fresh.pop(member, None)
        self._latest.pop(member, None)
        self._spoken = [spoken for spoken in self._spoken if spoken[0] != member]
        self._voice = deque(packet for packet in self._voice if packet.member != member)

    def frames(self, at_ms: int, later: Container[int] = ()) -> Frames:
        """The frames of this tick. Those in ``later`` get none; what they miss is in their next one, if still new."""
        self._tick += 1
        news = self._take_news()
        while self._voice and self._voice[0].at_ms < at_ms - VOICE_AGE_MS:
            self._voice.popleft()
        in_step: list[_Receiver] = []
        behind: list[_Receiver] = []
        for receiver in self._receivers.values():
            if receiver.link not in later:
                (in_step if receiver.tick == self._tick - 1 else behind).append(receiver)
        frames = self._frames_in_step(at_ms, news, in_step)
        for receiver in behind:
            if missed := list(self._missed(receiver)):
                frames.append(((receiver.link,), join_frame(at_ms, missed)))
        for receiver in (*in_step, *behind):
            receiver.tick = self._tick
        return frames

    def _frames_in_step(self, at_ms: int, news: dict[int, list[bytes]], receivers: list[_Receiver]) -> Frames:
        if not news or not receivers:
            return []
        if len(receivers) >= self._shared_from:
            shared = join_frame(at_ms, [data for told in news.values() for data in told])
            only_one = next(iter(news)) if len(news) == 1 else None
            links = tuple(receiver.link for receiver in receivers if receiver.member != only_one)
            return [(links, shared)]
        frames: Frames = []
        for receiver in receivers:
            others = [data for member, told in news.items() if member != receiver.member for data in told]
            if others:
                frames.append(((receiver.link,), join_frame(at_ms, others)))
        return frames

    def _take_news(self) -> dict[int, list[bytes]]:
        """Everything since the frame before, encoded once, by member."""
        news: dict[int, list[bytes]] = {}
        for member, values in self._fresh.items():
            latest = self._latest.setdefault(member, {})
            told = news[member] = []
            for key, (at_ms, value) in values.items():
                data = pack_told(member, at_ms, value)
                latest[key] = _Value(self._tick, data)
                told.append(data)
        for member, at_ms, packet in self._spoken:
            data = pack_told(member, at_ms, packet)
            self._voice.append(_Packet(self._tick, at_ms, member, data))
            news.setdefault(member, []).append(data)
        self._fresh, self._spoken = {}, []
        return news

    def _missed(self, receiver: _Receiver) -> Iterator[bytes]:
        for member, latest in self._latest.items():
            if member != receiver.member:
                yield from (value.data for value in latest.values() if value.tick > receiver.tick)
        for packet in self._voice:
            if packet.tick > receiver.tick and packet.member != receiver.member:
                yield packet.data
