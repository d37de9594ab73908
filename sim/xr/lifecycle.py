"""The life of an OpenXR session as a pure state machine: which state asks for which call.

After the table of xrSession states in the OpenXR 1.1 specification, section 9.3.
"""

from __future__ import annotations

from enum import Enum, auto


class SessionState(Enum):
    """States of a session; the values are OpenXR's."""

    UNKNOWN = 0
    IDLE = 1
    READY = 2
    SYNCHRONIZED = 3
    VISIBLE = 4
    FOCUSED = 5
    STOPPING = 6
    LOSS_PENDING = 7
    EXITING = 8


class Duty(Enum):
    """What a change of state asks of us."""

    NOTHING = auto()
    BEGIN = auto()
    """Call xrBeginSession: frames may flow from now on."""
    END = auto()
    """Call xrEndSession: no frame until the next BEGIN."""
    LEAVE = auto()
    """The person has closed the trainer from within the headset."""
    RENEW = auto()
    """The session is lost: make a new one."""


_DUTIES = {
    SessionState.READY: Duty.BEGIN,
    SessionState.STOPPING: Duty.END,
    SessionState.EXITING: Duty.LEAVE,
    SessionState.LOSS_PENDING: Duty.RENEW,
}


class Lifecycle:
    """Where a session stands."""

    def __init__(self) -> None:
        self.state = SessionState.UNKNOWN
        self.running = False
        """Between BEGIN and END: frames have to be waited for, begun and ended."""

    @property
    def visible(self) -> bool:
        """Whether anybody sees what is submitted."""
        return self.state in (SessionState.VISIBLE, SessionState.FOCUSED)

    @property
    def focused(self) -> bool:
        """Whether controllers tell us anything."""
        return self.state is SessionState.FOCUSED

    def enter(self, state: SessionState) -> Duty:
        """The runtime says that the session is in a new state; what has to be done about it."""
        self.state = state
        duty = _DUTIES.get(state, Duty.NOTHING)
        if duty is Duty.BEGIN:
            self.running = True
        elif duty is not Duty.NOTHING:
            duty = duty if duty is not Duty.END or self.running else Duty.NOTHING
            self.running = False
        return duty
