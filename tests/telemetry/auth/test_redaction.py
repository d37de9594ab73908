from __future__ import annotations

import io
import logging

import pytest

from telemetry.auth.codes import new_room_code
from telemetry.auth.redaction import RedactingFormatter, redacted

TOKEN = "eyJhbGciOiJFZDI1NTE5In0.eyJhdWQiOiJST09NIn0.c2lnbmF0dXJl_-x"


@pytest.mark.parametrize(
    ("text", "secret", "kept"),
    [
        (f"GET /?token={TOKEN}&v=1 HTTP/1.1", TOKEN, "&v=1 HTTP/1.1"),
        (f"bad token {TOKEN}: expired", "c2lnbmF0dXJl", "expired"),
        ("postgresql+psycopg://hub:hunter2@db.example/proctor", "hunter2", "db.example/proctor"),
        ("redis://:hunter2@10.0.0.5:6379/0", "hunter2", "10.0.0.5:6379"),
        ("> Authorization: Bearer abc.def\nnext line", "abc", "next line"),
        ("> Cookie: session=abc; other=abc", "abc", "Cookie"),
        ('{"password": "hunter2", "port": 1}', "hunter2", "port"),
        ("GET /join?code=7k3qxm0ztd HTTP/1.1", "7k3qxm0ztd", "/join"),
        ("room 7K3QX-M0ZTD opened", "7K3QX", "opened"),
        ("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQ\n-----END PRIVATE KEY-----\nrest", "MC4CAQ", "rest"),
        ("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQ", "MC4CAQ", ""),
    ],
)
def test_secrets_go_and_the_rest_stays(text: str, secret: str, kept: str) -> None:
    assert secret not in redacted(text)
    assert kept in redacted(text)


@pytest.mark.parametrize(
    "text", ["closed with code=1006", "room ended after 12 s", "10.0.0.5:6379 refused", "2026-11-24 01:02:03"]
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_arguments_and_tracebacks_are_redacted_too() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(message)s"))
    logger = logging.Logger("redaction")
    logger.addHandler(handler)
    code = new_room_code()
    try:
        raise ValueError(f"cannot read {TOKEN}")
    except ValueError:
        logger.exception("room %s", code)
    assert written.getvalue().startswith("ERROR room [code]\nTraceback")
    assert TOKEN not in written.getvalue()
    assert code not in written.getvalue()
