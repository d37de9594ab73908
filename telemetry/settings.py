"""What a hub is started with: options of the command, else ``PROCTOR_HUB_...`` of the environment, else defaults.

An option ``tls_cert`` is ``PROCTOR_HUB_TLS_CERT`` in the environment. A URL with a password stands better in a file
that only the hub can read, named by ``PROCTOR_HUB_DATABASE_FILE`` or ``PROCTOR_HUB_REDIS_FILE``: a command line shows
in the list of processes.
"""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .auth.addresses import Network, networks
from .auth.redaction import redacted
from .auth.tokens import LIFETIME_S
from .errors import TelemetryError

PREFIX = "PROCTOR_HUB_"
DATA_FOLDER = "PROCTOR_DATA_DIR"
"""Where Proctor keeps everything, the trainer's runs too; the hub's part is ``hub`` in it."""

_IN_FILES = ("database", "redis")
_ORIGIN = re.compile(r"https?://[^/\s?#@]+")


class SettingsError(TelemetryError):
    """An option or a variable of the environment has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How a hub runs. URLs may hold passwords: they are in no text of this."""

    folder: Path
    """Keys, run files and, with SQLite, the database."""
    database: str = field(repr=False)
    redis: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8765
    tls_cert: Path | None = None
    tls_key: Path | None = None
    origins: tuple[str, ...] = ()
    """Web pages that may connect, besides those that the hub's own address serves: ``https://portal.example``."""
    proxies: tuple[Network, ...] = ()
    """Whose X-Forwarded-For is believed."""
    metrics_from: tuple[Network, ...] = networks(("127.0.0.0/8", "::1"))
    """Who may read /metrics."""
    token_s: int = LIFETIME_S
    """How long a join token is good."""
    keep_talk_days: int | None = None
    """After so many days what was said and done in a room is deleted; None: never."""
    keep_scores_days: int | None = None
    """After so many days score cards, run files and names go too; None: never."""

    @property
    def keys_folder(self) -> Path:
        """The keys that sign join tokens."""
        return self.folder / "keys"

    @property
    def trainers_folder(self) -> Path:
        """The public keys of trainers whose score cards are trusted."""
        return self.folder / "trainers"

    @property
    def open_to_all_without_tls(self) -> bool:
        """Whether others can reach it and what they send can be read on the way, unless a proxy has the TLS."""
        try:
            is_here = ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            is_here = self.host == "localhost"
        return self.tls_cert is None and not is_here

    def described(self) -> dict[str, str]:
        """Every setting as it may be shown and logged."""
        return {one.name: _shown(getattr(self, one.name)) for one in fields(self)}


def hub_settings(options: Mapping[str, object], environment: Mapping[str, str] | None = None) -> HubSettings:
    """The settings; an option that is None is not given. Raises SettingsError, which names what is wrong."""
    given = _Given(options, os.environ if environment is None else environment)
    folder = given.read("folder", _path, None) or _data_folder(given.environment) / "hub"
    values: dict[str, Any] = {"folder": folder}
    for name, read in READERS.items():
        value = given.read(name, read, None)
        if value is not None:
            values[name] = value
    values.setdefault("database", f"sqlite:///{folder.absolute() / 'hub.sqlite3'}")
    if (values.get("tls_cert") is None) != (values.get("tls_key") is None):
        raise SettingsError("A certificate and its key belong together.", remedy="Give --tls-cert and --tls-key.")
    return HubSettings(**values)


class _Given:
    """What was given, in the order in which it counts."""

    def __init__(self, options: Mapping[str, object], environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._options = options

    def read(self, name: str, read: Callable[[str], Any], default: Any) -> Any:
        text, place = self._text(name)
        if text is None:
            return default
        try:
            return read(text)
        except ValueError as error:
            raise SettingsError(f"{error}.", place=place) from None

    def _text(self, name: str) -> tuple[str | None, str]:
        option = self._options.get(name)
        if option is not None:
            return str(option), f"--{name.replace('_', '-')}"
        variable = PREFIX + name.upper()
        if variable in self.environment:
            return self.environment[variable], variable
        if name in _IN_FILES and (file := self.environment.get(f"{variable}_FILE")):
            try:
                return Path(file).read_text().strip(), f"{variable}_FILE"
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"The file cannot be read ({type(error).__name__}).", place=f"{variable}_FILE"
                ) from None
        return None, variable


def _path(text: str) -> Path:
    if not text:
        raise ValueError("Expected a path, but got nothing")
    return Path(text).expanduser()


def _database(text: str) -> str:
    if not re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", text):
        raise ValueError("Expected sqlite:////full/path/hub.sqlite3 or postgresql://user:password@host/database")
    return text


def _redis(text: str) -> str:
    if not re.match(r"rediss?://", text):
        raise ValueError("Expected redis://host:6379/0, or rediss:// with TLS")
    return text


def _host(text: str) -> str:
    if not text or re.search(r"[/\s]", text):
        raise ValueError(f"Expected a host's name or address, but got {text!r}")
    return text


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,12}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"Expected a whole number from {lowest} to {highest}, but got {text!r}")
        return int(text)

    return read


def _origins(text: str) -> tuple[str, ...]:
    origins = _list(text)
    for origin in origins:
        if not _ORIGIN.fullmatch(origin) or not urlsplit(origin).hostname:
            raise ValueError(f"Expected an origin such as https://portal.example, but got {origin!r}")
    return tuple(origin.lower() for origin in origins)


def _networks(text: str) -> tuple[Network, ...]:
    return networks(_list(text))


def _list(text: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", text) if part]


READERS: dict[str, Callable[[str], Any]] = {
    "database": _database,
    "redis": _redis,
    "host": _host,
    "port": _whole(0, 65535),
    "tls_cert": _path,
    "tls_key": _path,
    "origins": _origins,
    "proxies": _networks,
    "metrics_from": _networks,
    "token_s": _whole(60, 30 * 86_400),
    "keep_talk_days": _whole(1, 36_500),
    "keep_scores_days": _whole(1, 36_500),
}


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else redacted(str(value))


def _data_folder(environment: Mapping[str, str]) -> Path:
    if chosen := environment.get(DATA_FOLDER):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "proctor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "proctor"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "proctor"
