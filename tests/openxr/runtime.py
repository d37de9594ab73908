"""A real OpenXR runtime without a headset: Monado with its null compositor, and a screen for what runs on it.

Each `Runtime` has folders, a port and an X server of its own, so any number run side by side. What Monado does here
that matters to a test, found by trying (tests/openxr/test_runtime.py, test_devices.py):

- It shows 20 pictures a second of 320 x 240 an eye: the predicted display time goes on by exactly 50 ms a picture (by
  16 ms before the compositor's first own). ``hurried`` keeps that and lets ``xrWaitFrame`` return at once: what follows
  that time plays as fast as the machine can, and only where that is slower than life are there longer steps.
- A second application takes the first one's place: that gets VISIBLE, then SYNCHRONIZED, and nothing to render, until
  the second ends or `make_primary` turns them round. `toggle_input` makes all actions inactive in a session that stays
  FOCUSED.
- `recentre` puts LOCAL and LOCAL_FLOOR under the head at once. For LOCAL_FLOOR the event comes only to an application
  with XR_EXT_local_floor enabled, though the space is there in OpenXR 1.1 without it.
- `kill` and `stop` look the same to the application: ``XR_ERROR_INSTANCE_LOST`` out of the blue, from ``xrWaitFrame``
  or ``xrPollEvent``, then ``XR_ERROR_SESSION_LOST``. After `start` a new instance works.
- Devices never change while it runs, so neither does a hand's interaction profile; over a restart with other `Devices`
  it does.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from application import Application, Ended
from remote import Remote
from screen import Screen, end

PROJECT = Path(__file__).parents[2]
ENTER = (str(PROJECT / "setup" / "monado"), "enter")
INSIDE = Path(__file__).parent / "inside"
_START_S = 30.0


class Devices(StrEnum):
    """What the person has on and in the hands."""

    REMOTE = "remote"
    """Follows `Remote`: a headset and two Index controllers."""
    MOTION = "wmr"
    """Two microsoft/motion_controller; head and hands sway by themselves."""
    SIMPLE = "simple"
    """Two khr/simple_controller; the same."""


def why_missing() -> str:
    """Why there is no runtime on this machine, in a sentence; empty where there is one."""
    try:
        tried = subprocess.run((*ENTER, "true"), capture_output=True, text=True, timeout=60)
    except OSError as error:
        return str(error)
    return "" if tried.returncode == 0 else tried.stderr.strip() or "setup/monado failed without a word."


class Runtime:
    """Runs from `start` (or entering it as a context) to `stop`; may be started again."""

    def __init__(self, *, devices: Devices = Devices.REMOTE, hurried: bool = False) -> None:
        self.devices = devices
        self.hurried = hurried
        self.port = 0
        self._folder = Path()
        self._service: subprocess.Popen[bytes] | None = None
        self._screen: Screen | None = None
        self._applications: list[Application] = []

    def __enter__(self) -> Runtime:
        # Short, because the path of a Unix socket may have 107 characters.
        self._folder = Path(tempfile.mkdtemp(prefix="xr-", dir="/tmp"))
        (self._folder / "config" / "monado").mkdir(parents=True)
        try:
            self._screen = Screen(ENTER, self._folder / "screen.log")
            self.start()
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()

    def start(self, devices: Devices | None = None) -> None:
        """Start the service, and wait until applications and `Remote` can connect."""
        self.devices = devices or self.devices
        for _ in range(3):  # somebody else may take the port between looking for a free one and listening on it
            if self._try_start():
                return
            self.kill()
        raise RuntimeError(f"Monado did not start:\n{self.log}")

    def stop(self) -> None:
        """End the service as it ends when the person logs out."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the service as a crash does."""
        self._end(signal.SIGKILL)

    @property
    def running(self) -> bool:
        return self._service is not None and self._service.poll() is None

    @property
    def log(self) -> str:
        """What the service said since it was started last."""
        path = self._folder / "service.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def remote(self) -> Remote:
        """The person, connected; the runtime follows one at a time, so close it before the next."""
        return Remote().connect(self.port)

    def environment(self) -> dict[str, str]:
        """For an application: this runtime, its screen, OpenGL in software, and nothing of the person's own OpenXR."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("XR_", "XRT_", "OXR_"))}
        ours.pop("WAYLAND_DISPLAY", None)
        return ours | {
            "XDG_RUNTIME_DIR": str(self._runtime_folder()),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "XR_RUNTIME_JSON": "/usr/share/openxr/1/openxr_monado.json",
            "VK_DRIVER_FILES": "/usr/share/vulkan/icd.d/lvp_icd.json",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "DISPLAY": self._screen.display if self._screen else "",
        }

    def open(self, *command: str | Path, environment: dict[str, str] | None = None) -> Application:
        """Start an application, watched by the core validation layer. A script is looked for in tests/openxr/inside."""
        program, *arguments = map(str, command)
        if program.endswith(".py"):
            arguments = [str(INSIDE / program), *arguments]
            program = sys.executable
        folder = self._folder / f"application-{len(self._applications)}"
        opened = Application((*ENTER, program, *arguments), self.environment() | (environment or {}), folder)
        self._applications.append(opened)
        return opened

    def run_inside(self, *command: str | Path, timeout: float = 60.0) -> Ended:
        """Run an application to its end."""
        return self.open(*command).wait(timeout)

    def recentre(self) -> None:
        """The person asks the headset to be recentred."""
        self._control("-c")

    def applications(self) -> list[int]:
        """Numbers of the applications with a running session, oldest first."""
        rows = (line.split() for line in self._control().splitlines())
        return sorted(int(row[1]) for row in rows if row[2:4] == ["act:", "1"])

    def make_primary(self, application: int) -> None:
        """Of several applications, this is to be seen."""
        self._control("-p", str(application))

    def toggle_input(self, application: int) -> None:
        """Take its input from an application, or give it back."""
        self._control("-i", str(application))

    def _control(self, *arguments: str) -> str:
        done = subprocess.run(
            (*ENTER, "monado-ctl", *arguments), env=self.environment(), capture_output=True, text=True, timeout=_START_S
        )
        if done.returncode:
            raise RuntimeError(f"monado-ctl {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def _runtime_folder(self) -> Path:
        folder = self._folder / "run"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _try_start(self) -> bool:
        self.port = _free_port()
        remote = {"active": "remote", "remote": {"version": 0, "port": self.port, "view_count": 2}}
        configuration = remote if self.devices is Devices.REMOTE else {}
        (self._folder / "config" / "monado" / "config_v0.json").write_text(json.dumps(configuration))
        environment = self.environment() | {"XRT_COMPOSITOR_NULL": "1"}
        if self.devices is not Devices.REMOTE:
            environment |= {"SIMULATED_ENABLE": "1", "SIMULATED_LEFT": self.devices, "SIMULATED_RIGHT": self.devices}
        if self.hurried:
            environment |= {"U_PACING_APP_IMMEDIATE_WAIT_FRAME_RETURN": "1", "U_PACING_APP_USE_MIN_FRAME_PERIOD": "1"}
        with (self._folder / "service.log").open("wb") as log:
            # It ends with its standard input, so it cannot outlive this process.
            self._service = subprocess.Popen(
                (*ENTER, "monado-service"), stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment
            )
        wanted = ["The Monado service has started"]
        wanted += [f"Listening on port '{self.port}'"] if self.devices is Devices.REMOTE else []
        until = time.monotonic() + _START_S
        while self.running and time.monotonic() < until and "Leaving thread" not in self.log:
            if all(words in self.log for words in wanted):
                return True
            time.sleep(0.02)
        return False

    def _end(self, with_signal: signal.Signals) -> None:
        if self._service is None:
            return
        end(self._service, with_signal)
        assert self._service.stdin is not None
        self._service.stdin.close()
        self._service = None

    def _clear(self) -> None:
        for application in self._applications:
            application.kill()
        self.stop()
        if self._screen is not None:
            self._screen.close()
        shutil.rmtree(self._folder)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
