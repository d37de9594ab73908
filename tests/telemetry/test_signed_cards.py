from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from telemetry.auth.keys import KeyRing, SigningKey
from telemetry.protocol.limits import MAX_CARD_BYTES
from telemetry.signing import CardError, CardFault, TrustedTrainers, public_key, read_card, sign_card
from telemetry.store.cards import score_of

CARD: dict[str, Any] = {
    "scenario": "plate_osteosynthesis",
    "mode": "assess",
    "score": 87.25,
    "passed": True,
    "metrics": [{"id": "plunge_mm", "value": None, "source": "钻透 · 10.1002/jor.25377"}],
}
DIGEST = "ab" * 32


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return KeyRing(tmp_path_factory.mktemp("trainer"), 1).current


def fault_of(signed: bytes, room: str | None = None) -> CardFault:
    with pytest.raises(CardError) as caught:
        read_card(signed, room)
    return caught.value.fault


def signed_otherwise(key: SigningKey, statement: object, **header: Any) -> bytes:
    headers = {"alg": "Ed25519", "typ": "proctor-score+jws", "jwk": key.key.as_dict(private=False)} | header
    return jws.serialize_compact(headers, json.dumps(statement), key.key, algorithms=["Ed25519"]).encode()


def test_a_card_comes_back_as_it_was_signed(key: SigningKey) -> None:
    card = read_card(sign_card(key, "ROOM", "RUN", DIGEST, CARD), "ROOM")
    assert (card.room, card.run, card.run_file, card.key) == ("ROOM", "RUN", DIGEST, key.id)
    assert (card.scenario, card.mode, card.points, card.passed) == ("plate_osteosynthesis", "assess", 87.25, True)
    assert card.card == CARD
    assert read_card(sign_card(key, "ROOM", "RUN", None, CARD)).run_file is None


def test_a_card_of_another_room_is_not_taken(key: SigningKey) -> None:
    assert fault_of(sign_card(key, "ROOM", "RUN", DIGEST, CARD), "OTHER") is CardFault.OTHER_ROOM


def test_no_point_can_be_added_afterwards(key: SigningKey) -> None:
    header, content, signature = sign_card(key, "ROOM", "RUN", DIGEST, CARD).split(b".")
    better = base64.urlsafe_b64decode(content + b"==").replace(b"87.25", b"99.25")
    forged = base64.urlsafe_b64encode(better).rstrip(b"=")
    assert fault_of(b".".join((header, forged, signature))) is CardFault.SIGNATURE


def test_another_key_in_the_header_makes_the_signature_bad(key: SigningKey) -> None:
    stranger = OKPKey.generate_key("Ed25519", private=True).as_dict(private=False)
    statement = {"room": "ROOM", "run": "RUN", "run_file": None, "card": CARD}
    assert fault_of(signed_otherwise(key, statement, jwk=stranger)) is CardFault.SIGNATURE


@pytest.mark.parametrize("header", [{"typ": "proctor-join+jwt"}, {"jwk": {}}])
def test_only_our_kind_of_signature_is_read(key: SigningKey, header: dict[str, Any]) -> None:
    statement = {"room": "ROOM", "run": "RUN", "run_file": None, "card": CARD}
    assert read_card(signed_otherwise(key, statement)).points == 87.25
    assert fault_of(signed_otherwise(key, statement, **header)) is CardFault.MALFORMED


def test_a_private_key_in_the_header_is_not_taken(key: SigningKey) -> None:
    statement = {"room": "ROOM", "run": "RUN", "run_file": None, "card": CARD}
    assert fault_of(signed_otherwise(key, statement, jwk=key.key.as_dict(private=True))) is CardFault.MALFORMED


@pytest.mark.parametrize(
    "change",
    [
        {"score": 100.5},
        {"score": -1},
        {"score": "87"},
        {"score": None},
        {"passed": 1},
        {"scenario": ""},
        {"mode": "m" * 300},
    ],
)
def test_what_a_hub_must_know_of_a_card_is_held_to_its_type(key: SigningKey, change: dict[str, Any]) -> None:
    assert fault_of(sign_card(key, "ROOM", "RUN", DIGEST, CARD | change)) is CardFault.MALFORMED


@pytest.mark.parametrize("digest", ["", "AB" * 32, "../../x", "ab" * 31])
def test_a_run_file_is_named_by_a_digest(key: SigningKey, digest: str) -> None:
    assert fault_of(sign_card(key, "ROOM", "RUN", digest, CARD)) is CardFault.MALFORMED


def test_no_number_that_is_none_can_be_signed(key: SigningKey) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        sign_card(key, "ROOM", "RUN", None, CARD | {"score": float("nan")})


def test_a_large_card_is_taken_and_one_that_is_too_large_is_not(key: SigningKey) -> None:
    large = sign_card(key, "ROOM", "RUN", None, CARD | {"notes": "n" * 190_000})
    assert len(large) <= MAX_CARD_BYTES
    assert read_card(large).points == 87.25
    assert fault_of(sign_card(key, "ROOM", "RUN", None, CARD | {"notes": "n" * 200_000})) is CardFault.MALFORMED


@given(st.one_of(st.binary(max_size=200), st.lists(st.binary(max_size=40), max_size=5).map(b".".join)))
def test_no_bytes_break_the_reader_of_cards(signed: bytes) -> None:
    assert fault_of(signed) is CardFault.MALFORMED


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_no_statement_breaks_the_reader_of_cards(key: SigningKey, statement: object) -> None:
    assert fault_of(signed_otherwise(key, statement)) is CardFault.MALFORMED


def test_a_company_says_whose_cards_it_trusts(key: SigningKey, tmp_path: Path) -> None:
    trusted = TrustedTrainers(tmp_path / "trainers")
    assert not trusted.trusts(key.id), "there is not even a folder"
    (tmp_path / "trainers").mkdir()
    (tmp_path / "trainers" / "broken.jwk").write_text("{")
    (tmp_path / "trainers" / "theatre-1.jwk").write_bytes(public_key(key))
    assert trusted.trusts(key.id)
    assert not trusted.trusts("somebody else")
    (tmp_path / "trainers" / "theatre-1.jwk").unlink()
    assert not trusted.trusts(key.id)
    private = key.key.as_dict(private=True)["d"]
    assert isinstance(private, str)
    assert private.encode() not in public_key(key)


def test_what_is_kept_of_a_card(key: SigningKey) -> None:
    signed = sign_card(key, "ROOM", "RUN", DIGEST, CARD)
    kept = score_of(read_card(signed), signed, room="ROOM1", participant="P", trusted=True, assisted=True, at_unix_ms=5)
    assert (kept.room, kept.participant, kept.points, kept.run) == ("ROOM1", "P", 87.25, DIGEST)
    assert (kept.trusted, kept.assisted, kept.at_unix_ms, kept.signed) == (True, True, 5, signed)
