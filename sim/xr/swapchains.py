"""Swapchains: the runtime's own pictures, which eyes and panels are copied into."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Sequence

import xr

from ..core.errors import HeadsetError
from .blit import Blit
from .instance import Log

RGBA8, SRGB8_ALPHA8, RGBA16F, RGB10_A2 = 0x8058, 0x8C43, 0x881A, 0x8059
DEPTH24, DEPTH32F, DEPTH24_STENCIL8, DEPTH16 = 0x81A6, 0x8CAC, 0x88F0, 0x81A5

COLOURS = (SRGB8_ALPHA8,)
"""Our pictures hold colours as a screen shows them. Only an sRGB format tells the compositor so: in RGBA8 or RGBA16F
they would be taken for linear light and shown too bright."""
LINEAR_COLOURS = (RGBA8, RGBA16F, RGB10_A2)
"""Used where there is nothing better; the picture is then too bright, and the log says so."""

_TIMEOUT_NS = 1_000_000_000
Size = tuple[int, int]


def colour_format(offered: Sequence[int]) -> int:
    """The format for colours: the first of ours that the runtime offers. HeadsetError when it offers none."""
    for wanted in (*COLOURS, *LINEAR_COLOURS):
        if wanted in offered:
            return wanted
    raise HeadsetError("The headset's runtime takes no picture format of ours.", remedy="Update the runtime.")


def depth_format(offered: Sequence[int], ours: Sequence[int]) -> int | None:
    """The format for depth: the first of those that our depth buffer can have; None when none is offered."""
    return next((each for each in ours if each in offered), None)


class Swapchain:
    """The pictures of one eye, one eye's depth, or one panel."""

    def __init__(self, session: xr.Session, size: Size, pixel_format: int, blit: Blit) -> None:
        depth = pixel_format in (DEPTH16, DEPTH24, DEPTH32F, DEPTH24_STENCIL8)
        usage = xr.SwapchainUsageFlags
        attachment = usage.DEPTH_STENCIL_ATTACHMENT_BIT if depth else usage.COLOR_ATTACHMENT_BIT
        self.size = size
        self._blit = blit
        self._depth = depth
        self.handle = xr.create_swapchain(
            session,
            xr.SwapchainCreateInfo(
                usage_flags=attachment | usage.SAMPLED_BIT,
                format=pixel_format,
                sample_count=1,
                width=size[0],
                height=size[1],
                face_count=1,
                array_size=1,
                mip_count=1,
            ),
        )
        images = xr.enumerate_swapchain_images(self.handle, xr.SwapchainImageOpenGLKHR)
        self.images = tuple(int(image.image) for image in images)
        """Names of the GL textures."""
        self._index = ctypes.c_uint32()
        self._wait = xr.SwapchainImageWaitInfo(timeout=_TIMEOUT_NS)

    @property
    def sub_image(self) -> xr.SwapchainSubImage:
        """The whole of the newest picture, for a layer."""
        return xr.SwapchainSubImage(
            swapchain=self.handle,
            image_rect=xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(*self.size)),
            image_array_index=0,
        )

    def copy(self, texture: int, x: int, y: int, size: Size) -> int:
        """Copy a part of a GL texture into the next picture and hand that over; the GL name of the picture."""
        raw = xr.raw_functions
        _check(raw.xrAcquireSwapchainImage(self.handle, None, ctypes.byref(self._index)))
        _check(raw.xrWaitSwapchainImage(self.handle, ctypes.byref(self._wait)))
        image = self.images[self._index.value]
        try:
            self._blit.copy(texture, (x, y), size, image, self.size, self._depth)
        finally:
            _check(raw.xrReleaseSwapchainImage(self.handle, None))
        return image

    def close(self) -> None:
        """Give the pictures back."""
        self._blit.forget(self.images)
        with contextlib.suppress(xr.XrException):
            xr.destroy_swapchain(self.handle)


def log_formats(offered: Sequence[int], colour: int, depth: int | None, log: Log) -> None:
    """Say what was offered and what is used."""
    log(f"swapchain formats offered: {', '.join(hex(each) for each in offered)}; colours {hex(colour)}, "
        f"depth {hex(depth) if depth else 'none'}")  # fmt: skip
    if colour not in COLOURS:
        log("no sRGB format is offered: the picture in the headset will be too bright")


def _check(result: xr.Result) -> None:
    checked = xr.check_result(result)
    if checked.is_exception():
        raise checked
