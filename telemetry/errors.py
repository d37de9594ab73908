"""What can go wrong between machines, as one clear sentence and a remedy."""

from __future__ import annotations


class TelemetryError(Exception):
    """Base of every error here that a person may see. No secret ever stands in a message."""

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        self.message = message
        self.place = place
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text} {self.remedy}" if self.remedy else text
