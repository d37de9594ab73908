"""Asks inside/trainer.py: the trainer in the headset."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from application import Application
from runtime import Runtime

Seen = dict[str, Any]

PATIENCE_S = 300.0
"""A picture takes a tenth of a second on two idle cores without a graphics card; nothing here is a measurement."""


class Trainer:
    """One run of the trainer in a runtime's headset."""

    def __init__(self, runtime: Runtime, run_file: Path, player: str = "person", give_up_s: float = 30.0) -> None:
        self.run_file = run_file
        data = {"PROCTOR_DATA_DIR": str(run_file.parent / "data")}
        self.application: Application = runtime.open("trainer.py", run_file, player, str(give_up_s), environment=data)
        self._asked = 0
        self.application.wait_for("sitting", PATIENCE_S)

    def ask(self, line: str) -> Seen:
        self._asked += 1
        self.application.say(line)
        self.application.wait_for(f"told {self._asked}\n", PATIENCE_S)
        return dict(json.loads(self.application.output.split(f"told {self._asked}\n")[0].splitlines()[-1]))

    def look(self) -> Seen:
        return self.ask("look")

    def until(self, seen: Callable[[Seen], bool], timeout: float = PATIENCE_S) -> Seen:
        """Look again and again until it is so."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            now = self.look()
            if seen(now):
                return now
        raise AssertionError(f"It never came to that: {now}")

    @property
    def log(self) -> str:
        """What the trainer wrote down about the headset."""
        return (self.run_file.parent / "data" / "headset.log").read_text(encoding="utf-8")
