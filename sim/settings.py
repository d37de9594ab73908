"""What a person has set: language, hand, keys, quality, sound. A broken file never stops the trainer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path

import msgspec

from .core.errors import Place, ProctorError
from .core.intents import Hand


class PictureQuality(StrEnum):
    """How much work goes into a picture."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class MirrorPicture(StrEnum):
    """What the window shows while someone wears the headset."""

    LEFT = "left"
    RIGHT = "right"
    SPECTATOR = "spectator"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Settings:
    """One person's settings. ``None`` leaves the choice to the program."""

    language: str = "en"
    dominant: Hand = Hand.RIGHT
    quality: PictureQuality | None = None
    sound: bool = True
    tutorial_done: bool = False
    headset_tutorial_done: bool = False
    table_offset_m: float = 0.0
    """In the headset: how much higher the table is than it is made."""
    seated: bool = False
    vibration: float = 1.0
    """How strongly the controllers shake, 0 to 1."""
    mirror: MirrorPicture = MirrorPicture.LEFT
    keys: Mapping[str, str] = field(default_factory=dict)
    """Action -> key, for the actions that have been given another key."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings and, when the file was broken, what was wrong with it (the defaults are used then)."""

    settings: Settings
    fault: ProctorError | None = None


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; defaults when there is no file, defaults and a fault when it cannot be read."""
    try:
        with path.open("rb") as file:
            return LoadedSettings(msgspec.convert(tomllib.load(file), Settings))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        fault = ProctorError(
            f"The settings cannot be read ({error}), so the defaults are used.",
            place=Place(str(path)),
            remedy="Mend the file or delete it.",
        )
        return LoadedSettings(Settings(), fault)


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings so that a crash leaves the old or the new file, never half of one.

    Raises ProctorError when the folder cannot be written to.
    """
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(_to_toml(settings), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise ProctorError(
            f"The settings cannot be kept: {error.strerror or error}.",
            place=Place(str(path)),
            remedy="Set PROCTOR_DATA_DIR to a folder that can be written to.",
        ) from error


def _to_toml(settings: Settings) -> str:
    plain = {each.name: getattr(settings, each.name) for each in fields(settings) if each.name != "keys"}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items() if value is not None]
    if settings.keys:
        lines += ["", "[keys]", *(f"{_value(action)} = {_value(key)}" for action, key in settings.keys.items())]
    return "\n".join(lines) + "\n"


def _value(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = (
        f"\\u{ord(sign):04x}" if ord(sign) < 0x20 or ord(sign) == 0x7F else "\\" * (sign in '\\"') + sign
        for sign in text
    )
    return '"' + "".join(escaped) + '"'
