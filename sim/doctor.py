"""What this machine can and cannot do for the trainer. Texts for people are in the catalogues under ``doctor``."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from .core.errors import ProctorError
from .folders import data_folder
from .probes import Probed, probe_graphics, probe_headset, probe_sound

PYTHON = (3, 11)
OLDEST_MESA = 23
"""Software rendering of Mesa 22 crashes in the scene's shaders; 25.0 was measured to work."""
ROOM_MB = 500
"""For caches and a few hundred runs."""
COMFORTABLE_HZ = 72.0
"""The slowest rate of today's headsets; below it the world judders as the head turns."""
_FONT_PACKAGE = "noto_cjk_sans_otc"


class State(StrEnum):
    """How it stands with one thing."""

    GOOD = "good"
    LIMITED = "limited"  # the trainer runs, but not with everything
    MISSING = "missing"  # the trainer does not run


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Its remedy is the text ``doctor.<id>.remedy``, its name ``doctor.<id>``."""

    id: str
    state: State
    found: str
    """In the machine's own words; empty when there is none."""


def examine() -> tuple[Finding, ...]:
    """Look at everything, slow things last."""
    findings = [check() for check in _CHECKS]
    graphics = probe_graphics()
    return (*findings, _graphics(graphics), _mesa(graphics), _sound(), *_headset())


def _python() -> Finding:
    right = sys.version_info[:2] == PYTHON
    return Finding("python", State.GOOD if right else State.MISSING, platform.python_version())


def _platform() -> Finding:
    return Finding("platform", State.GOOD, f"{platform.platform()} {platform.machine()}")


def _processor() -> Finding:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Finding("processor", State.GOOD if cores >= 2 else State.LIMITED, f"{_processor_name()}, {cores}")


def _processor_name() -> str:
    try:
        named = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        named = None
    return named[1] if named else platform.processor() or platform.machine()


def _physics() -> Finding:
    from importlib.metadata import version

    try:
        from .physics.bullet import BulletWorld

        BulletWorld().close()
    except (ImportError, ProctorError) as error:
        return Finding("physics", State.MISSING, str(error))
    return Finding("physics", State.GOOD, f"PyBullet {version('pybullet')}")


def _numba_cache() -> Finding:
    """Where compiled code is kept between starts, in the order in which numba looks."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    beside = Path(__file__).parent / "tissue" / "__pycache__"
    folders = [Path(chosen)] if chosen else [beside, data_folder()]
    usable = next((folder for folder in folders if _can_write(folder)), None)
    return Finding("compiled_code", State.GOOD if usable else State.LIMITED, str(usable or folders[0]))


def _scenarios() -> Finding:
    from .scenario.library import PACKAGED, list_scenarios, validate

    faults = {name: len(validate(name)) for name in list_scenarios()}
    if not faults:
        return Finding("scenarios", State.MISSING, str(PACKAGED))
    broken = [f"{name} ({count})" for name, count in faults.items() if count]
    return Finding("scenarios", State.MISSING if broken else State.GOOD, ", ".join(broken or faults))


def _folder() -> Finding:
    folder = data_folder()
    return Finding("folder", State.GOOD if _can_write(folder) else State.MISSING, str(folder))


def _disk() -> Finding:
    free_mb = shutil.disk_usage(_nearest(data_folder())).free // 1_000_000
    return Finding("disk", State.GOOD if free_mb >= ROOM_MB else State.LIMITED, f"{free_mb} MB")


def _font() -> Finding:
    package = find_spec(_FONT_PACKAGE)
    folders = package.submodule_search_locations if package else None
    fonts = [path.name for folder in folders or [] for path in Path(folder).glob("*.[ot]t[cf]")]
    return Finding("font", State.GOOD if fonts else State.LIMITED, ", ".join(fonts))


def _display() -> Finding:
    if sys.platform != "linux":
        return Finding("display", State.GOOD, sys.platform)
    display = os.environ.get("DISPLAY", "")
    return Finding("display", State.GOOD if display else State.LIMITED, display)


def _graphics(probed: Probed) -> Finding:
    return Finding("graphics", State.LIMITED if probed.fault else State.GOOD, probed.fault or probed.driver or "")


def _mesa(probed: Probed) -> Finding:
    words = probed.driver or probed.fault or ""
    mesa = re.search(r"Mesa (\d+)\.[\d.]+", words)
    old = mesa is not None and int(mesa[1]) < OLDEST_MESA
    return Finding("mesa", State.LIMITED if old else State.GOOD, mesa[0] if mesa else "")


def _sound() -> Finding:
    probed = probe_sound()
    return Finding("sound", State.LIMITED if probed.fault else State.GOOD, probed.driver or "")


def _headset() -> tuple[Finding, ...]:
    """Without a headset all the rest of the trainer runs."""
    facts, fault = probe_headset()
    if facts is None:
        return (Finding("openxr", State.LIMITED, fault), Finding("headset", State.LIMITED, ""))
    runtime = Finding("openxr", State.GOOD, f"{facts.runtime}, OpenXR {facts.api}")
    if not facts.headset:
        return (runtime, Finding("headset", State.LIMITED, facts.fault))
    width, height = facts.picture
    without = f" (- {', '.join(facts.without)})" if facts.without else ""
    found = [
        runtime,
        Finding("headset", State.GOOD, f"{facts.headset}, {width} x {height}"),
        Finding("openxr_extensions", State.GOOD, ", ".join(facts.extensions) + without),
    ]
    if facts.rates_hz is not None:
        quick = not facts.rates_hz or max(facts.rates_hz) >= COMFORTABLE_HZ
        rates = ", ".join(f"{rate:g} Hz" for rate in facts.rates_hz)
        found.append(Finding("refresh_rates", State.GOOD if quick else State.LIMITED, rates))
    return tuple(found)


def _can_write(folder: Path) -> bool:
    return os.access(_nearest(folder), os.W_OK)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())


_CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _platform,
    _processor,
    _physics,
    _numba_cache,
    _scenarios,
    _folder,
    _disk,
    _font,
    _display,
)
