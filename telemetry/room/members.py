"""Members: everybody who has ever been in the room, and where their numbering of events stands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ..protocol.messages import Refused
from ..roles import Role

_MOST_REFUSALS = 256


@dataclass(slots=True)
class Member:
    """One who is or was in the room. Its name and place are in the room's `Standing`."""

    number: int
    participant: str
    role: Role
    joined_ms: int
    last_event: int = 0
    """The last of its events that was taken, or refused for good."""
    acknowledged: int = 0
    """The last of them that is on disk."""
    refusals: deque[Refused] = field(default_factory=lambda: deque(maxlen=_MOST_REFUSALS))
    """The last ones, for a client that they did not reach."""
    seen: int = 0
    """The last event of the room that it says it has."""
    link: int | None = None
    away_since_s: float | None = None
    """None: connected, or gone for good."""


class Members:
    """All members of a room, by number and by participant."""

    def __init__(self) -> None:
        self._by_number: dict[int, Member] = {}
        self._by_participant: dict[str, Member] = {}
        self._away: dict[int, Member] = {}
        self._connected: dict[int, Member] = {}

    def __len__(self) -> int:
        return len(self._by_number)

    def add(self, member: Member) -> None:
        """A new one."""
        self._by_number[member.number] = member
        self._by_participant[member.participant] = member

    def get(self, number: int) -> Member | None:
        """The one with that number."""
        return self._by_number.get(number)

    def find(self, participant: str) -> Member | None:
        """The one that this participant is."""
        return self._by_participant.get(participant)

    @property
    def next_number(self) -> int:
        """Numbers are never given twice."""
        return len(self._by_number) + 1

    @property
    def away(self) -> list[Member]:
        """Those whose seat is kept."""
        return list(self._away.values())

    @property
    def connected(self) -> list[Member]:
        """Those with a connection."""
        return list(self._connected.values())

    def set_away(self, member: Member, since_s: float | None) -> None:
        """A member's seat is kept since then; None: not any more, it is back or gone."""
        member.away_since_s = since_s
        if since_s is None:
            self._away.pop(member.number, None)
        else:
            self._away[member.number] = member

    def set_link(self, member: Member, link: int | None) -> None:
        """A member has this connection, or none."""
        member.link = link
        if link is None:
            self._connected.pop(member.number, None)
        else:
            self._connected[member.number] = member
