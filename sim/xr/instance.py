"""The connection to an OpenXR runtime: which version and which extensions, and what it says of itself."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import xr

from ..core.errors import HeadsetError
from .manifests import active_manifest, looked_for

Log = Callable[[str], None]
"""Takes one line about a decision or something the runtime said."""

NAME = "Proctor"
VERSION = 1

NEEDED = ("XR_KHR_opengl_enable",)
WELCOME = (
    "XR_EXT_local_floor",
    "XR_KHR_composition_layer_depth",
    "XR_FB_display_refresh_rate",
    "XR_EXT_hand_tracking",
    "XR_EXT_hand_interaction",
    "XR_META_touch_controller_plus",
    "XR_BD_controller_interaction",
    "XR_KHR_generic_controller",
    "XR_EXT_palm_pose",
    "XR_KHR_maintenance1",
    "XR_MNDX_egl_enable",
    "XR_EXT_debug_utils",
)
"""Taken where they are offered."""

CORE_IN_1_1 = ("XR_EXT_palm_pose", "XR_KHR_maintenance1", "XR_META_touch_controller_plus",
               "XR_BD_controller_interaction")  # fmt: skip
"""Part of OpenXR 1.1 itself; asked for by name on 1.0 only.

XR_EXT_local_floor is too, but Monado 25.0 tells of a recentring of that space only where it was asked for by name.
"""

_INSTALL = (
    "Install the headset's software (SteamVR, ALVR, WiVRn, Monado …) and make it the active OpenXR runtime; "
    "docs/headsets.md says how."
)
_START = "Start the headset's software, or make another one the active OpenXR runtime; docs/headsets.md says how."


@dataclass(frozen=True, slots=True)
class Runtime:
    """A runtime that answers."""

    instance: xr.Instance
    api_1_1: bool
    extensions: frozenset[str]
    """Those switched on."""
    name: str
    version: str
    keeps: list[object] = field(default_factory=list)
    """What C code holds pointers to."""

    def close(self) -> None:
        """End the connection; one that is lost already is none the worse."""
        with contextlib.suppress(xr.XrException):
            xr.destroy_instance(self.instance)


def chosen_extensions(offered: frozenset[str], api_1_1: bool, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Which extensions to switch on, ``also`` those if they are offered. HeadsetError when a needed one is missing."""
    for name in NEEDED:
        if name not in offered:
            raise HeadsetError(
                f"The OpenXR runtime does not offer {name}.",
                remedy="Use a runtime that draws with OpenGL; docs/headsets.md names some.",
            )
    welcome = (name for name in (*WELCOME, *also) if name in offered and not (api_1_1 and name in CORE_IN_1_1))
    return (*NEEDED, *welcome)


def open_runtime(log: Log, also: tuple[str, ...] = ()) -> Runtime:
    """Connect to the active runtime, with OpenXR 1.1 if it knows that, else 1.0. HeadsetError when there is none.

    ``also`` are extensions to use, where they are offered, besides those of every run.
    """
    os.environ.setdefault("XR_LOADER_DEBUG", "none")  # the loader's own words go to stderr; we say it in ours
    with _explained():
        offered = frozenset(
            properties.extension_name.decode() for properties in xr.enumerate_instance_extension_properties()
        )
    log(f"extensions offered: {', '.join(sorted(offered))}")
    for api_1_1 in (True, False):
        keeps: list[object] = []
        names = chosen_extensions(offered, api_1_1, also)
        try:
            with _explained():
                instance = _create(names, api_1_1, keeps, log)
        except xr.ApiVersionUnsupportedError:
            log("OpenXR 1.1 is not known here")
            continue
        properties = xr.get_instance_properties(instance)
        runtime = Runtime(
            instance,
            api_1_1,
            frozenset(names),
            properties.runtime_name.decode(),
            str(properties.runtime_version),
            keeps,
        )
        log(f"runtime: {runtime.name} {runtime.version}, OpenXR {'1.1' if api_1_1 else '1.0'}")
        log(f"extensions used: {', '.join(sorted(names))}")
        return runtime
    raise HeadsetError("The OpenXR runtime knows neither OpenXR 1.1 nor 1.0.", remedy="Update it.")


def _create(names: tuple[str, ...], api_1_1: bool, keeps: list[object], log: Log) -> xr.Instance:
    about = xr.ApplicationInfo(NAME, VERSION, NAME, VERSION, xr.Version(1, 1 if api_1_1 else 0, 0))
    instance = xr.create_instance(xr.InstanceCreateInfo(application_info=about, enabled_extension_names=list(names)))
    if "XR_EXT_debug_utils" in names:
        messenger = _messenger(log)
        keeps += [messenger, xr.create_debug_utils_messenger_ext(instance, messenger)]
    return instance


def _messenger(log: Log) -> xr.DebugUtilsMessengerCreateInfoEXT:
    """Lets the runtime and its layers tell us of warnings and errors."""

    def told(_severity: int, _kind: int, data: ctypes._Pointer, _user: int) -> int:
        message = data.contents.message
        log(f"runtime says: {message.decode(errors='replace') if message else ''}")
        return 0

    severity, kind = xr.DebugUtilsMessageSeverityFlagsEXT, xr.DebugUtilsMessageTypeFlagsEXT
    return xr.DebugUtilsMessengerCreateInfoEXT(
        message_severities=severity.WARNING_BIT | severity.ERROR_BIT,
        message_types=kind.GENERAL_BIT | kind.VALIDATION_BIT | kind.CONFORMANCE_BIT,
        user_callback=xr.PFN_xrDebugUtilsMessengerCallbackEXT(told),
    )


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turns what a loader without a runtime says into one sentence."""
    try:
        yield
    except xr.ApiVersionUnsupportedError:
        raise
    except xr.XrException as error:
        manifest = active_manifest()
        if manifest is None:
            raise HeadsetError(f"No OpenXR runtime was found (looked for: {looked_for()}).", remedy=_INSTALL) from error
        words = (str(error) or type(error).__name__).rstrip(".")
        raise HeadsetError(f"The OpenXR runtime of {manifest} does not answer ({words}).", remedy=_START) from error
