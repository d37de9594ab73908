"""An OpenXR application under test: what it says, and what was wrong with it in the eyes of validation and runtime."""

from __future__ import annotations

import platform
import re
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_LAYERS = Path(str(find_spec("xr").origin)).parent / "api_layer" / f"linux_{platform.machine()}"
_BEGUN = "Core Validation Layer is initialized"
_ENDED = "Core Validation Layer will be destroyed"
# The layer looks at structs, enumerations and handles. The order of calls only the runtime judges, on standard error.
_FOUND = re.compile(r"^\[[^\]]*\]\[VALID_(?:ERROR|WARNING) \| (?P<what>.*)$", re.MULTILINE)
_REFUSED = re.compile(r"^XR_ERROR_\w+(?: in |: )xr\w+.*$", re.MULTILINE)


def validation_errors(path: Path) -> list[str]:
    """What core validation found, oldest first. A file that does not tell of a whole instance is a finding too."""
    said = path.read_text(errors="replace") if path.exists() else ""
    found = [match["what"] for match in _FOUND.finditer(said)]
    if _BEGUN not in said:
        found.append("core validation did not run")
    elif said.count(_BEGUN) != said.count(_ENDED):
        found.append("an instance was not destroyed")
    return found


@dataclass(frozen=True)
class Ended:
    """How an application ended."""

    status: int
    output: str
    messages: str
    """Its standard error, where Monado's client library writes too."""
    validation: tuple[str, ...]

    @property
    def refusals(self) -> list[str]:
        """Calls that the runtime answered with an error."""
        return _REFUSED.findall(self.messages)

    @property
    def faults(self) -> list[str]:
        """Everything that must not be where an application uses OpenXR rightly."""
        ended = [] if self.status == 0 else [f"exit status {self.status}: {self.messages[-2000:]}"]
        return [*ended, *self.validation, *self.refusals]


class Application:
    """A process in a folder of its own, with standard input open."""

    def __init__(self, command: tuple[str, ...], environment: dict[str, str], folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        watched = {
            "XR_API_LAYER_PATH": str(_LAYERS),
            "XR_ENABLE_API_LAYERS": "XR_APILAYER_LUNARG_core_validation",
            "XR_CORE_VALIDATION_EXPORT_TYPE": "text",
            "XR_CORE_VALIDATION_FILE_NAME": str(folder / "validation.txt"),
        }
        with (folder / "output").open("wb") as output, (folder / "messages").open("wb") as messages:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=output, stderr=messages, env=environment | watched
            )

    @property
    def output(self) -> str:
        """Standard output so far."""
        return (self._folder / "output").read_text(errors="replace")

    @property
    def messages(self) -> str:
        """Standard error so far."""
        return (self._folder / "messages").read_text(errors="replace")

    def say(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def wait_for(self, words: str, timeout: float = 30.0) -> None:
        """Wait until it has said this."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            ended = self._process.poll() is not None  # before looking, for what it said last counts
            if words in self.output:
                return
            if ended:
                break
            time.sleep(0.005)
        raise AssertionError(f"It did not say {words!r}.\n{self.output[-2000:]}\n{self.messages[-2000:]}")

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def send_signal(self, number: int) -> None:
        self._process.send_signal(number)

    def wait(self, timeout: float = 60.0) -> Ended:
        """Wait for its end; one that does not come is a failure."""
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            said = f"{self.output[-2000:]}\n{self.messages[-2000:]}"
            raise AssertionError(f"It did not end in {timeout} s.\n{said}") from None
        self.kill()
        findings = tuple(validation_errors(self._folder / "validation.txt"))
        return Ended(status, self.output, self.messages, findings)

    def kill(self) -> None:
        """End it as a crash does, if it has not ended."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
