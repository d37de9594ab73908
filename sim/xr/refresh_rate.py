"""How often the headset shows a picture, where it lets itself be asked (XR_FB_display_refresh_rate)."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import xr

from ..core.intents import FRAME_HZ
from .instance import Log, Runtime

EXTENSION = "XR_FB_display_refresh_rate"


def best_rate(offered: Sequence[float]) -> float | None:
    """The simulation's own rate if it is there, else the next above it, else the fastest; None when none is offered."""
    if not offered:
        return None
    quick = [rate for rate in offered if rate >= FRAME_HZ - 0.5]
    return min(quick) if quick else max(offered)


def offered_rates(runtime: Runtime, session: xr.Session) -> tuple[float, ...]:
    """Rates in hertz; empty where the runtime does not say."""
    if EXTENSION not in runtime.extensions:
        return ()
    ask = _function(runtime, "xrEnumerateDisplayRefreshRatesFB", xr.PFN_xrEnumerateDisplayRefreshRatesFB)
    count = ctypes.c_uint32()
    if ask(session, 0, ctypes.byref(count), None) < 0 or not count.value:
        return ()
    rates = (ctypes.c_float * count.value)()
    if ask(session, count, ctypes.byref(count), rates) < 0:
        return ()
    return tuple(float(rate) for rate in rates)


def choose_rate(runtime: Runtime, session: xr.Session, log: Log) -> None:
    """Ask for the best rate; a runtime that refuses keeps its own."""
    offered = offered_rates(runtime, session)
    rate = best_rate(offered)
    if rate is None:
        log("refresh rate: the runtime's own")
        return
    request = _function(runtime, "xrRequestDisplayRefreshRateFB", xr.PFN_xrRequestDisplayRefreshRateFB)
    result = request(session, ctypes.c_float(rate))
    log(f"refresh rates offered: {', '.join(f'{each:g}' for each in offered)}; asked for {rate:g}"
        + ("" if result >= 0 else f", refused ({xr.Result(result).name})"))  # fmt: skip


def _function(runtime: Runtime, name: str, kind: type) -> ctypes._FuncPointer:  # type: ignore[name-defined]  # ctypes' own name for it
    return ctypes.cast(xr.get_instance_proc_addr(runtime.instance, name), kind)
