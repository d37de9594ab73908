"""Where Proctor keeps what belongs to the person: settings and runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = "PROCTOR_DATA_DIR"
"""Set it to keep everything in a folder of one's choice."""


def data_folder() -> Path:
    """The person's folder for Proctor, as the platform has it; it need not exist."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen).expanduser() if chosen else _platform_folder() / "proctor"


def runs_folder() -> Path:
    """Where run files go when nobody says otherwise."""
    return data_folder() / "runs"


def signing_folder() -> Path:
    """Where the key is with which this machine's trainer signs its score cards for a hub."""
    return data_folder() / "signing"


def settings_file() -> Path:
    """Where the settings are kept."""
    return data_folder() / "settings.toml"


def new_run_file(scenario: str, date: str) -> Path:
    """A name for a run that is not taken yet: ``<date>_<scenario>_<n>.proctor``."""
    folder = runs_folder()
    number = 1
    while (path := folder / f"{date}_{scenario}_{number}.proctor").exists():
        number += 1
    return path


def _platform_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
