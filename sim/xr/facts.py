"""What a runtime and its headset say of themselves, for the doctor. OpenXR is imported when it is asked, not before."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .instance import Runtime
    from .system import System

HEADLESS = "XR_MND_headless"
"""Lets one ask a headset for its rates without drawing anything."""


@dataclass(frozen=True, slots=True)
class HeadsetFacts:
    """What was found; the empty string or tuple where there is nothing."""

    runtime: str
    api: str
    headset: str = ""
    fault: str = ""
    """Why there is no headset."""
    picture: tuple[int, int] = (0, 0)
    """Pixels of an eye's picture that the runtime recommends."""
    extensions: tuple[str, ...] = ()
    """Those that the trainer uses."""
    without: tuple[str, ...] = ()
    """Those that it would use and this runtime does not offer."""
    rates_hz: tuple[float, ...] | None = None
    """None where they cannot be had without a picture, or not at all."""


def look() -> HeadsetFacts:
    """Ask the active runtime. HeadsetError when there is none."""
    from ..core.errors import HeadsetError
    from .instance import CORE_IN_1_1, WELCOME, open_runtime
    from .system import find_system

    runtime = open_runtime(lambda _: None, (HEADLESS,))
    try:
        core = frozenset((*CORE_IN_1_1, "XR_EXT_local_floor")) if runtime.api_1_1 else frozenset()
        facts = {
            "runtime": f"{runtime.name} {runtime.version}",
            "api": "1.1" if runtime.api_1_1 else "1.0",
            "extensions": tuple(name for name in WELCOME if name in runtime.extensions | core),
            "without": tuple(name for name in WELCOME if name not in runtime.extensions | core),
        }
        try:
            system = find_system(runtime, lambda _: None)
        except HeadsetError as error:
            return HeadsetFacts(**facts, fault=str(error))
        rates = _rates(runtime, system)
        return HeadsetFacts(**facts, headset=system.name, picture=system.recommended, rates_hz=rates)
    finally:
        runtime.close()


def _rates(runtime: Runtime, system: System) -> tuple[float, ...] | None:
    import xr

    from .refresh_rate import EXTENSION, offered_rates

    if not {HEADLESS, EXTENSION} <= runtime.extensions:
        return None
    with contextlib.suppress(xr.XrException):
        session = xr.create_session(runtime.instance, xr.SessionCreateInfo(system_id=system.id))
        try:
            return offered_rates(runtime, session)
        finally:
            xr.destroy_session(session)
    return None
