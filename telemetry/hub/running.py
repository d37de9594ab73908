"""Runs a hub until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..auth.redaction import RedactingFormatter
from ..settings import HubSettings
from .server import Hub, start_hub


def run_hub(settings: HubSettings, version: str, on_start: Callable[[Hub], None]) -> None:
    """Serve until SIGINT or SIGTERM, then end in good order. Raises TelemetryError where it cannot start."""
    with _log_on_stderr(), asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_run(settings, version, on_start))


async def _run(settings: HubSettings, version: str, on_start: Callable[[Hub], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
    hub = await start_hub(settings, version)
    try:
        on_start(hub)
        await stop.wait()
    finally:
        await hub.close()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The fastest event loop that there is for this machine; None: the usual one."""
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop


@contextmanager
def _log_on_stderr() -> Iterator[None]:
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    hub, websockets = logging.getLogger("proctor.hub"), logging.getLogger("websockets")
    before = hub.level, websockets.level
    hub.addHandler(handler)
    hub.setLevel(logging.INFO)
    # What anybody on the network can cause is counted in the metrics, not written a million times.
    websockets.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        hub.removeHandler(handler)
        hub.setLevel(before[0])
        websockets.setLevel(before[1])
