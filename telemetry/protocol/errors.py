"""What can be wrong with a message, and why a connection is ended: codes for programs, a sentence for people."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from ..errors import TelemetryError


class ErrorCode(StrEnum):
    """What was wrong. Clients show a text of their own for it; the sentence beside it is for logs."""

    MALFORMED = "malformed"
    """Not a message of this protocol, or a field out of its bounds."""
    TOO_LARGE = "too_large"
    """More bytes, or more parts, than such a message may have."""
    VERSION = "version"
    """A version that this hub does not speak."""
    NOT_ALLOWED = "not_allowed"
    """Nothing that this role may do."""
    TOO_OFTEN = "too_often"
    """More messages or bytes than this role may send."""
    BUSY = "busy"
    """The hub cannot keep more at the moment; the same may be sent again later."""
    GAP = "gap"
    """An event came before the one with the number below it."""
    UNKNOWN = "unknown"
    """Names a member, an instrument or an event that is not there."""
    ROOM_FULL = "room_full"
    """As many are in the room as may be."""
    OPERATOR_PRESENT = "operator_present"
    """There is an operator already, and connected."""
    UNAUTHORISED = "unauthorised"
    """No token, or one that is wrong, too old or for another room."""
    NO_ROOM = "no_room"
    """No such room."""


class CloseCode(IntEnum):
    """Why a websocket was closed (4000 to 4999 are for applications)."""

    LEFT = 4000
    """The member asked for it."""
    UNAUTHORISED = 4001
    """No token, or one that is not accepted; come again with the room's code."""
    VERSION = 4002
    """The hub does not speak the client's version; the error before it says which it does."""
    REPLACED = 4003
    """The same member came in by another connection."""
    TOO_SLOW = 4004
    """Did not read what it was sent; may resume at once."""
    FAULTY = 4005
    """Sent too many messages that were wrong or forbidden."""
    NO_ROOM = 4006
    """No such room, or not any more."""
    ROOM_FULL = 4007
    """As many are in the room as may be."""
    OPERATOR_PRESENT = 4008
    """There is an operator already, and connected."""
    NO_HELLO = 4009
    """Said nothing, or something else, when a hello was due."""
    ROOM_CLOSED = 4010
    """The room has ended; there is nothing to resume."""


CAN_RESUME = frozenset({CloseCode.TOO_SLOW})
"""Of our own codes those after which a client should come back; it should after every code of RFC 6455 too."""


class ProtocolError(TelemetryError):
    """A message that is not taken. ``code`` is for programs, ``message`` an English sentence for logs."""

    def __init__(self, code: ErrorCode, text: str) -> None:
        super().__init__(text)
        self.code = code
