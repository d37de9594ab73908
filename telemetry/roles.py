"""Who may do what in a room: one table. docs/protocol.md prints it, `protocol` names the act behind every message."""

from __future__ import annotations

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
    POINT = "point"
    """Laser, lines in the air, "look where I look"."""
    HOLD = "hold"
    """Take an instrument that is handed over, and give it back."""
    PROMPT = "prompt"
    """Show the next step or a device's data sheet."""
    PAUSE = "pause"
    INJECT = "inject"
    """A complication."""
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
