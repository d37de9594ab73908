"""The outer layer of a run file: blocks that each carry a checksum and a hash of everything before them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b
from zlib import crc32

from ..core.errors import Place, RunFileError

MAGIC = b"\x89PROCTOR"
VERSION = 1

_OPENING = struct.Struct("<8sH")
_HEAD = struct.Struct("<4sI")
_CRC = struct.Struct("<I")
_DIGEST_SIZE = 16
_FULL_HEAD = _HEAD.size + _CRC.size
_TAIL = _CRC.size + _DIGEST_SIZE

RECORD_AGAIN = "Record the run again; a run that was changed cannot be used."


class Tag(Enum):
    """What a block holds."""

    HEADER = b"HEAD"
    CHUNK = b"CHNK"
    END = b"DONE"


@dataclass(frozen=True, slots=True)
class Block:
    """One verified block and the byte at which it starts."""

    tag: Tag
    payload: bytes
    offset: int

    @property
    def size(self) -> int:
        """Bytes in the file, head and tail included."""
        return _FULL_HEAD + len(self.payload) + _TAIL


class Chain:
    """Builds blocks, each bound to all that went before it."""

    def __init__(self) -> None:
        self._digest = _digest(b"", opening())

    def block(self, tag: Tag, payload: bytes) -> bytes:
        """The bytes of the next block."""
        head = _HEAD.pack(tag.value, len(payload))
        self._digest = _digest(self._digest, head + payload)
        return b"".join((head, _CRC.pack(crc32(head)), payload, _CRC.pack(crc32(payload)), self._digest))


def opening() -> bytes:
    """The first bytes of every run file: magic and version."""
    return _OPENING.pack(MAGIC, VERSION)


def read_blocks(data: bytes, file: str) -> Iterator[Block]:
    """Every whole block in order; stops quietly where the data end within a block.

    Raises RunFileError, naming file and byte, when the data are no run file, of another version or were changed.
    """
    _check_opening(data, file)
    digest = _digest(b"", data[: _OPENING.size])
    offset = _OPENING.size
    while len(data) - offset >= _FULL_HEAD:
        if _is_blank(data, offset):
            return
        tag, length = _read_head(data, offset, file)
        start = offset + _FULL_HEAD
        end = start + length
        if end + _TAIL > len(data):
            return
        payload = data[start:end]
        if crc32(payload) != _CRC.unpack_from(data, end)[0]:
            raise changed(file, start, "the contents do not match their checksum.")
        digest = _digest(digest, data[offset : offset + _HEAD.size] + payload)
        if digest != data[end + _CRC.size : end + _TAIL]:
            raise changed(file, offset, "this part does not follow from what stands before it.")
        yield Block(tag, payload, offset)
        offset = end + _TAIL


def changed(file: str, offset: int, reason: str) -> RunFileError:
    """The error for a file whose bytes are not those that were recorded."""
    return RunFileError(f"The run was changed or damaged: {reason}", place=at(file, offset), remedy=RECORD_AGAIN)


def at(file: str, offset: int) -> Place:
    """A byte of a file, counted from 0."""
    return Place(file, key=f"byte {offset}")


def _check_opening(data: bytes, file: str) -> None:
    if data[: len(MAGIC)] != MAGIC[: len(data)] or not data:
        raise RunFileError(
            "This is not a run file of Proctor.",
            place=at(file, 0),
            remedy="Give a file that `proctor play` or `proctor demo` recorded.",
        )
    if len(data) < _OPENING.size:
        raise cut_short(file, len(data))
    version = _OPENING.unpack_from(data)[1]
    if version != VERSION:
        raise RunFileError(
            f"The run file has format version {version}, but this Proctor reads version {VERSION}.",
            place=at(file, len(MAGIC)),
            remedy="Open it with the Proctor that recorded it.",
        )


def cut_short(file: str, size: int) -> RunFileError:
    """The error for a file that ends before its header does."""
    return RunFileError(
        "The run file ends before its header does; nothing can be read from it.",
        place=at(file, size),
        remedy="Record the run again.",
    )


def _is_blank(data: bytes, offset: int) -> bool:
    """Whether only zeros follow: a power cut may leave room in a file that was never filled."""
    return data[offset : offset + _FULL_HEAD] == bytes(_FULL_HEAD) and not data[offset:].strip(b"\0")


def _read_head(data: bytes, offset: int, file: str) -> tuple[Tag, int]:
    head = data[offset : offset + _HEAD.size]
    if crc32(head) != _CRC.unpack_from(data, offset + _HEAD.size)[0]:
        raise changed(file, offset, "the head of a block does not match its checksum.")
    name, length = _HEAD.unpack(head)
    try:
        return Tag(name), length
    except ValueError:
        raise changed(file, offset, f"there is no kind of block called {name!r}.") from None


def _digest(before: bytes, data: bytes) -> bytes:
    return blake2b(before + data, digest_size=_DIGEST_SIZE).digest()
