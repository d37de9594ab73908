"""Runs a hub until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable

from ..auth.redaction import RedactingFormatter
from ..settings import HubSettings
from .server import Hub, start_hub


def run_hub(settings: HubSettings, version: str, on_start: Callable[[Hub], None]) -> None:
    """Serve until SIGINT or SIGTERM, then end in good order. Raises TelemetryError where it cannot start."""
    _log_to_stderr()
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
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


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("proctor.hub").setLevel(logging.INFO)
    # What anybody on the network can cause is counted in the metrics, not written a million times.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
