"""A Redis server of the tests' own, on a free port of the loopback, keeping nothing."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

_START_S = 20.0


def program() -> str | None:
    """Where redis-server is."""
    return shutil.which("redis-server")


class RedisProcess:
    """Runs from `start` (or entering it as a context) to `stop`; may be started again on the same port."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> RedisProcess:
        self._folder = Path(tempfile.mkdtemp(prefix="redis-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        command = [self._path, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([*command, "--dir", str(self._folder)], stdout=subprocess.DEVNULL)
        end = time.monotonic() + _START_S
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1.0) as asked:
                    asked.sendall(b"PING\r\n")
                    if asked.recv(16) == b"+PONG\r\n":
                        return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("redis-server did not start")

    def stop(self) -> None:
        """At once, as if killed; what it knew is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def signal(self, number: int) -> None:
        """SIGSTOP: it hangs, SIGCONT: it goes on."""
        assert self._process is not None
        self._process.send_signal(number)
