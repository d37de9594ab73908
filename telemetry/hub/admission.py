"""Who may come into which room as what: by a signed token, by the code that was read out, or by opening a room."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..auth.codes import LOOKUPS_BURST, LOOKUPS_PER_S, RoomCodeError, new_room_code, read_room_code
from ..auth.limits import Limiter
from ..auth.tokens import TokenError, Tokens
from ..identity import new_identity
from ..metrics import HubMetrics, Lookup
from ..protocol.errors import CloseCode, ErrorCode
from ..protocol.messages import Hello
from ..roles import Role
from ..room.outgoing import Grant
from ..store.errors import ConflictError
from ..store.ports import Store
from ..store.records import StoredRoom
from .errors import TRY_AGAIN_LATER, NotAdmittedError

NEW = "NEW"
"""Instead of a code: open a room and be its operator."""

BY_CODE = frozenset({Role.ASSISTANT, Role.REPRESENTATIVE, Role.WATCHER})
"""Roles that whoever knows the code may take. A trainer and an operator need a token, for they change the run."""

_NEW_ROOMS_PER_S, _NEW_ROOMS_BURST = 1.0 / 60.0, 20.0
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Admitted:
    """Into which room, as whom."""

    room: StoredRoom
    grant: Grant


async def open_room(store: Store) -> StoredRoom:
    """Keep a new room under a code that no other has. Raises StoreError."""
    for _ in range(_TRIES):
        room = StoredRoom(new_identity(), new_room_code(), int(1000 * time.time()))
        try:
            await store.open_room(room)
        except ConflictError:
            continue
        return room
    raise ConflictError("No code could be found that is free.", remedy="Try again.")


class Admission:
    """The door."""

    def __init__(self, store: Store, tokens: Tokens, metrics: HubMetrics) -> None:
        self._store = store
        self._tokens = tokens
        self._metrics = metrics
        self._lookups = Limiter(LOOKUPS_PER_S, LOOKUPS_BURST)
        self._openings = Limiter(_NEW_ROOMS_PER_S, _NEW_ROOMS_BURST)

    async def admit(self, hello: Hello, address: str, now_s: float) -> Admitted:
        """Raises NotAdmittedError, or StoreError where the store cannot say. ``now_s`` is monotonic."""
        if hello.token:
            return await self._by_token(hello.token)
        if hello.code == NEW:
            return await self._by_opening(address, now_s)
        if hello.code:
            return await self._by_code(hello, address, now_s)
        raise _unauthorised("expected a token or a room's code")

    async def _by_token(self, token: str) -> Admitted:
        try:
            join = self._tokens.read(token, time.time())
        except TokenError as wrong:
            self._metrics.token_refused(wrong.fault)
            raise _unauthorised("this token is not accepted") from None
        room = await self._store.room(join.room)
        if room is None or room.ended_unix_ms is not None:
            raise NotAdmittedError(CloseCode.ROOM_CLOSED, ErrorCode.NO_ROOM, "the room has ended")
        return Admitted(room, Grant(join.participant, join.role, token))

    async def _by_code(self, hello: Hello, address: str, now_s: float) -> Admitted:
        if self._lookups.take(address, now_s):
            self._metrics.looked_up(Lookup.LIMITED)
            raise NotAdmittedError(TRY_AGAIN_LATER, ErrorCode.TOO_OFTEN, "too many codes were tried")
        room = await self._find(hello.code)
        if room is None:
            self._metrics.looked_up(Lookup.UNKNOWN)
            raise NotAdmittedError(CloseCode.NO_ROOM, ErrorCode.NO_ROOM, "no open room has this code")
        self._lookups.give_back(address)
        self._metrics.looked_up(Lookup.FOUND)
        if hello.role not in BY_CODE:
            raise _unauthorised(f"to be the {hello.role} one needs a token")
        return Admitted(room, self._new_grant(room, hello.role))

    async def _by_opening(self, address: str, now_s: float) -> Admitted:
        if self._openings.take(address, now_s):
            raise NotAdmittedError(TRY_AGAIN_LATER, ErrorCode.TOO_OFTEN, "too many rooms were opened")
        room = await open_room(self._store)
        return Admitted(room, self._new_grant(room, Role.OPERATOR))

    async def _find(self, typed: str) -> StoredRoom | None:
        try:
            return await self._store.room_by_code(read_room_code(typed))
        except RoomCodeError:
            return None

    def _new_grant(self, room: StoredRoom, role: Role) -> Grant:
        participant = new_identity()
        return Grant(participant, role, self._tokens.issue(room.id, participant, role, time.time()))


def _unauthorised(text: str) -> NotAdmittedError:
    return NotAdmittedError(CloseCode.UNAUTHORISED, ErrorCode.UNAUTHORISED, text)
