from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from telemetry.outbox import MOST_STREAMS, SHARED_FROM, Outbox
from telemetry.protocol import codec
from telemetry.protocol.streams import VOICE_AGE_MS, Frame, Gone, Pose, Speaking, Stream, Thing, Told, Voice
from telemetry.view import stream_key


def read(frames: list[tuple[tuple[int, ...], bytes]]) -> dict[int, Frame]:
    """The frame of each link; nobody gets two."""
    got: dict[int, Frame] = {}
    for links, data in frames:
        frame = codec.from_hub(data)
        assert isinstance(frame, Frame)
        for link in links:
            assert link not in got
            got[link] = frame
    return got


def pose(number: int) -> Pose:
    return Pose(b"\x00" + number.to_bytes(15, "little"))


MEMBERS = range(1, 5)


class LatestWins(RuleBasedStateMachine):
    """Against a model that simply remembers everything: link n is member n's."""

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox(shared_from=3)
        self.now_ms = 0
        self.newest: dict[tuple[int, object], Told] = {}
        self.has: dict[int, dict[tuple[int, object], Told]] = {}
        self.owed: dict[int, int] = {}

    @rule(member=st.sampled_from(MEMBERS))
    def come(self, member: int) -> None:
        self.outbox.add(member, member)
        self.has[member] = {}

    @rule(member=st.sampled_from(MEMBERS))
    def go(self, member: int) -> None:
        self.outbox.remove(member)
        self.outbox.forget(member)
        self.has.pop(member, None)
        for known in (self.newest, *self.has.values()):
            for key in [key for key in known if key[0] == member]:
                del known[key]

    @rule(
        member=st.sampled_from(MEMBERS),
        values=st.lists(
            st.one_of(
                st.integers(0, 2**100).map(pose),
                st.builds(Thing, st.sampled_from("ab"), st.binary(min_size=15, max_size=15)),
                st.builds(Gone, st.sampled_from("ab")),
                st.builds(Speaking, st.integers(0, 255)),
            ),
            max_size=5,
        ),
    )
    def say(self, member: int, values: list[Stream]) -> None:
        self.now_ms += 1
        assert self.outbox.put(member, self.now_ms, values)
        for value in values:
            self.newest[member, stream_key(value)] = Told(member, self.now_ms, value)

    @rule(later=st.sets(st.sampled_from(MEMBERS)))
    def tick(self, later: set[int]) -> None:
        self.now_ms += 1
        frames = read(self.outbox.frames(self.now_ms, later))
        assert not later & set(frames)
        for link, frame in frames.items():
            others = [told for told in frame.told if told.member != link]
            assert others or len(self.has) >= 3, "a frame with nothing new is not sent"
            keys = [(told.member, stream_key(told.value)) for told in others]
            assert len(set(keys)) == len(keys), "each stream once in a frame"
            self.has[link].update(zip(keys, others, strict=True))
        for link, has in self.has.items():
            if link not in later:
                assert has == {key: told for key, told in self.newest.items() if key[0] != link}

    @invariant()
    def nothing_is_older_than_it_was(self) -> None:
        for has in self.has.values():
            for key, told in has.items():
                assert told.at_ms <= self.newest[key].at_ms


TestLatestWins = LatestWins.TestCase
TestLatestWins.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)


@given(st.integers(0, 40), st.integers(1, 30))
def test_a_frame_is_as_large_as_what_is_new_in_it(senders: int, times: int) -> None:
    """However often each of them spoke since the frame before."""
    outbox = Outbox()
    outbox.add(99, 99)
    for _ in range(times):
        for member in range(1, senders + 1):
            outbox.put(member, 5, [pose(member)])
    frames = outbox.frames(6)
    told = [codec.pack_told(member, 5, pose(member)) for member in range(1, senders + 1)]
    assert frames == ([((99,), codec.join_frame(6, told))] if senders else [])
    assert outbox.frames(7) == []


def test_many_receivers_share_one_frame_and_few_do_not_hear_themselves() -> None:
    for count in (SHARED_FROM - 1, SHARED_FROM):
        outbox = Outbox()
        for member in range(1, count + 1):
            outbox.add(member, member)
            outbox.put(member, 1, [pose(member)])
        frames = outbox.frames(2)
        assert len(frames) == (1 if count == SHARED_FROM else count)
        heard_themselves = {
            link for link, frame in read(frames).items() if link in {told.member for told in frame.told}
        }
        assert heard_themselves == (set(range(1, count + 1)) if count == SHARED_FROM else set())


def test_who_alone_speaks_in_a_room_of_listeners_gets_no_frames() -> None:
    outbox = Outbox()
    for member in range(1, SHARED_FROM + 1):
        outbox.add(member, member)
    outbox.put(3, 1, [pose(1)])
    ((links, _),) = outbox.frames(2)
    assert links == tuple(member for member in range(1, SHARED_FROM + 1) if member != 3)


def voices(frames: list[tuple[tuple[int, ...], bytes]], link: int) -> list[int]:
    told = read(frames)[link].told if frames else []
    return [item.value.sequence for item in told if isinstance(item.value, Voice)]


def test_voice_packets_of_one_tick_all_arrive_in_order() -> None:
    outbox = Outbox()
    outbox.add(1, 1)
    outbox.put(2, 0, [Voice(0, b"a")])
    outbox.put(2, 20, [Voice(1, b"b"), pose(1)])
    outbox.put(2, 40, [Voice(2, b"c")])
    assert voices(outbox.frames(41), 1) == [0, 1, 2]
    assert outbox.frames(60) == []


def test_who_is_slow_hears_the_last_voices_and_who_comes_late_no_old_ones() -> None:
    outbox = Outbox()
    outbox.add(1, 1)
    for number in range(50):
        outbox.put(2, number * 20, [Voice(number, b"")])
        assert outbox.frames(number * 20 + 1, {1}) == []
    assert voices(outbox.frames(1000), 1) == list(range((1000 - VOICE_AGE_MS) // 20, 50))
    outbox.add(3, 3)
    assert outbox.frames(2000) == []


def test_who_was_slow_for_a_moment_hears_no_voice_twice() -> None:
    outbox = Outbox()
    outbox.add(1, 1)
    outbox.put(2, 0, [Voice(0, b"")])
    assert voices(outbox.frames(1), 1) == [0]
    outbox.put(2, 20, [Voice(1, b"")])
    outbox.frames(21, {1})
    outbox.put(2, 40, [Voice(2, b"")])
    assert voices(outbox.frames(41), 1) == [1, 2]


def test_who_was_slow_gets_one_frame_with_the_newest_of_each() -> None:
    outbox = Outbox()
    outbox.add(1, 1)
    outbox.put(2, 0, [Thing("drill", bytes(15)), Speaking(1)])
    outbox.frames(1)
    for number in range(100):
        outbox.put(2, number, [pose(number)])
        outbox.put(3, number, [Thing("drill", number.to_bytes(15, "little"))])
        assert outbox.frames(number + 1, {1}) == []
    frame = read(outbox.frames(200))[1]
    assert frame.told == [Told(2, 99, pose(99)), Told(3, 99, Thing("drill", (99).to_bytes(15, "little")))]


def test_who_is_gone_is_in_no_frame_any_more() -> None:
    outbox = Outbox()
    outbox.add(1, 1)
    outbox.put(2, 0, [pose(1), Voice(1, b"x")])
    outbox.forget(2)
    assert not outbox.has_news
    assert outbox.frames(1) == []
    outbox.add(3, 3)
    assert outbox.frames(2) == []


def test_nobody_fills_the_hub_with_things() -> None:
    outbox = Outbox()
    things: list[Stream] = [Thing(str(number), bytes(15)) for number in range(MOST_STREAMS)]
    assert outbox.put(1, 0, things)
    outbox.frames(1)
    assert outbox.put(1, 2, things[:10])
    assert not outbox.put(1, 2, [Thing("one more", bytes(15))])
    assert outbox.put(2, 2, [Thing("of another", bytes(15))])
