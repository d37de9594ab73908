"""Messages to bytes and back: MessagePack, or JSON for tools. Whatever is decoded wrongly is a `ProtocolError`.

A websocket's binary message is MessagePack, a text message JSON. Streams, frames and events are arrays, all else are
objects with a field ``type``; so the first byte tells which of two decoders to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar, cast

import msgspec

from . import limits
from .errors import ErrorCode, ProtocolError
from .events import Events, Recorded
from .messages import FromClient, FromHub, Hello
from .streams import Frame, Stream, Streams, Told
from .versions import OLDEST_VERSION, PROTOCOL_VERSION, understood

Wire = bytes | str
"""One websocket message: binary or text."""
_T = TypeVar("_T")


class Form(Enum):
    """How a connection's messages are written."""

    MESSAGEPACK = "messagepack"
    JSON = "json"

    @staticmethod
    def of(data: Wire) -> Form:
        """The form in which that message was written."""
        return Form.JSON if isinstance(data, str) else Form.MESSAGEPACK


class _Spoken(msgspec.Struct, tag="hello"):
    version: int


class _Numbered(msgspec.Struct, tag="tell"):
    id: int


_packed = msgspec.msgpack.Encoder()
_written = msgspec.json.Encoder()
_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError, ValueError)

_FROM_CLIENT: dict[bool, tuple[Any, Any]] = {
    False: (msgspec.msgpack.Decoder(Streams), msgspec.msgpack.Decoder(FromClient)),
    True: (msgspec.json.Decoder(Streams), msgspec.json.Decoder(FromClient)),
}
_FROM_HUB: dict[bool, tuple[Any, Any]] = {
    False: (msgspec.msgpack.Decoder(Frame | Events), msgspec.msgpack.Decoder(FromHub)),
    True: (msgspec.json.Decoder(Frame | Events), msgspec.json.Decoder(FromHub)),
}
_recorded = msgspec.msgpack.Decoder(Recorded)


def encode(message: Streams | FromClient | FromHub | Frame | Events, form: Form = Form.MESSAGEPACK) -> Wire:
    """One websocket message."""
    return _packed.encode(message) if form is Form.MESSAGEPACK else _written.encode(message).decode()


def pack(message: FromHub) -> bytes:
    """One message of the hub in MessagePack."""
    return _packed.encode(message)


def from_client(data: Wire) -> Streams | FromClient:
    """What a client said; raises `ProtocolError`."""
    if len(data) > limits.MAX_MESSAGE_BYTES:
        raise ProtocolError(ErrorCode.TOO_LARGE, f"expected at most {limits.MAX_MESSAGE_BYTES} bytes, got {len(data)}")
    return cast(Streams | FromClient, _decoded(data, _FROM_CLIENT))


def from_hub(data: Wire) -> Frame | Events | FromHub:
    """What the hub said; raises `ProtocolError`."""
    return cast(Frame | Events | FromHub, _decoded(data, _FROM_HUB))


def hello(data: Wire) -> Hello:
    """The first message of a connection; a version that is not understood is told as such, whatever else is in it."""
    _check_version(data)
    message = from_client(data)
    if not isinstance(message, Hello):
        raise ProtocolError(ErrorCode.MALFORMED, "expected hello first")
    return message


def event_id(data: Wire) -> int | None:
    """The id of an event that cannot be decoded, where at least that can be read."""
    try:
        number = _read(data, _Numbered).id
    except _WRONG:
        return None
    return number if 1 <= number <= limits.MAX_NUMBER else None


def pack_told(member: int, at_ms: int, value: Stream) -> bytes:
    """One stream's value as it stands in a frame: encoded once, whoever it goes to."""
    return _packed.encode(Told(member, at_ms, value))


def pack_recorded(event: Recorded) -> bytes:
    """One event as it stands in `Events` and in the store."""
    return _packed.encode(event)


def unpack_recorded(data: bytes) -> Recorded:
    """What `pack_recorded` made; raises `ProtocolError`."""
    try:
        return _recorded.decode(data)
    except _WRONG as wrong:
        raise ProtocolError(ErrorCode.MALFORMED, str(wrong)) from wrong


def join_frame(at_ms: int, told: Iterable[bytes]) -> bytes:
    """A `Frame` in MessagePack out of what `pack_told` made, without decoding it."""
    slices = list(told)
    return b"\x93\xa5frame" + _packed.encode(at_ms) + _array_head(len(slices)) + b"".join(slices)


def join_events(recorded: Iterable[bytes]) -> bytes:
    """An `Events` in MessagePack out of what `pack_recorded` made."""
    slices = list(recorded)
    return b"\x92\xa6events" + _array_head(len(slices)) + b"".join(slices)


def as_json(data: bytes) -> str:
    """A message of the hub, written for somebody who reads JSON."""
    return _written.encode(from_hub(data)).decode()


def _array_head(count: int) -> bytes:
    if count < 16:
        return bytes((0x90 | count,))
    return b"\xdc" + count.to_bytes(2, "big") if count < 65536 else b"\xdd" + count.to_bytes(4, "big")


def _read(data: Wire, kind: type[_T]) -> _T:
    return msgspec.json.decode(data, type=kind) if isinstance(data, str) else msgspec.msgpack.decode(data, type=kind)


def _decoded(data: Wire, decoders: dict[bool, tuple[Any, Any]]) -> object:
    text = isinstance(data, str)
    arrays, objects = decoders[text]
    try:
        is_array = data[0] == "[" if text else 0x90 <= cast(int, data[0]) <= 0x9F
        return (arrays if is_array else objects).decode(data)
    except (*_WRONG, IndexError) as wrong:
        raise ProtocolError(ErrorCode.MALFORMED, str(wrong)[: limits.MAX_DETAIL]) from wrong


def _check_version(data: Wire) -> None:
    if len(data) > limits.MAX_MESSAGE_BYTES:
        raise ProtocolError(ErrorCode.TOO_LARGE, f"expected at most {limits.MAX_MESSAGE_BYTES} bytes, got {len(data)}")
    try:
        version = _read(data, _Spoken).version
    except _WRONG as wrong:
        raise ProtocolError(ErrorCode.MALFORMED, "expected hello with a version first") from wrong
    if not understood(version):
        speaks = f"this hub speaks versions {OLDEST_VERSION} to {PROTOCOL_VERSION}, the client {version}"
        raise ProtocolError(ErrorCode.VERSION, speaks[: limits.MAX_DETAIL])
