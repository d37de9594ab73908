"""PyBullet without its greeting: on import it prints a line from C, which would land in our JSON."""

from __future__ import annotations

import ctypes
import os
import sys


def _import_quietly() -> object:
    sys.stdout.flush()
    kept = os.dup(1)
    silent = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silent, 1)
        import pybullet

        sys.stdout.flush()
        ctypes.CDLL(None).fflush(None) if os.name == "posix" else ctypes.cdll.msvcrt.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(silent)
    return pybullet


pybullet = _import_quietly()
