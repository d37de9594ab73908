"""Which build of the simulator this is: the same build gives the same score from the same input, bit for bit."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("numpy", "numba", "pybullet")
_SOURCES = Path(__file__).resolve().parents[1]


@cache
def build_id() -> str:
    """Hex digest of the simulator's sources, the libraries it computes with, Python and the machine's kind."""
    digest = blake2b(digest_size=16)
    for name, release in versions().items():
        digest.update(f"{name}={release}\n".encode())
    for path in sorted(_SOURCES.rglob("*.py")):
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\n")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """The versions that a simulation's numbers hang on."""
    found = {library: version(library) for library in _LIBRARIES}
    return {**found, "python": platform.python_version(), "machine": platform.machine()}
