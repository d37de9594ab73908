"""What a command prints: people read sentences, a machine reads one JSON object and nothing else on stdout."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

JsonObject = Mapping[str, object]


def say(sentence: str) -> None:
    """Tell the person something that is no result: goes to stderr."""
    print(sentence, file=sys.stderr, flush=True)


def give(sentence: str) -> None:
    """Give the person a result: goes to stdout."""
    print(sentence, flush=True)


def give_json(result: JsonObject) -> None:
    """Give a machine its result: one line of JSON, no NaN in it."""
    print(json.dumps(result, ensure_ascii=False, allow_nan=False), flush=True)


@contextmanager
def stdout_for_result() -> Iterator[None]:
    """Send to stderr whatever is printed inside, also by libraries written in C."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        _flush_c()
        os.dup2(kept, 1)
        os.close(kept)


def _flush_c() -> None:
    """Write out what C's own stdout still holds, before the descriptor changes under it."""
    library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
    library.fflush(None)
