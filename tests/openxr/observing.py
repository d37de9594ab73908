"""What an application inside the runtime sees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from application import Application
from runtime import Runtime


class Observing:
    """Asks inside/observer.py."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._asked = 0
        application.wait_for("looking")

    def look(self, word: str = "look") -> dict[str, Any]:
        """What is so in the application's next picture."""
        self._asked += 1
        self._application.say(word)
        ready = f"\nlook {self._asked}\n"
        self._application.wait_for(ready)
        return json.loads(self._application.output.partition(ready)[0].splitlines()[-1])


@contextmanager
def observing(runtime: Runtime) -> Iterator[Observing]:
    """An observer in focus, ended in order; nothing may be wrong with it."""
    application = runtime.open("observer.py")
    observer = Observing(application)
    yield observer
    observer.look("end")
    faults = application.wait().faults
    assert not faults, faults
