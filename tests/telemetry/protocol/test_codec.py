from __future__ import annotations

from typing import Any, cast

import msgspec
import pytest
from anything import anything
from hypothesis import given, settings
from hypothesis import strategies as st

from telemetry.protocol import codec, limits
from telemetry.protocol.codec import Form
from telemetry.protocol.errors import ErrorCode, ProtocolError
from telemetry.protocol.events import CLIENT_EVENTS, HUB_EVENTS, Chat, Events, Rated, Recorded
from telemetry.protocol.messages import FROM_CLIENT, FROM_HUB, Hello, Tell
from telemetry.protocol.streams import STREAMS, Frame, Gauges, Pose, Streams, Told, Voice
from telemetry.protocol.versions import PROTOCOL_VERSION

both_forms = pytest.mark.parametrize("form", Form)


@both_forms
@pytest.mark.parametrize("kind", [Streams, *FROM_CLIENT], ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_a_client_says_arrives_as_it_was_said(kind: type, form: Form, data: st.DataObject) -> None:
    message = data.draw(anything(kind))
    assert codec.from_client(codec.encode(message, form)) == message


@both_forms
@pytest.mark.parametrize("kind", [Frame, Events, *FROM_HUB], ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_the_hub_says_arrives_as_it_was_said(kind: type, form: Form, data: st.DataObject) -> None:
    message = data.draw(anything(kind))
    assert codec.from_hub(codec.encode(message, form)) == message


@pytest.mark.parametrize("kind", [*CLIENT_EVENTS, *HUB_EVENTS], ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_event_survives_being_kept_and_told_in_both_forms(kind: type, data: st.DataObject) -> None:
    event = Recorded(data.draw(st.integers(1, 2**53 - 1)), 3, 1000, 7, data.draw(anything(kind)))
    kept = codec.pack_recorded(event)
    assert codec.unpack_recorded(kept) == event
    told = codec.join_events([kept, kept])
    assert codec.from_hub(told) == Events([event, event])
    assert codec.from_hub(codec.as_json(told)) == Events([event, event])


@pytest.mark.parametrize("count", [0, 1, 15, 16, 64, 65535, 65536])
def test_a_joined_frame_is_what_the_encoder_would_make_of_it(count: int) -> None:
    told = [Told(number % 64, number, Voice(number, b"")) for number in range(count)]
    packed = codec.join_frame(123_456, [codec.pack_told(each.member, each.at_ms, each.value) for each in told])
    assert packed == codec.encode(Frame(123_456, told))


@pytest.mark.parametrize("count", [0, 1, 15, 16, 300])
def test_joined_events_are_what_the_encoder_would_make_of_them(count: int) -> None:
    events = [Recorded(number + 1, 1, number, number + 1, Chat("好")) for number in range(count)]
    assert codec.join_events(map(codec.pack_recorded, events)) == codec.encode(Events(events))


@both_forms
def test_a_field_more_at_the_end_is_left_out(form: Form) -> None:
    """So that a later minor version may add some."""
    loads, dumps = (msgspec.msgpack, msgspec.msgpack.encode) if form is Form.MESSAGEPACK else (msgspec.json, _text)
    said = loads.decode(_bytes(codec.encode(Tell(1, Chat("hello")), form)))
    said["later"], said["body"]["later"] = 1, [2]
    assert codec.from_client(cast(Any, dumps)(said)) == Tell(1, Chat("hello"))
    streams = loads.decode(_bytes(codec.encode(Streams([Voice(1, b"x")]), form)))
    streams.append("later")
    streams[1][0].append("later")
    assert codec.from_client(cast(Any, dumps)(streams)) == Streams([Voice(1, b"x")])


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


@pytest.mark.parametrize(
    "message",
    [
        Tell(0, Chat("no event is 0")),
        Tell(2**53, Chat("too large a number")),
        Tell(1, Chat("")),
        Tell(1, Chat("x" * (limits.MAX_CHAT + 1))),
        Tell(1, Rated("run", {"respect_for_tissue": 6})),
        Tell(1, Rated("run", {})),
        Streams([Gauges(float("nan"))]),
        Streams([Gauges(0.0, force_n=float("inf"))]),
        Streams([Voice(-1, b"")]),
        Streams([Voice(1, bytes(limits.MAX_VOICE_BYTES + 1))]),
        Streams([Pose(bytes(16))] * (limits.MAX_STREAM_ENTRIES + 1)),
        Hello(version=1, token="t" * (limits.MAX_TOKEN + 1)),
    ],
    ids=repr,
)
@both_forms
def test_what_is_out_of_its_bounds_is_malformed(message: Any, form: Form) -> None:
    with pytest.raises(ProtocolError) as caught:
        codec.from_client(codec.encode(message, form))
    assert caught.value.code is ErrorCode.MALFORMED


@pytest.mark.parametrize("data", [bytes(limits.MAX_MESSAGE_BYTES + 1), "[" * (limits.MAX_MESSAGE_BYTES + 1)])
def test_what_is_too_large_is_told_so_and_not_decoded(data: bytes | str) -> None:
    for read in (codec.from_client, codec.hello):
        with pytest.raises(ProtocolError) as caught:
            read(data)
        assert caught.value.code is ErrorCode.TOO_LARGE


@both_forms
def test_a_future_version_is_told_so_whatever_else_its_hello_holds(form: Form) -> None:
    future = {"type": "hello", "version": PROTOCOL_VERSION + 1, "token": ["of", {"another": "kind"}], "name": 5}
    with pytest.raises(ProtocolError) as caught:
        codec.hello(msgspec.msgpack.encode(future) if form is Form.MESSAGEPACK else _text(future))
    assert caught.value.code is ErrorCode.VERSION
    assert str(PROTOCOL_VERSION) in caught.value.message


@pytest.mark.parametrize("version", [0, -1, 2**63, 10**400])
def test_no_version_is_too_strange(version: int) -> None:
    with pytest.raises(ProtocolError) as caught:
        codec.hello('{"type": "hello", "version": ' + str(version) + "}")
    assert caught.value.code in (ErrorCode.VERSION, ErrorCode.MALFORMED)


def test_hello_must_come_first() -> None:
    with pytest.raises(ProtocolError) as caught:
        codec.hello(codec.encode(Tell(1, Chat("hello"))))
    assert caught.value.code is ErrorCode.MALFORMED


@both_forms
def test_the_id_of_an_event_is_read_though_the_event_cannot_be(form: Form) -> None:
    assert codec.event_id(codec.encode(Tell(7, Chat("")), form)) == 7
    assert codec.event_id(codec.encode(Tell(0, Chat("")), form)) is None
    assert codec.event_id(codec.encode(Streams([]), form)) is None
    assert codec.event_id(b"\xc1") is None
    assert codec.event_id("{") is None


def test_a_pose_has_as_many_bytes_as_the_benchmarks_say() -> None:
    """Head, hands and all fingers: 117 bytes on the wire with the websocket's own six."""
    pose = Pose(b"\x0f" + bytes(89))
    assert len(codec.encode(Streams([pose], seen=1000))) == 111
    assert len(codec.pack_told(63, 3_600_000, pose)) == 105


def test_streams_and_members_of_unions_have_tags_of_their_own() -> None:
    for kinds in (STREAMS, (*CLIENT_EVENTS, *HUB_EVENTS), FROM_CLIENT, FROM_HUB):
        tags = [kind.__struct_config__.tag for kind in kinds]
        assert len(set(tags)) == len(tags)
