"""Keeps generated parts in the user's cache folder, so that they are made once on a machine.

A file is named after what it holds and a digest of the generators' source, the versions of the libraries that shape
the meshes, and the parameters: any change makes a new file. A file that cannot be read is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import io
import os
import platform
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assets.mesh import MeshData, Part

CACHE_FORMAT = 1
LIBRARIES = ("manifold3d", "numpy", "scikit-image", "scipy", "trimesh")
BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError)
"""What reading a damaged file raises."""


def cached_parts(name: str, function: Callable[..., tuple[Part, ...]], **parameters: object) -> tuple[Part, ...]:
    """``function(**parameters)``, from the cache when it was made before.

    ``name`` begins the file's name (letters, digits, ``_`` and ``-``; ValueError otherwise). A cache that cannot be
    written is no error: the parts are then made every time.
    """
    if not name.replace("_", "").replace("-", "").isalnum():
        raise ValueError(f"A cache name holds letters, digits, '_' and '-' only, not {name!r}.")
    path = cache_folder() / f"{name}-{_digest(name, function, parameters)}.npz"
    try:
        return _read(path)
    except BROKEN:
        parts = function(**parameters)
    with contextlib.suppress(OSError):
        _write(path, parts)
    return parts


def cache_folder() -> Path:
    """Where generated things are kept: ``PROCTOR_CACHE_DIR``, else the platform's folder for caches."""
    chosen = os.environ.get("PROCTOR_CACHE_DIR")
    if chosen:
        return Path(chosen) / "assets"
    if platform.system() == "Windows":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif platform.system() == "Darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "proctor" / "assets"


@cache
def source_digest() -> str:
    """Digest of every generator's source and of the libraries that shape the meshes."""
    digest = hashlib.sha256(f"format {CACHE_FORMAT}".encode())
    root = Path(__file__).parent
    for file in sorted(root.rglob("*.py")):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(file.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}".encode())
    return digest.hexdigest()


def _digest(name: str, function: Callable[..., tuple[Part, ...]], parameters: dict[str, object]) -> str:
    """Digest of what is made: parameters count by their repr, in the order of their names."""
    called = f"{name} {function.__module__}.{function.__qualname__} {sorted(parameters.items())!r}"
    return hashlib.sha256(f"{source_digest()} {called}".encode()).hexdigest()[:24]


def _write(path: Path, parts: tuple[Part, ...]) -> None:
    """Write the whole file beside its place and then move it there: a reader never sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[np.generic]] = {
        "names": np.array([piece.name for piece in parts], dtype=np.str_),
        "materials": np.array([piece.material for piece in parts], dtype=np.str_),
    }
    for number, piece in enumerate(parts):
        for field in ("vertices", "normals", "faces", "uv", "colours"):
            array = getattr(piece.mesh, field)
            if array is not None:
                arrays[f"{number}_{field}"] = array
    handle, unfinished = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # stubs mix up arrays with allow_pickle
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _read(path: Path) -> tuple[Part, ...]:
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
        names, materials = arrays["names"], arrays["materials"]
        return tuple(
            Part(str(name), _mesh(arrays, number), str(material))
            for number, (name, material) in enumerate(zip(names, materials, strict=True))
        )


def _mesh(arrays: np.lib.npyio.NpzFile, number: int) -> MeshData:
    def optional(field: str) -> NDArray[np.float32] | None:
        key = f"{number}_{field}"
        return arrays.get(key)

    vertices, normals, faces = (arrays[f"{number}_{field}"] for field in ("vertices", "normals", "faces"))
    if vertices.shape != normals.shape or (faces.size and int(faces.max()) >= len(vertices)):
        raise ValueError(f"Mesh {number} does not fit together.")
    return MeshData(vertices, normals, faces, optional("uv"), optional("colours"))
