"""What the machine's graphics, sound and headset can do, tried out in a process of its own: a driver may crash."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from .core.errors import DisplayError, ProctorError
from .settings import PictureQuality
from .xr.facts import HeadsetFacts, look

DOCTOR_REMEDY = "Run `proctor doctor` to see what to install."

_SECONDS = 90.0
"""Long enough for a slow machine that draws without a GPU and imports everything for the first time."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What came out of a try: the driver's own words, or what went wrong."""

    driver: str | None
    fault: str | None = None


def probe_graphics(quality: PictureQuality = PictureQuality.MEDIUM) -> Probed:
    """Draw one small picture in memory."""
    return _try("graphics", quality.value)


def probe_sound() -> Probed:
    """Open the sound device."""
    return _try("sound")


def probe_headset() -> tuple[HeadsetFacts | None, str]:
    """Ask the OpenXR runtime what it is and which headset it has; or what went wrong."""
    probed = _try("headset")
    if probed.driver is None:
        return None, probed.fault or ""
    return msgspec.json.decode(probed.driver, type=HeadsetFacts), ""


@contextmanager
def trusted_graphics(marker: Path, driver: str) -> Iterator[None]:
    """Draw inside. A driver that is not known to work is tried out before, in a process of its own.

    ``marker`` is a file that remembers the driver that worked. It is gone while something is drawn, so that a driver
    that crashes is tried out, and named, at the next start. Raises DisplayError with what went wrong.
    """
    if _remembered(marker) != driver:
        fault = probe_graphics().fault
        if fault is not None:
            raise DisplayError(f"The graphics driver cannot draw the scene: {fault}", remedy=DOCTOR_REMEDY)
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.unlink(missing_ok=True)
    try:
        yield
    finally:
        marker.write_text(driver, encoding="utf-8")


def _remembered(marker: Path) -> str | None:
    try:
        return marker.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _try(what: str, *arguments: str) -> Probed:
    command = [sys.executable, "-m", "sim.probes", what, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Probed(None, f"no answer within {_SECONDS:.0f} s.")
    return _read(done.returncode, done.stdout, done.stderr)


def _read(code: int, out: str, err: str) -> Probed:
    """What a try said before it ended with a code, below zero when a signal ended it."""
    if code < 0:
        return Probed(None, f"it crashed (signal {-code}).")
    try:
        answer = json.loads(out.splitlines()[-1])
        return Probed(answer["driver"], answer["fault"])
    except (IndexError, ValueError, KeyError, TypeError):
        return Probed(None, (err.strip().splitlines() or [f"it ended with code {code}."])[-1])


def _draw_a_picture(quality: str) -> str:
    from panda3d.core import CardMaker

    from .scene.pipeline import Pipeline
    from .scene.quality import Quality
    from .scene.window import Window

    window = Window((96, 64), offscreen=True, quality=Quality(quality))
    try:
        card = CardMaker("probe")
        card.set_has_normals(True)
        window.render.attach_new_node(card.generate()).set_y(2.0)
        pipeline = Pipeline(window)
        for _ in range(2):
            pipeline.before_frame()
            window.draw()
        return window.driver
    finally:
        window.close()


def _open_sound() -> str:
    from panda3d.core import AudioManager, load_prc_file_data

    load_prc_file_data("proctor", "audio-library-name p3openal_audio\nnotify-level-audio fatal")
    manager = AudioManager.create_AudioManager()
    if not manager.is_valid():
        raise ProctorError("there is no sound device.")
    return "OpenAL"


def _ask_headset() -> str:
    return msgspec.json.encode(look()).decode()


_PROBES: dict[str, Callable[..., str]] = {
    "graphics": _draw_a_picture,
    "sound": _open_sound,
    "headset": _ask_headset,
}


def _answer(what: str, arguments: list[str]) -> Probed:
    try:
        return Probed(_PROBES[what](*arguments))
    except ProctorError as error:
        return Probed(None, str(error))


if __name__ == "__main__":
    answer = _answer(sys.argv[1], sys.argv[2:])
    print(json.dumps({"driver": answer.driver, "fault": answer.fault}))
