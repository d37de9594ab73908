"""Why a hub cannot start, and why somebody is not let in."""

from __future__ import annotations

from ..errors import TelemetryError
from ..protocol.errors import CloseCode, ErrorCode


class HubError(TelemetryError):
    """The hub cannot start, or cannot go on."""


class NotAdmittedError(TelemetryError):
    """Somebody may not come in; told as an error, then as the connection's end."""

    def __init__(self, close: int, code: ErrorCode, text: str) -> None:
        self.close = close
        self.code = code
        super().__init__(text)


CLOSES: dict[ErrorCode, CloseCode] = {
    ErrorCode.VERSION: CloseCode.VERSION,
    ErrorCode.ROOM_FULL: CloseCode.ROOM_FULL,
    ErrorCode.OPERATOR_PRESENT: CloseCode.OPERATOR_PRESENT,
    ErrorCode.NO_ROOM: CloseCode.NO_ROOM,
    ErrorCode.UNAUTHORISED: CloseCode.UNAUTHORISED,
}
"""How a connection ends when its hello was refused; `CloseCode.NO_HELLO` for any other reason."""

SERVICE_RESTART = 1012
TRY_AGAIN_LATER = 1013
"""Of RFC 6455's registry: a client comes back after each of them."""
