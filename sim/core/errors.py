"""What can go wrong, as one clear sentence with the place and a remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is wrong: lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f":{self.line}"
            if self.column is not None:
                where += f":{self.column}"
        return f"{where}: {self.key}" if self.key else where


class ProctorError(Exception):
    """Base of every error a person may see. The command line prints it and ends with code 2."""

    def __init__(self, message: str, *, place: Place | None = None, remedy: str | None = None) -> None:
        self.message = message
        self.place = place
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text} {self.remedy}" if self.remedy else text


class ScenarioError(ProctorError):
    """One or more faults in a scenario's files; ``faults`` holds each."""

    def __init__(
        self,
        message: str,
        *,
        place: Place | None = None,
        remedy: str | None = None,
        faults: tuple[ScenarioError, ...] = (),
    ) -> None:
        self.faults = faults
        super().__init__(message, place=place, remedy=remedy)

    def __str__(self) -> str:
        if self.faults:
            return "\n".join(str(fault) for fault in self.faults)
        return super().__str__()


class RunFileError(ProctorError):
    """A run file is missing, damaged, changed or of another build."""


class AssetError(ProctorError):
    """A generated asset, texture, sound or font is missing or broken."""


class DisplayError(ProctorError):
    """No window or graphics context can be had."""


class HeadsetError(ProctorError):
    """There is no OpenXR runtime, no headset, or it has gone for good."""


class PhysicsError(ProctorError):
    """The physics engine refused or lost its world."""
