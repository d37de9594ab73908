from __future__ import annotations

import shutil
import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from telemetry.tls import (
    CertificateError,
    Certificates,
    client_context,
    fingerprint,
    good_until,
    make_certificates,
    reload_certificate,
    server_context,
)


def shaken(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> str:
    """Until when the server's certificate is good, after a real handshake; raises what the client raises."""
    here, there = socket.socketpair()

    def serve() -> None:
        try:
            with server.wrap_socket(there, server_side=True) as wrapped:
                wrapped.recv(1)
        except OSError:
            there.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(here, server_hostname=name) as wrapped:
            certificate = wrapped.getpeercert()
            wrapped.sendall(b"x")
    finally:
        here.close()
        thread.join()
    assert certificate is not None
    return str(certificate["notAfter"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("tls") / "tls", ["hub.lab", "127.0.0.1", "::1", "床边.example"])


@pytest.mark.parametrize("name", ["hub.lab", "127.0.0.1", "::1", "床边.example"])
def test_a_client_that_knows_the_authority_comes_in_by_every_name(made: Certificates, name: str) -> None:
    client = client_context(made.authority)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    assert shaken(server_context(made.server, made.server_key), client, name)


@pytest.mark.parametrize("name", ["other.lab", "127.0.0.2", "sub.hub.lab"])
def test_under_another_name_the_client_refuses(made: Certificates, name: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken(server_context(made.server, made.server_key), client_context(made.authority), name)


def test_who_does_not_know_the_authority_refuses(made: Certificates, tmp_path: Path) -> None:
    other = make_certificates(tmp_path, ["hub.lab"])
    server = server_context(made.server, made.server_key)
    for client in (client_context(), client_context(other.authority)):
        with pytest.raises(ssl.SSLCertVerificationError):
            shaken(server, client, "hub.lab")


def test_an_old_tls_is_not_spoken(made: Certificates) -> None:
    client = client_context(made.authority)
    client.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    client.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        client.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        shaken(server_context(made.server, made.server_key), client, "hub.lab")


def test_keys_are_their_owners_alone_and_certificates_everybodys(made: Certificates) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made.server.parent.iterdir()}
    assert modes == {"authority.pem": 0o644, "authority-key.pem": 0o600, "server.pem": 0o644, "server-key.pem": 0o600}


def test_a_renewed_certificate_is_served_to_who_comes_next_and_clients_change_nothing(tmp_path: Path) -> None:
    first = make_certificates(tmp_path, ["hub.lab"], datetime.now(UTC) - timedelta(days=300))
    context, client = server_context(first.server, first.server_key), client_context(first.authority)
    before, authority = shaken(context, client, "hub.lab"), fingerprint(first.authority)
    again = make_certificates(tmp_path, ["hub.lab", "hub2.lab"])
    assert shaken(context, client, "hub.lab") == before
    reload_certificate(context, again.server, again.server_key)
    assert shaken(context, client, "hub2.lab") != before
    assert fingerprint(again.authority) == authority
    assert timedelta(days=396) < good_until(again.server) - datetime.now(UTC) <= timedelta(days=397)


def test_a_certificate_that_has_ended_is_refused(tmp_path: Path) -> None:
    old = make_certificates(tmp_path, ["hub.lab"], datetime.now(UTC) - timedelta(days=400))
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        shaken(server_context(old.server, old.server_key), client_context(old.authority), "hub.lab")


@pytest.mark.parametrize(
    "name", ["", "https://hub.lab", "hub.lab:8443", "hub lab", "hub/lab", "a" * 64 + ".lab", ".", "*"]
)
def test_what_is_no_name_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(CertificateError):
        make_certificates(tmp_path / "tls", ["hub.lab", name])
    assert not (tmp_path / "tls").exists()


def test_without_a_name_there_is_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(CertificateError, match="at least one name"):
        make_certificates(tmp_path, [])


def test_an_authority_without_its_key_is_not_replaced_unasked(made: Certificates, tmp_path: Path) -> None:
    shutil.copytree(made.server.parent, tmp_path / "tls")
    (tmp_path / "tls" / "authority-key.pem").unlink()
    before = (tmp_path / "tls" / "authority.pem").read_bytes()
    with pytest.raises(CertificateError, match="Bring it back"):
        make_certificates(tmp_path / "tls", ["hub.lab"])
    assert (tmp_path / "tls" / "authority.pem").read_bytes() == before
    other = make_certificates(tmp_path / "other", ["hub.lab"])
    shutil.copy(other.authority_key, tmp_path / "tls")
    with pytest.raises(CertificateError, match="another authority"):
        make_certificates(tmp_path / "tls", ["hub.lab"])


def test_an_authority_that_ends_first_is_said(tmp_path: Path) -> None:
    make_certificates(tmp_path, ["hub.lab"], datetime.now(UTC) - timedelta(days=3400))
    with pytest.raises(CertificateError, match="ends before"):
        make_certificates(tmp_path, ["hub.lab"])


def test_a_key_that_everybody_may_read_is_not_served(made: Certificates, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    shutil.copy(made.server_key, key)
    key.chmod(0o644)
    with pytest.raises(CertificateError, match="chmod 640"):
        server_context(made.server, key)
    key.chmod(0o640)
    server_context(made.server, key)


def test_files_that_are_missing_or_do_not_fit_are_said(made: Certificates, tmp_path: Path) -> None:
    with pytest.raises(CertificateError):
        server_context(tmp_path / "none.pem", made.server_key)
    with pytest.raises(CertificateError, match="belong to each other"):
        server_context(made.server, made.authority_key)
    with pytest.raises(CertificateError):
        client_context(tmp_path / "none.pem")
    with pytest.raises(CertificateError):
        good_until(made.server_key)
