"""What of a room's events may be, beyond what a role may do at all; and which of them are help."""

from __future__ import annotations

import msgspec

from ..protocol.errors import ErrorCode, ProtocolError
from ..protocol.events import (
    Assisted,
    Chat,
    ClientEvent,
    Drawn,
    HandedOver,
    Help,
    LookHere,
    Muted,
    Person,
    Prompted,
    Rated,
)
from ..roles import Act, Role, may
from ..standing import Standing
from .names import clean_text


def check(body: ClientEvent, sender: Person, standing: Standing) -> None:
    """Raise `ProtocolError` where this member may not do that now."""
    require(sender.role, body.needs)
    if isinstance(body, Muted):
        _check_muted(body, sender, standing)
    elif isinstance(body, HandedOver):
        _check_handed_over(body, sender, standing)


def require(role: Role, act: Act) -> None:
    """Raise `ProtocolError` where that role may not do that."""
    if not may(role, act):
        raise ProtocolError(ErrorCode.NOT_ALLOWED, f"the role {role} may not {act}")


def cleaned(body: ClientEvent) -> ClientEvent:
    """What is told of it: words without what is not seen in them. Raises `ProtocolError` where nothing is left."""
    if isinstance(body, Chat):
        text = clean_text(body.text)
        if not text:
            raise ProtocolError(ErrorCode.MALFORMED, "expected words, got nothing that is seen")
        return msgspec.structs.replace(body, text=text)
    if isinstance(body, Rated):
        return msgspec.structs.replace(body, remark=clean_text(body.remark))
    return body


def help_in(body: ClientEvent, sender: Person, standing: Standing) -> Assisted | None:
    """The mark that it leaves on a run in assess mode; None where it is no help, or the mark is there."""
    if isinstance(body, Prompted):
        return assistance(Help.PROMPT, sender, standing)
    if isinstance(body, Drawn | LookHere):
        return assistance(Help.POINTING, sender, standing)
    if isinstance(body, HandedOver):
        return assistance(Help.HAND_OVER, standing.roster[body.to], standing)
    return None


def assistance(kind: Help, helper: Person, standing: Standing) -> Assisted | None:
    """The mark of such help by that person now. The operator's own doing is none."""
    if not standing.assessing or helper.role is Role.OPERATOR:
        return None
    state = standing.state
    run = state.run.run if state.run else ""
    mark = Assisted(helper.member, kind, run, state.step.step if state.step else "")
    return None if mark in state.assisted else mark


def _check_muted(body: Muted, sender: Person, standing: Standing) -> None:
    if body.member not in standing.roster:
        raise ProtocolError(ErrorCode.UNKNOWN, f"no member {body.member}")
    if body.member != sender.member:
        require(sender.role, Act.SILENCE)


def _check_handed_over(body: HandedOver, sender: Person, standing: Standing) -> None:
    receiver = standing.roster.get(body.to)
    if receiver is None:
        raise ProtocolError(ErrorCode.UNKNOWN, f"no member {body.to}")
    require(receiver.role, Act.HOLD)
    if sender.role is Role.OPERATOR:
        return
    if standing.state.holders.get(body.thing) != sender.member or receiver.role is not Role.OPERATOR:
        raise ProtocolError(ErrorCode.NOT_ALLOWED, "only who holds an instrument gives it back, to the operator")
