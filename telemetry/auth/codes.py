"""Room codes: what the surgeon reads out, and others type in to come into the room.

Ten characters of Crockford's base 32 are 50 bits. One address has `LOOKUPS_BURST` tries at once and then
`LOOKUPS_PER_S`; with a thousand rooms open, 100,000 addresses that try for a year at that pace hit one of them with
a chance of six in ten, and each of those rooms is open for hours, not for a year.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ..errors import TelemetryError
from ..identity import CROCKFORD

CODE_LENGTH = 10
LOOKUPS_BURST = 20.0
"""A whole class behind one address may mistype at once."""
LOOKUPS_PER_S = 1.0 / 3.0

_HALF = CODE_LENGTH // 2
_IGNORED = frozenset(" -_.\t\u00a0\u2010\u2011\u2012\u2013\u3000")
_READ_AS = str.maketrans("OIL", "011")
_LONGEST_TYPED = 64


class RoomCodeError(TelemetryError):
    """What was typed cannot be a room code."""


def new_room_code(below: Callable[[int], int] = secrets.randbelow) -> str:
    """A code that nobody can guess, in the one form in which codes are kept: ``7K3QX-M0ZTD``."""
    return _in_halves("".join(CROCKFORD[below(len(CROCKFORD))] for _ in range(CODE_LENGTH)))


def read_room_code(typed: str) -> str:
    """The code that somebody typed: small letters, full width, spaces, O for 0, and I or L for 1 are all understood."""
    narrow = (_narrow(character) for character in typed[: _LONGEST_TYPED + 1])
    characters = (character for character in narrow if character not in _IGNORED)
    code = "".join(characters).upper().translate(_READ_AS)
    if len(typed) > _LONGEST_TYPED or len(code) != CODE_LENGTH or not set(code) <= set(CROCKFORD):
        raise RoomCodeError(
            "This is no room code.",
            remedy=f"A code has {CODE_LENGTH} letters and digits, such as 7K3QX-M0ZTD; ask who opened the room.",
        )
    return _in_halves(code)


def _in_halves(code: str) -> str:
    return f"{code[:_HALF]}-{code[_HALF:]}"


def _narrow(character: str) -> str:
    """Of a full-width letter, digit or sign, as a Chinese keyboard may give it, the usual one."""
    point = ord(character)
    return chr(point - 0xFEE0) if 0xFF01 <= point <= 0xFF5E else character
