"""An X server without a monitor."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

_STOP_S = 10.0


def end(process: subprocess.Popen[bytes], with_signal: signal.Signals) -> None:
    """End a process, and be sure of it."""
    process.send_signal(with_signal)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Screen:
    """Xvfb on a number of its own choice, from construction to `close`."""

    def __init__(self, enter: tuple[str, ...], log: Path) -> None:
        tells, told = os.pipe()
        options = ("-displayfd", str(told), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
        with log.open("wb") as said:
            self._server = subprocess.Popen(
                (*enter, "Xvfb", *options), stdin=subprocess.DEVNULL, stdout=said, stderr=said, pass_fds=(told,)
            )
        os.close(told)
        with os.fdopen(tells) as number:
            self.display = f":{number.readline().strip()}"
        if self.display == ":":
            self.close()
            raise RuntimeError(f"Xvfb did not start:\n{log.read_text(errors='replace')}")

    def close(self) -> None:
        end(self._server, signal.SIGTERM)
