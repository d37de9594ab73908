"""Score cards, signed by the trainer that made them and read by the hub.

The signature (JWS, RFC 7515, with Ed25519) shows that a card came, unchanged, from an installation that has this key,
for this run in this room. It does not show that the run was played well: who has the trainer's folder has its key. A
company tells the hub which trainers' keys it trusts, and what a card claims is checked by scoring its recording again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import OKPKey

from .auth.keys import ALGORITHM, SigningKey
from .errors import TelemetryError
from .protocol.limits import MAX_CARD_BYTES

_TYPE = "proctor-score+jws"
_KEY_SUFFIX = ".jwk"
_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])
_REGISTRY.max_payload_length = MAX_CARD_BYTES

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class CardFault(StrEnum):
    """Why a signed card is not taken."""

    MALFORMED = "malformed"
    SIGNATURE = "signature"
    OTHER_ROOM = "other_room"


class CardError(TelemetryError):
    """A signed card that is not taken."""

    def __init__(self, fault: CardFault) -> None:
        self.fault = fault
        super().__init__(f"The signed score card is not taken ({fault}).")


class _Card(msgspec.Struct):
    """What a hub must know of a card; the rest is the trainer's (docs/scoring.md)."""

    scenario: _Text
    mode: _Text
    score: Annotated[float, msgspec.Meta(ge=0.0, le=100.0)]
    passed: bool


class _Statement(msgspec.Struct):
    room: _Text
    run: _Text
    run_file: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None
    card: msgspec.Raw


@dataclass(frozen=True, slots=True)
class SignedCard:
    """A card whose signature is good."""

    key: str
    """Thumbprint (RFC 7638) of the key that signed."""
    room: str
    """As the hub calls it (`Welcome.room`)."""
    run: str
    run_file: str | None
    """SHA-256 of the recording that it was made from; None if there is none."""
    scenario: str
    mode: str
    points: float
    passed: bool
    card: Mapping[str, Any]
    """All of it, as the trainer made it."""


def sign_card(key: SigningKey, room: str, run: str, run_file: str | None, card: Mapping[str, object]) -> bytes:
    """Sign a card for a run in a room. ``card`` is JSON with at least scenario, mode, score and passed."""
    statement = {"room": room, "run": run, "run_file": run_file, "card": card}
    header = {"alg": ALGORITHM, "typ": _TYPE, "jwk": key.key.as_dict(private=False)}
    content = json.dumps(statement, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return jws.serialize_compact(header, content.encode(), key.key, registry=_REGISTRY).encode()


def read_card(signed: bytes, room: str | None = None) -> SignedCard:
    """The card, if it is signed by the key that it names and, where one is given, for this room. Raises CardError."""
    if len(signed) > MAX_CARD_BYTES:
        raise CardError(CardFault.MALFORMED)
    try:
        key = _public_key(jws.extract_compact(signed, registry=_REGISTRY).headers())
        content = jws.deserialize_compact(signed, key, registry=_REGISTRY).payload
        statement = msgspec.json.decode(content or b"", type=_Statement)
        card = msgspec.json.decode(statement.card, type=_Card)
        whole: Mapping[str, Any] = msgspec.json.decode(statement.card)
    except CardError:
        raise
    except BadSignatureError:
        raise CardError(CardFault.SIGNATURE) from None
    except (JoseError, msgspec.MsgspecError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise CardError(CardFault.MALFORMED) from None
    if room is not None and statement.room != room:
        raise CardError(CardFault.OTHER_ROOM)
    return SignedCard(
        key=key.thumbprint(),
        room=statement.room,
        run=statement.run,
        run_file=statement.run_file,
        scenario=card.scenario,
        mode=card.mode,
        points=card.score,
        passed=card.passed,
        card=whole,
    )


def public_key(key: SigningKey) -> bytes:
    """What a company gives to its hub so that this trainer is trusted. No secret."""
    return json.dumps(key.key.as_dict(private=False) | {"kid": key.id}, indent=2).encode()


class TrustedTrainers:
    """The public keys (`public_key`) in a folder, put there by who runs the hub. Read again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[tuple[str, int], ...] = ()
        self._keys: frozenset[str] = frozenset()

    def trusts(self, key: str) -> bool:
        """Whether a key of this thumbprint is there. A file that is no key counts for nothing."""
        files = sorted(self._folder.glob(f"*{_KEY_SUFFIX}"))
        seen = tuple((file.name, file.stat().st_mtime_ns) for file in files)
        if seen != self._seen:
            self._seen, self._keys = seen, frozenset(filter(None, map(_thumbprint, files)))
        return key in self._keys


def _thumbprint(file: Path) -> str | None:
    try:
        return OKPKey.import_key(json.loads(file.read_bytes())).thumbprint()
    except (OSError, ValueError, TypeError, LookupError, AttributeError, JoseError):
        return None


def _public_key(headers: Mapping[str, Any]) -> OKPKey:
    key = OKPKey.import_key(headers["jwk"])
    if headers.get("typ") != _TYPE or key.curve_name != "Ed25519" or key.is_private:
        raise CardError(CardFault.MALFORMED)
    return key
