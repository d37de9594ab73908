from __future__ import annotations

import base64
import hmac
import json
import logging
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OKPKey

from telemetry.auth.keys import KeyFileError, KeyRing
from telemetry.auth.tokens import LIFETIME_S, TokenError, TokenFault, Tokens
from telemetry.roles import Role

NOW_S = 1_800_000_000.0
NOW_MS = int(NOW_S * 1e3)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing(tmp_path_factory.mktemp("keys") / "keys", NOW_MS)


@pytest.fixture(scope="module")
def tokens(ring: KeyRing) -> Tokens:
    return Tokens(ring)


def fault_of(tokens: Tokens, token: str, now_s: float = NOW_S, room: str | None = None) -> TokenFault:
    with pytest.raises(TokenError) as caught:
        tokens.read(token, now_s, room)
    return caught.value.fault


def test_a_token_says_what_it_was_made_for(tokens: Tokens) -> None:
    token = tokens.issue("ROOM", "PERSON", Role.TRAINER, NOW_S)
    join = tokens.read(token, NOW_S + 60, "ROOM")
    assert (join.room, join.participant, join.role) == ("ROOM", "PERSON", Role.TRAINER)
    assert (join.issued_s, join.expires_s) == (int(NOW_S), int(NOW_S) + LIFETIME_S)
    assert join.id != tokens.read(tokens.issue("ROOM", "PERSON", Role.TRAINER, NOW_S), NOW_S).id


def test_a_token_holds_for_its_time_and_its_room_only(tokens: Tokens) -> None:
    token = tokens.issue("ROOM", "PERSON", Role.WATCHER, NOW_S)
    assert tokens.read(token, NOW_S + LIFETIME_S + 29).room == "ROOM"
    assert fault_of(tokens, token, NOW_S + LIFETIME_S + 31) is TokenFault.EXPIRED
    assert fault_of(tokens, token, NOW_S - 31) is TokenFault.NOT_YET
    assert fault_of(tokens, token, room="OTHER") is TokenFault.OTHER_ROOM


def test_no_changed_byte_passes(tokens: Tokens) -> None:
    token = tokens.issue("ROOM", "PERSON", Role.WATCHER, NOW_S)
    header, claims, signature = token.split(".")
    promoted = json.loads(base64.urlsafe_b64decode(claims + "=="))
    promoted["role"] = "operator"
    forged = base64.urlsafe_b64encode(json.dumps(promoted).encode()).rstrip(b"=").decode()
    assert fault_of(tokens, f"{header}.{forged}.{signature}") is TokenFault.SIGNATURE
    assert fault_of(tokens, f"{header}.{claims}.{signature[:-4]}AAAA") is TokenFault.SIGNATURE
    assert fault_of(tokens, f"{header}.{claims}.") in (TokenFault.SIGNATURE, TokenFault.MALFORMED)


def test_a_strangers_key_is_none_of_ours(tokens: Tokens, ring: KeyRing, tmp_path: Path) -> None:
    stranger = Tokens(KeyRing(tmp_path / "keys", NOW_MS))
    assert fault_of(tokens, stranger.issue("ROOM", "P", Role.OPERATOR, NOW_S)) is TokenFault.UNKNOWN_KEY
    claims = {"iss": "proctor-hub", "aud": "ROOM", "sub": "P", "role": "operator", "jti": "x", "iat": 1, "exp": 2**40}
    own = OKPKey.generate_key("Ed25519", private=True)
    header = {"alg": "Ed25519", "kid": ring.current.id, "typ": "proctor-join+jwt"}
    assert fault_of(tokens, jwt.encode(header, claims, own, algorithms=["Ed25519"])) is TokenFault.SIGNATURE


def test_only_our_algorithm_and_kind_pass(tokens: Tokens, ring: KeyRing) -> None:
    claims = {"iss": "proctor-hub", "aud": "ROOM", "sub": "P", "role": "operator", "jti": "x", "iat": 1, "exp": 2**40}

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    unsigned = f"{part({'alg': 'none', 'kid': ring.current.id, 'typ': 'proctor-join+jwt'})}.{part(claims)}."
    assert fault_of(tokens, unsigned) is TokenFault.MALFORMED
    # The public key taken as the secret of a symmetric algorithm: the classic confusion.
    public = ring.current.key.as_pem(private=False)
    signed = f"{part({'alg': 'HS256', 'kid': ring.current.id, 'typ': 'proctor-join+jwt'})}.{part(claims)}"
    mac = base64.urlsafe_b64encode(hmac.digest(public, signed.encode(), "sha256")).rstrip(b"=").decode()
    assert fault_of(tokens, f"{signed}.{mac}") is TokenFault.MALFORMED
    other_kind = {"alg": "Ed25519", "kid": ring.current.id, "typ": "proctor-score+jwt"}
    of_other_kind = jwt.encode(other_kind, claims, ring.current.key, algorithms=["Ed25519"])
    assert fault_of(tokens, of_other_kind) is TokenFault.MALFORMED


@pytest.mark.parametrize(
    "change",
    [
        {"role": "surgeon"},
        {"role": 3},
        {"exp": "tomorrow"},
        {"exp": True},
        {"aud": ["ROOM"]},
        {"jti": None},
        {"iss": "other"},
    ],
)
def test_claims_are_held_to_their_types(tokens: Tokens, ring: KeyRing, change: dict[str, object]) -> None:
    claims = {
        "iss": "proctor-hub",
        "aud": "ROOM",
        "sub": "P",
        "role": "rep",
        "jti": "x",
        "iat": 1,
        "exp": 2**40,
    } | change
    header = {"alg": "Ed25519", "kid": ring.current.id, "typ": "proctor-join+jwt"}
    assert (
        fault_of(tokens, jwt.encode(header, claims, ring.current.key, algorithms=["Ed25519"])) is TokenFault.MALFORMED
    )


@given(st.one_of(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=5).map(".".join)))
def test_no_text_breaks_the_reader_of_tokens(tokens: Tokens, text: str) -> None:
    fault_of(tokens, text)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_no_header_breaks_the_reader_of_tokens(tokens: Tokens, header: object) -> None:
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    fault_of(tokens, f"{part}.{part}.{part}")


def test_a_huge_token_is_refused_unread(tokens: Tokens) -> None:
    assert fault_of(tokens, "eyJ" + "A" * 10_000_000) is TokenFault.MALFORMED


def test_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "hub" / "keys"
    old = os.umask(0)
    try:
        first = KeyRing(folder, NOW_MS)
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]
    assert KeyRing(folder, NOW_MS + 5).current.id == first.current.id


def test_after_a_change_of_keys_old_tokens_hold_until_they_expire(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, NOW_MS)
    tokens = Tokens(ring)
    before = tokens.issue("ROOM", "P", Role.REPRESENTATIVE, NOW_S)
    first = ring.current.id
    rotated_ms = NOW_MS + 3_600_000
    assert ring.rotate(rotated_ms).id == ring.current.id != first
    assert tokens.read(before, NOW_S + 7200).participant == "P"
    assert ring.retire(rotated_ms) == 0, "its last tokens were made just before the change"
    assert ring.retire(rotated_ms + 1) == 1
    assert fault_of(tokens, before) is TokenFault.UNKNOWN_KEY
    assert len(list(tmp_path.iterdir())) == 1
    assert KeyRing(tmp_path, NOW_MS).current.id == ring.current.id


def test_a_key_that_another_hub_made_is_found_when_it_is_needed(tmp_path: Path) -> None:
    here, there = KeyRing(tmp_path, NOW_MS), KeyRing(tmp_path, NOW_MS)
    there.rotate(NOW_MS + 1)
    token = Tokens(there).issue("ROOM", "P", Role.WATCHER, NOW_S)
    assert Tokens(here).read(token, NOW_S).room == "ROOM"
    (tmp_path / "broken.jwk").write_text("{}")
    assert fault_of(Tokens(here), _with_other_key(token)) is TokenFault.UNKNOWN_KEY
    assert Tokens(here).read(token, NOW_S).room == "ROOM", "a broken file that came later harms nobody"


def test_keys_that_were_deleted_are_gone_when_the_hub_looks_again(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, NOW_MS)
    token = Tokens(ring).issue("ROOM", "P", Role.WATCHER, NOW_S)
    for path in tmp_path.iterdir():
        path.unlink()
    ring.refresh(NOW_MS + 1)
    assert fault_of(Tokens(ring), token) is TokenFault.UNKNOWN_KEY
    assert len(ring.keys) == 1


def _with_other_key(token: str) -> str:
    header = {"alg": "Ed25519", "kid": "nobody", "typ": "proctor-join+jwt"}
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return ".".join([part, *token.split(".")[1:]])


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    KeyRing(tmp_path, NOW_MS)
    (path,) = tmp_path.iterdir()
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="Others may read"):
        KeyRing(tmp_path, NOW_MS)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"made_ms": 1, "kty": "OKP"}', '{"made_ms": 1, "kty": "oct", "k": "c2VjcmV0LXNlY3JldA"}'],
)
def test_a_broken_key_is_refused_without_showing_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "one.jwk"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError) as caught:
        KeyRing(tmp_path, NOW_MS)
    assert str(path) in str(caught.value)
    assert "c2VjcmV0" not in str(caught.value)


def test_neither_token_nor_key_stands_in_any_text(
    tokens: Tokens, ring: KeyRing, caplog: pytest.LogCaptureFixture
) -> None:
    token = tokens.issue("ROOM", "P", Role.WATCHER, NOW_S)
    secret = ring.current.key.as_dict(private=True)["d"]
    assert isinstance(secret, str)
    with caplog.at_level(logging.DEBUG):
        fault_of(tokens, token + "x")
        with pytest.raises(TokenError) as caught:
            tokens.read(token, NOW_S, "OTHER")
    texts = [
        repr(ring.current),
        str(ring.current),
        repr(ring),
        repr(tokens),
        str(caught.value),
        repr(caught.value),
        caplog.text,
    ]
    for text in texts:
        assert token.rsplit(".", 1)[1] not in text
        assert secret not in text
