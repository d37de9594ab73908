"""The headset itself: its name, the sizes of its pictures and what the graphics driver must be able to do."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import xr

from ..core.errors import HeadsetError
from .instance import Log, Runtime

STEREO = xr.ViewConfigurationType.PRIMARY_STEREO

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class System:
    """A headset that is there."""

    id: xr.SystemId
    name: str
    recommended: Size
    """Pixels of one eye's picture."""
    largest: Size
    samples: int
    """Multisamples that the runtime recommends for a swapchain."""
    most_layers: int
    opengl_from: tuple[int, int]
    hand_tracking: bool


def find_system(runtime: Runtime, log: Log) -> System:
    """The headset of a runtime; HeadsetError when there is none, or one without two eyes."""
    instance = runtime.instance
    try:
        system_id = xr.get_system(instance, xr.SystemGetInfo(xr.FormFactor.HEAD_MOUNTED_DISPLAY))
    except (xr.FormFactorUnavailableError, xr.FormFactorUnsupportedError) as error:
        raise HeadsetError(
            f"{runtime.name} finds no headset.",
            remedy="Switch the headset on and connect it (docs/headsets.md), then try again.",
        ) from error
    properties, hand_tracking = _properties(runtime, system_id)
    if STEREO not in [xr.ViewConfigurationType(each) for each in xr.enumerate_view_configurations(instance, system_id)]:
        raise HeadsetError("The headset has no picture for two eyes.", remedy="Use one that has.")
    views = xr.enumerate_view_configuration_views(instance, system_id, STEREO)
    system = System(
        system_id,
        properties.system_name.decode(),
        (views[0].recommended_image_rect_width, views[0].recommended_image_rect_height),
        (views[0].max_image_rect_width, views[0].max_image_rect_height),
        views[0].recommended_swapchain_sample_count,
        properties.graphics_properties.max_layer_count,
        _opengl_from(runtime, system_id),
        hand_tracking,
    )
    log(f"headset: {system.name}; {system.recommended[0]} x {system.recommended[1]} a picture recommended, "
        f"{system.largest[0]} x {system.largest[1]} at most; OpenGL from {system.opengl_from}; "
        f"{system.most_layers} layers; hand tracking: {system.hand_tracking}")  # fmt: skip
    return system


def _properties(runtime: Runtime, system_id: xr.SystemId) -> tuple[xr.SystemProperties, bool]:
    """What the system says of itself, and whether it sees hands."""
    properties = xr.SystemProperties()
    hands = xr.SystemHandTrackingPropertiesEXT()
    asks = "XR_EXT_hand_tracking" in runtime.extensions
    if asks:
        properties.next = ctypes.cast(ctypes.pointer(hands), ctypes.c_void_p)
    result = xr.raw_functions.xrGetSystemProperties(runtime.instance, system_id, ctypes.byref(properties))
    if xr.check_result(result).is_exception():
        raise xr.check_result(result)
    return properties, asks and bool(hands.supports_hand_tracking)


def _opengl_from(runtime: Runtime, system_id: xr.SystemId) -> tuple[int, int]:
    """The oldest OpenGL that the runtime takes; asking is compulsory before a session is made."""
    function = ctypes.cast(
        xr.get_instance_proc_addr(runtime.instance, "xrGetOpenGLGraphicsRequirementsKHR"),
        xr.PFN_xrGetOpenGLGraphicsRequirementsKHR,
    )
    needed = xr.GraphicsRequirementsOpenGLKHR()
    result = xr.check_result(xr.Result(function(runtime.instance, system_id, ctypes.byref(needed))))
    if result.is_exception():
        raise result
    version = xr.Version(needed.min_api_version_supported)
    return version.major, version.minor
