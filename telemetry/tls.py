"""TLS for a lab: a certificate authority of one's own, a server certificate from it, and contexts for both ends.

A company takes a certificate of its own authority instead; a hub uses any pair of PEM files. docs/hub.md says how.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .errors import TelemetryError
from .files import make_private_folder, open_to_others, write_whole

AUTHORITY = "authority.pem"
AUTHORITY_KEY = "authority-key.pem"
SERVER = "server.pem"
SERVER_KEY = "server-key.pem"

_AUTHORITY_DAYS = 3650
_SERVER_DAYS = 397
"""Browsers take none that is good for longer than 398 days."""
_PUBLIC = 0o644
_FOR_WRONG_CLOCKS = timedelta(days=1)


class CertificateError(TelemetryError):
    """A certificate or key is missing, broken, or not what it should be."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Where the files are. Clients need ``authority``, the hub ``server`` and ``server_key``, nobody ``authority_key``.

    The authority's key makes the next server certificate; keep it apart from the hub.
    """

    authority: Path
    authority_key: Path
    server: Path
    server_key: Path


def make_certificates(folder: Path, names: Sequence[str], now: datetime | None = None) -> Certificates:
    """Make a server certificate for host names and addresses; the folder's authority makes it, or a new one.

    Called again it renews the server's certificate, and clients that know the authority go on. Raises CertificateError.
    """
    if not names:
        raise CertificateError("A certificate is for at least one name.", remedy="Give the hub's name or address.")
    alternatives = [_alternative(name) for name in names]
    moment = now or datetime.now(UTC)
    made = Certificates(folder / AUTHORITY, folder / AUTHORITY_KEY, folder / SERVER, folder / SERVER_KEY)
    make_private_folder(folder)
    if made.authority.exists() or made.authority_key.exists():
        authority, authority_key = _read_authority(made, moment)
    else:
        authority, authority_key = _make_authority(moment)
        write_whole(made.authority_key, _private(authority_key))
        write_whole(made.authority, _public(authority), _PUBLIC)
    key = ec.generate_private_key(ec.SECP256R1())
    server = _server(alternatives, key, authority, authority_key, moment)
    write_whole(made.server_key, _private(key))
    write_whole(made.server, _public(server) + _public(authority), _PUBLIC)
    return made


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """For the hub: TLS 1.2 or newer with this certificate (and those below it in the file). Raises CertificateError."""
    if key.exists() and open_to_others(key, group_may=True):
        raise CertificateError("Everybody may read the server's key.", place=str(key), remedy=f"chmod 640 {key}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    reload_certificate(context, certificate, key)
    return context


def reload_certificate(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    """Serve a renewed certificate: connections from now on have it, those that are open go on. CertificateError."""
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateError(
            f"The certificate cannot be served ({error.strerror or type(error).__name__}).",
            place=str(certificate),
            remedy="See that both files are there, in PEM form, and belong to each other.",
        ) from None


def client_context(authority: Path | None = None) -> ssl.SSLContext:
    """For who connects: trusts this authority and no other, or without one those that the machine trusts."""
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority is None:
        return context
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(authority)
    except (OSError, ssl.SSLError):
        raise CertificateError(
            "The authority's certificate cannot be read.",
            place=str(authority),
            remedy="Use the file that the hub's lab gave out.",
        ) from None
    return context


def good_until(certificate: Path) -> datetime:
    """When a certificate ends, for a warning in time. Raises CertificateError."""
    return _read_certificate(certificate).not_valid_after_utc


def fingerprint(certificate: Path) -> str:
    """SHA-256 of a certificate, to compare by eye when the file is handed on. Raises CertificateError."""
    return _read_certificate(certificate).fingerprint(hashes.SHA256()).hex(":").upper()


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        ascii_name = name.encode("idna").decode()
    except UnicodeError:
        ascii_name = ""
    labels = ascii_name.removesuffix(".").split(".")
    if not all(label.replace("-", "a").isalnum() for label in labels):
        raise CertificateError(f"{name!r} is no host name or address.", remedy="Give it without https:// and port.")
    return x509.DNSName(ascii_name.removesuffix("."))


def _make_authority(moment: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Proctor lab {moment:%Y-%m-%d}")])
    certificate = (
        _builder(name, name, key, moment, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


def _server(
    names: Sequence[x509.GeneralName],
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    moment: datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Proctor hub")])
    identifier = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        _builder(subject, authority.subject, key, moment, _SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """Signs certificates, or handshakes."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        key_cert_sign=certificates,
        crl_sign=certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, moment: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - _FOR_WRONG_CLOCKS)
        .not_valid_after(moment + timedelta(days=days))
    )


def _read_authority(made: Certificates, moment: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate = _read_certificate(made.authority)
    try:
        key = serialization.load_pem_private_key(made.authority_key.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        raise CertificateError(
            "The authority's key cannot be read.",
            place=str(made.authority_key),
            remedy=f"Bring it back from where it is kept, or delete {AUTHORITY} and give all clients the new one.",
        ) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise CertificateError("The authority's key is of another authority.", place=str(made.authority_key))
    if certificate.not_valid_after_utc < moment + timedelta(days=_SERVER_DAYS):
        raise CertificateError(
            "The authority ends before a new server certificate would.",
            place=str(made.authority),
            remedy=f"Delete {AUTHORITY} and {AUTHORITY_KEY}, make new ones, and give all clients the new {AUTHORITY}.",
        )
    return certificate, key


def _read_certificate(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())[0]
    except (OSError, ValueError):
        raise CertificateError("The certificate cannot be read.", place=str(file)) from None


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
