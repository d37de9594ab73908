"""Where the OpenXR loader looks for a runtime, so that we can tell a person where there was none.

After the loader's own rules: OpenXR loader design document, "Runtime discovery".
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

ENVIRONMENT = "XR_RUNTIME_JSON"
REGISTRY_KEY = r"SOFTWARE\Khronos\OpenXR\1"


def places(environment: Mapping[str, str], home: Path, machine: str) -> tuple[Path, ...]:
    """Files that may name the active runtime on Linux, in the order in which they are looked for."""
    chosen = environment.get(ENVIRONMENT)
    if chosen:
        return (Path(chosen),)
    configuration = [environment.get("XDG_CONFIG_HOME") or str(home / ".config")]
    configuration += (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    names = (f"active_runtime.{machine}.json", "active_runtime.json")
    return tuple(Path(folder, "openxr", "1", name) for folder in (*configuration, "/etc") if folder for name in names)


def active_manifest() -> Path | None:
    """The manifest of the runtime that would be used; None when none is set."""
    if sys.platform == "win32":
        return _registered()
    return next((place for place in _places() if place.is_file()), None)


def looked_for() -> str:
    """Where a runtime was looked for, in words for a person."""
    if sys.platform == "win32":
        return f"{ENVIRONMENT}, HKEY_LOCAL_MACHINE\\{REGISTRY_KEY}\\ActiveRuntime"
    places_now = [str(place) for place in _places() if f".{platform.machine()}." not in place.name]
    return ", ".join(places_now)


def _places() -> tuple[Path, ...]:
    return places(os.environ, Path.home(), platform.machine())


def _registered() -> Path | None:
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen)
    import winreg  # Windows only

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:  # type: ignore[attr-defined]  # Windows only
            return Path(winreg.QueryValueEx(key, "ActiveRuntime")[0])  # type: ignore[attr-defined]  # Windows only
    except OSError:
        return None
