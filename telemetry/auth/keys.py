"""The keys that sign: Ed25519, one file each, made on the first start, and readable by nobody else.

A hub signs its tokens with them, a trainer its score cards. Any number of keys can verify; the newest signs. So a
key is changed by adding one, and an old one goes when every token that it signed has expired. Hubs that share rooms
share this folder.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from ..errors import TelemetryError
from ..files import make_private_folder, open_to_others, write_whole

ALGORITHM = "Ed25519"
"""As RFC 9864 names it."""

_SUFFIX = ".jwk"
_MADE = "made_ms"


class KeyFileError(TelemetryError):
    """A key file is broken, or others may read it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key and when it was made, in milliseconds since 1970."""

    id: str
    """Thumbprint by RFC 7638: the same key has the same name everywhere."""
    made_ms: int
    key: OKPKey = field(repr=False)
    """With its private half."""


class KeyRing:
    """All keys of a folder. Another process may add keys at any time: `find` looks again when it must."""

    def __init__(self, folder: Path, now_ms: int) -> None:
        """Read the folder's keys, and make one if there is none. Raises KeyFileError."""
        self._folder = folder
        self._keys: dict[str, SigningKey] = {}
        self._seen: tuple[str, ...] = ()
        make_private_folder(folder)
        self.refresh(now_ms)

    @property
    def current(self) -> SigningKey:
        """The key that signs: the newest."""
        return max(self._keys.values(), key=lambda key: (key.made_ms, key.id))

    @property
    def keys(self) -> tuple[SigningKey, ...]:
        """All keys, the oldest first."""
        return tuple(sorted(self._keys.values(), key=lambda key: (key.made_ms, key.id)))

    def find(self, key_id: str) -> SigningKey | None:
        """The key of this name, if it is or by now has come into the folder."""
        if key_id not in self._keys and self._names() != self._seen:
            with suppress(KeyFileError):  # a broken file that comes later takes nothing from those who are in
                self._read()
        return self._keys.get(key_id)

    def refresh(self, now_ms: int) -> None:
        """Look what other hubs have made and deleted, and make a key if there is none. Raises KeyFileError."""
        self._read()
        if not self._keys:
            self.rotate(now_ms)

    def rotate(self, now_ms: int) -> SigningKey:
        """Make a new key, which signs from now on; tokens of the old ones stay good until they expire."""
        made = SigningKey(*_new_key(now_ms))
        content = made.key.as_dict(private=True) | {_MADE: now_ms}
        write_whole(self._folder / (made.id + _SUFFIX), json.dumps(content).encode())
        self._keys[made.id] = made
        return made

    def retire(self, replaced_before_ms: int) -> int:
        """Delete keys that had been replaced by that time; call it with now minus the longest life of a token."""
        keys = self.keys
        old = [key for key, next_key in pairwise(keys) if next_key.made_ms < replaced_before_ms]
        for key in old:
            (self._folder / (key.id + _SUFFIX)).unlink(missing_ok=True)
            del self._keys[key.id]
        return len(old)

    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self._folder.glob(f"*{_SUFFIX}")))

    def _read(self) -> None:
        self._seen = self._names()
        read = (_read_key(self._folder / name) for name in self._seen)
        self._keys = {key.id: key for key in read if key is not None}


def _new_key(now_ms: int) -> tuple[str, int, OKPKey]:
    key = OKPKey.generate_key("Ed25519", private=True)
    return key.thumbprint(), now_ms, key


def _read_key(path: Path) -> SigningKey | None:
    """The key of a file; None if another process has just deleted it."""
    try:
        content = path.read_bytes()
        readable = open_to_others(path)
    except FileNotFoundError:
        return None
    if readable:
        raise KeyFileError(
            "Others may read this key, so somebody else may have signed with it.",
            place=str(path),
            remedy="Delete it: a new one is made, and what the old one signed is not taken any more.",
        )
    try:
        parts = json.loads(content)
        made_ms = int(parts.pop(_MADE))
        key = OKPKey.import_key(parts)
        if not key.is_private or key.curve_name != "Ed25519":
            raise ValueError("no private Ed25519 key")
    except (ValueError, TypeError, AttributeError, LookupError, JoseError) as error:
        # What the error says may hold parts of the key: only its kind is told.
        raise KeyFileError(
            f"This key cannot be read ({type(error).__name__}).",
            place=str(path),
            remedy="Delete it: a new one is made, and what the old one signed is not taken any more.",
        ) from None
    return SigningKey(key.thumbprint(), made_ms, key)
