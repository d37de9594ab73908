"""PyBullet without its greeting: on import it prints a line from C, which would land among our own."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

STREAMS = (1, 2)


def _import_quietly() -> Any:
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(stream) for stream in STREAMS]
    silent = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream in STREAMS:
            os.dup2(silent, stream)
        import pybullet

        library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
        library.fflush(None)
    finally:
        for stream, saved in zip(STREAMS, kept, strict=True):
            os.dup2(saved, stream)
            os.close(saved)
        os.close(silent)
    return pybullet


pybullet = _import_quietly()
