"""Who may do what in a room: one table. docs/protocol.md prints it, `protocol` names the act behind every message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a room."""

    OPERATOR = "operator"
    ASSISTANT = "assistant"
    REPRESENTATIVE = "rep"
    TRAINER = "trainer"
    WATCHER = "watcher"


class Act(StrEnum):
    """What can be done in a room."""

    WATCH = "watch"
    """See, hear, read; say that one has seen, and leave."""
    APPEAR = "appear"
    """Have a head and hands that others see."""
    SPEAK = "speak"
    """Voice, its sign, muting oneself."""
    CHAT = "chat"
    """Write to everybody."""
    POINT = "point"
    """Laser, lines in the air, "look where I look"."""
    HOLD = "hold"
    """Take an instrument that is handed over, and give it back."""
    PROMPT = "prompt"
    """Show the next step or a device's data sheet."""
    PAUSE = "pause"
    """Let the run stand still, and go on."""
    INJECT = "inject"
    """Bring a complication into the run."""
    RATE = "rate"
    """Score by the OSATS form."""
    SILENCE = "silence"
    """Mute somebody else."""
    OPERATE = "operate"
    """Run the trainer whose truth everybody sees: instruments, bone, steps, scores, snapshots, the run file."""


_EVERYBODY = frozenset({Act.WATCH})
_PEOPLE = _EVERYBODY | {Act.APPEAR, Act.SPEAK, Act.CHAT, Act.POINT}

MAY: dict[Role, frozenset[Act]] = {
    Role.OPERATOR: _PEOPLE | {Act.HOLD, Act.PAUSE, Act.OPERATE},
    Role.ASSISTANT: _PEOPLE | {Act.HOLD},
    Role.REPRESENTATIVE: _PEOPLE | {Act.PROMPT},
    Role.TRAINER: _PEOPLE | {Act.HOLD, Act.PROMPT, Act.PAUSE, Act.INJECT, Act.RATE, Act.SILENCE},
    Role.WATCHER: _EVERYBODY,
}
"""A representative never touches: no HOLD. There is one operator in a room."""


def may(role: Role, act: Act) -> bool:
    """Whether that role may do that."""
    return act in MAY[role]


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much somebody may send. A message counts with its bytes, and as `LEAST_COST` when it is smaller."""

    message_bytes: int
    """The largest message."""
    bytes_per_s: float
    burst_bytes: float
    events_per_s: float
    burst_events: float


LEAST_COST = 256

_PERSON = Allowance(32 * 1024, 256 * 1024, 512 * 1024, 20.0, 60.0)
"""A head and hands 90 times a second cost 23 KiB/s, a voice 13; a pointer comes with the head. Our own numbers."""

ALLOWANCES: dict[Role, Allowance] = {
    Role.OPERATOR: Allowance(320 * 1024, 8 * 1024 * 1024, 48 * 1024 * 1024, 400.0, 4000.0),
    Role.ASSISTANT: _PERSON,
    Role.REPRESENTATIVE: _PERSON,
    Role.TRAINER: _PERSON,
    Role.WATCHER: Allowance(1024, 16 * 1024, 64 * 1024, 0.0, 1.0),
}
"""The operator's are for snapshots, run files, and a run's events after an hour without a link."""
