"""Finished shapes and textures on disk, so that only the first start has to make them.

What is stored carries a digest of the generators' source: changed generators make everything anew. A folder that cannot
be written, or a damaged file, only costs the time to make things again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import assets
from assets.mesh import MeshData, Part

Arrays = dict[str, NDArray[Any]]

_FIELDS = ("vertices", "normals", "faces", "uv", "colours")


class Store:
    """A folder of finished things; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def parts(self, name: str, make: Callable[[], Iterable[Part]]) -> tuple[Part, ...]:
        """The parts stored under a name (which holds every argument of ``make``), made when they are not there."""
        return _unpacked(self.arrays(name, lambda: _packed(make())))

    def arrays(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays stored under a name, made when they are not there."""
        path = self._path(name)
        found = _read(path)
        if found is None:
            found = make()
            _write(path, found)
        return found

    def _path(self, name: str) -> Path | None:
        if self._folder is None:
            return None
        digest = hashlib.blake2b(f"{_source_digest()} {name}".encode(), digest_size=12).hexdigest()
        return self._folder / f"{name.split()[0]}-{digest}.npz"


@cache
def _source_digest() -> str:
    """Digest of the source of every generator."""
    digest = hashlib.blake2b(digest_size=12)
    for root in assets.__path__:
        for path in sorted(Path(root).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path | None) -> Arrays | None:
    if path is None or not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _write(path: Path | None, arrays: Arrays) -> None:
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # stubs mix up arrays with allow_pickle
        unfinished.replace(path)


def _packed(parts: Iterable[Part]) -> Arrays:
    kept: Arrays = {}
    labels = []
    for number, part in enumerate(parts):
        labels.append((part.name, part.material))
        for field in _FIELDS:
            values = getattr(part.mesh, field)
            if values is not None:
                kept[f"{field}{number}"] = values
    kept["labels"] = np.array(labels, dtype=np.str_).reshape(-1, 2)
    return kept


def _unpacked(kept: Arrays) -> tuple[Part, ...]:
    return tuple(
        Part(str(name), MeshData(*(kept.get(f"{field}{number}") for field in _FIELDS)), str(material))  # type: ignore[arg-type]  # a row holds as many arrays as there are fields
        for number, (name, material) in enumerate(kept["labels"])
    )
