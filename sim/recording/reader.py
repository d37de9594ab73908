"""Reading a run file: verified from the first byte to the last before anything is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ..core.device import InputDevice
from ..core.errors import Place, RunFileError
from ..core.events import Event
from ..core.intents import FRAME_S, Command, InputFrame
from ..core.model import Scenario
from ..core.scorecard import ScoreCard
from .blocks import RECORD_AGAIN, Block, Tag, changed, cut_short, read_blocks
from .columns import unpack
from .contents import LARGEST_CHUNK, Chunk, Content, End, RunHeader, decode


@dataclass(frozen=True, slots=True)
class Run:
    """A verified run."""

    path: Path
    header: RunHeader
    chunks: tuple[Chunk, ...]
    card: ScoreCard | None
    """None when the run was broken off before it was scored."""
    truncated: bool
    """The file has no end marker: the program or the machine stopped in mid-run."""
    lost_bytes: int
    """Bytes after the last whole chunk that could not be used."""

    @property
    def frame_count(self) -> int:
        """How many control frames there are."""
        return self.chunks[-1].first + self.chunks[-1].count if self.chunks else 0

    @property
    def device(self) -> InputDevice:
        """What led the hands, as far as the file tells: a run that was broken off knows it only in general."""
        return self.header.device if self.card is None else self.card.device

    @property
    def duration_s(self) -> float:
        """Simulated seconds."""
        return self.frame_count * FRAME_S

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for chunk in self.chunks for event in chunk.events)

    def frames(self) -> Iterator[InputFrame]:
        """Every input frame in order, unpacked half a second at a time.

        Raises RunFileError when a chunk does not hold what it says.
        """
        for chunk in self.chunks:
            try:
                yield from unpack(chunk.columns, chunk.first, _commands(chunk))
            except ValueError as error:
                raise RunFileError(
                    f"The frames from {chunk.first} on cannot be read: {error}.",
                    place=Place(str(self.path)),
                    remedy=RECORD_AGAIN,
                ) from error


def read_run(path: Path) -> Run:
    """Read and verify a run file; a cut end is reported in the result, not raised.

    Raises RunFileError when the file is missing, no run, of another version, damaged or changed.
    """
    file = str(path)
    data = _bytes(path)
    blocks = list(read_blocks(data, file))
    if not blocks:
        raise cut_short(file, len(data))
    header = _decode(blocks[0], Tag.HEADER, RunHeader, file)
    ended = blocks[-1].tag is Tag.END
    middle = blocks[1:-1] if ended else blocks[1:]
    chunks = tuple(_decode(block, Tag.CHUNK, Chunk, file) for block in middle)
    _check_order(chunks, middle, file)
    end = _decode(blocks[-1], Tag.END, End, file) if ended else None
    run = Run(path, header, chunks, end.card if end else None, end is None, len(data) - _end_of(blocks[-1]))
    if end is not None:
        _check_end(run, end, blocks[-1], file)
    return run


def check_scenario(run: Run, scenario: Scenario) -> None:
    """Raise RunFileError when the scenario is not the one that the run was played on."""
    if scenario.content_hash != run.header.scenario_hash:
        raise RunFileError(
            f"The run was played on another version of the scenario '{scenario.name}' "
            f"({run.header.scenario_hash[:12]}) than the one installed ({scenario.content_hash[:12]}).",
            place=Place(str(run.path)),
            remedy="Put the scenario's files back as they were, or play it again.",
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RunFileError(
            f"The run file cannot be opened: {error.strerror or error}.",
            place=Place(str(path)),
            remedy="Check the path; `proctor play` prints where it keeps a run.",
        ) from error


def _decode(block: Block, tag: Tag, kind: type[Content], file: str) -> Content:
    if block.tag is not tag:
        raise changed(file, block.offset, f"expected a {tag.name.lower()} here, but got a {block.tag.name.lower()}.")
    try:
        return decode(block.payload, kind)
    except msgspec.DecodeError as error:
        raise changed(file, block.offset, f"the {tag.name.lower()} cannot be read ({error}).") from error


def _check_order(chunks: tuple[Chunk, ...], blocks: list[Block], file: str) -> None:
    expected = 0
    for chunk, block in zip(chunks, blocks, strict=True):
        stray = any(not 0 <= wish.offset < chunk.count for wish in chunk.wishes)
        if chunk.first != expected or not 1 <= chunk.count <= LARGEST_CHUNK or stray:
            raise changed(file, block.offset, f"expected the chunk that starts at frame {expected}.")
        expected += chunk.count


def _check_end(run: Run, end: End, block: Block, file: str) -> None:
    if end.frames != run.frame_count:
        raise changed(file, block.offset, f"expected {end.frames} frames, but got {run.frame_count}.")
    if run.lost_bytes:
        raise changed(file, _end_of(block), "something was added after the end.")


def _end_of(block: Block) -> int:
    return block.offset + block.size


def _commands(chunk: Chunk) -> list[tuple[Command, ...]]:
    wishes: list[list[Command]] = [[] for _ in range(chunk.count)]
    for wish in chunk.wishes:
        wishes[wish.offset].append(Command(wish.kind, wish.argument))
    return [tuple(each) for each in wishes]
