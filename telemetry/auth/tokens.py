"""Join tokens: who may come into which room as what, until when. Signed by a hub, read only by hubs.

A token is a JWT (RFC 7519) signed with Ed25519. It holds no name and nothing else about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import OKPKey

from ..errors import TelemetryError
from ..identity import new_identity
from ..roles import Role
from .keys import ALGORITHM, KeyRing

LIFETIME_S = 12 * 3600
"""A working day: nobody is thrown out in the middle of a course."""

LEEWAY_S = 30
"""Clocks of hubs that share keys may be so far apart."""

LONGEST_TOKEN = 1024
"""Characters; ours have under 500."""

_ISSUER = "proctor-hub"
_TYPE = "proctor-join+jwt"


class TokenFault(StrEnum):
    """Why a token is not accepted. Logged and counted; the bearer is only told that it is not."""

    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    SIGNATURE = "signature"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    """From the future: clocks differ."""
    OTHER_ROOM = "other_room"


class TokenError(TelemetryError):
    """A token that is not accepted. Never holds the token."""

    def __init__(self, fault: TokenFault) -> None:
        self.fault = fault
        super().__init__(f"The token is not accepted ({fault}).", remedy="Join anew with the room's code.")


@dataclass(frozen=True, slots=True)
class JoinToken:
    """What a token says. Times are of the hub's clock, in whole seconds since 1970."""

    id: str
    room: str
    participant: str
    role: Role
    issued_s: int
    expires_s: int


class Tokens:
    """Makes and reads tokens with the keys of a ring."""

    def __init__(self, ring: KeyRing, lifetime_s: int = LIFETIME_S) -> None:
        self._ring = ring
        self._lifetime_s = lifetime_s

    def issue(self, room: str, participant: str, role: Role, now_s: float) -> str:
        """A token for one participant of one room. It is a secret: it goes to its bearer and into no log."""
        key = self._ring.current
        claims = {
            "iss": _ISSUER,
            "aud": room,
            "sub": participant,
            "role": str(role),
            "jti": new_identity(),
            "iat": int(now_s),
            "exp": int(now_s) + self._lifetime_s,
        }
        header = {"alg": ALGORITHM, "kid": key.id, "typ": _TYPE}
        return jwt.encode(header, claims, key.key, algorithms=[ALGORITHM])

    def read(self, token: str, now_s: float, room: str | None = None) -> JoinToken:
        """What a token says, if it is good now and, where one is given, for this room. Raises TokenError."""
        join = self._signed(token)
        if join.issued_s > now_s + LEEWAY_S:
            raise TokenError(TokenFault.NOT_YET)
        if join.expires_s + LEEWAY_S < now_s:
            raise TokenError(TokenFault.EXPIRED)
        if room is not None and join.room != room:
            raise TokenError(TokenFault.OTHER_ROOM)
        return join

    def _signed(self, token: str) -> JoinToken:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            raise TokenError(TokenFault.MALFORMED)
        try:
            decoded = jwt.decode(token, self._key_of, algorithms=[ALGORITHM])
            if decoded.header.get("typ") != _TYPE or decoded.claims["iss"] != _ISSUER:
                raise TokenError(TokenFault.MALFORMED)
            return _join_token(decoded.claims)
        except TokenError:
            raise
        except BadSignatureError:
            raise TokenError(TokenFault.SIGNATURE) from None
        except (JoseError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # Anything can stand in a token; the library's own errors may quote it.
            raise TokenError(TokenFault.MALFORMED) from None

    def _key_of(self, received: object) -> OKPKey:
        headers = received.headers() if hasattr(received, "headers") else {}
        key = self._ring.find(str(headers.get("kid", "")))
        if key is None:
            raise TokenError(TokenFault.UNKNOWN_KEY)
        return key.key


def _join_token(claims: dict[str, object]) -> JoinToken:
    return JoinToken(
        id=_text(claims["jti"]),
        room=_text(claims["aud"]),
        participant=_text(claims["sub"]),
        role=Role(_text(claims["role"])),
        issued_s=_whole(claims["iat"]),
        expires_s=_whole(claims["exp"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("expected a whole number")
    return value
