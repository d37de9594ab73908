"""A PostgreSQL server of the tests' own, which listens to nothing but a socket in its own folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_START_S = 60
_SETTINGS = ("listen_addresses=", "max_connections=40", "shared_buffers=16MB", "log_min_messages=warning")


def programs() -> Path | None:
    """The folder of initdb, pg_ctl and postgres; the newest there is."""
    found = shutil.which("pg_ctl")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(_DEBIAN.glob("*/bin"), reverse=True)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


class PostgresServer:
    """Runs from `start` (or entering it as a context) to `stop`; may be started again."""

    def __init__(self, folder_of_programs: Path) -> None:
        self._programs = folder_of_programs
        self._folder = Path()
        self._numbers = count(1)
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 and _is_user("postgres") else None
        if os.geteuid() == 0 and self._user is None:
            self._user = "nobody"

    def __enter__(self) -> PostgresServer:
        # Short, because the path of a Unix socket may have 107 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "--auth=trust", "--username=hub", "--no-sync", "--encoding=UTF8", "--locale=C")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.runs:
                self.stop()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"unix_socket_directories={self._folder}"))
        self._run("pg_ctl", "--wait", "-t", str(_START_S), "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """At once, as if it had crashed: when it starts again it mends itself from its log."""
        self._run("pg_ctl", "--wait", "-t", str(_START_S), "--mode=immediate", "stop")

    @property
    def runs(self) -> bool:
        return (self._folder / "data" / "postmaster.pid").exists()

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"hub_{next(self._numbers)}"
        with psycopg.connect(f"postgresql://hub@/postgres?host={self._folder}", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://hub@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        done = subprocess.run(
            command, cwd="/", user=self._user, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, timeout=2 * _START_S,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")


def _is_user(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())
