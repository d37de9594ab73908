"""What the blocks of a run file hold, as typed MessagePack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from ..core.device import InputDevice
from ..core.events import Event
from ..core.intents import FRAME_HZ, CommandKind
from ..core.options import RunOptions
from ..core.scorecard import ScoreCard

PERSON = "person"
"""The player of a run that no bot played."""

LARGEST_CHUNK = FRAME_HZ
"""No chunk holds more than a second."""


@dataclass(frozen=True, slots=True)
class RunHeader:
    """Everything besides the input that a run hangs on, and who recorded it when."""

    scenario: str
    scenario_hash: str
    """`Scenario.content_hash`."""
    build: str
    """`build_id()` of the simulator that recorded it."""
    versions: dict[str, str]
    options: RunOptions
    player: str
    """``person`` or the name of the bot."""
    language: str
    created_at: str
    """Wall-clock time in UTC, ISO 8601; the simulation never reads it."""
    frame_hz: int = FRAME_HZ
    device: InputDevice = InputDevice.DESK
    """What led the hands, as far as it was known when the run began; the score card says what did."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A command and the frame of the chunk in which it was given, counted from 0."""

    offset: int
    kind: CommandKind
    argument: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Up to a second of a run."""

    first: int
    """Index of the first frame."""
    count: int
    columns: bytes
    """See `sim.recording.columns.pack`."""
    wishes: tuple[Wish, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The end of a run that was closed in order."""

    frames: int
    card: ScoreCard | None
    """None when the run was broken off before it was scored."""


Content = TypeVar("Content", RunHeader, Chunk, End, ScoreCard)


def encode(content: Content) -> bytes:
    """MessagePack bytes; equal contents give equal bytes."""
    return msgspec.msgpack.encode(content, order="deterministic")


def decode(data: bytes, kind: type[Content]) -> Content:
    """The content of MessagePack bytes. Raises msgspec.DecodeError when they do not fit the type."""
    return msgspec.msgpack.decode(data, type=kind)
