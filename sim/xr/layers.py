"""What is handed to the compositor: both eyes' pictures with their depth, and panels as flat layers of their own."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import xr

from ..core.pose import Pose
from .axes import pose_to_xr
from .blit import Blit
from .spaces import PlaySpace
from .swapchains import Size, Swapchain

BLENDED = xr.CompositionLayerFlags.BLEND_TEXTURE_SOURCE_ALPHA_BIT
"""Panels' colours are times their opacity already."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Both eyes side by side in one GL texture, the left one on the left."""

    colour: int
    """Name of the GL texture."""
    eye_size: Size
    depth: int | None = None
    near_m: float = 0.03
    far_m: float = 14.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A flat picture in the air."""

    id: str
    texture: int
    """Name of the GL texture."""
    pixels: Size
    pose: Pose
    """play_from_panel: x right, z up, -y towards the reader."""
    size_m: tuple[float, float]
    revision: int
    """Grows whenever the picture has changed."""


class EyeLayers:
    """The projection layer: a swapchain for each eye, and for its depth where the runtime takes it."""

    def __init__(self, session: xr.Session, size: Size, colour: int, depth: int | None, blit: Blit) -> None:
        self._colours = tuple(Swapchain(session, size, colour, blit) for _ in range(2))
        self._depths = tuple(Swapchain(session, size, depth, blit) for _ in range(2)) if depth else ()
        self._kept: list[ctypes.Structure] = []
        """What C code holds pointers to until the frame is ended."""
        self.last_images: tuple[int, ...] = ()
        """GL names of the pictures that were handed over last."""

    def layer(self, picture: Picture, views: ctypes.Array[xr.View], space: PlaySpace) -> ctypes.Structure:
        """Copy both eyes and describe them."""
        width, height = picture.eye_size
        parts, images = [], []
        self._kept = []
        for number, swapchain in enumerate(self._colours):
            images.append(swapchain.copy(picture.colour, number * width, 0, picture.eye_size))
            part = xr.CompositionLayerProjectionView(
                pose=views[number].pose, fov=views[number].fov, sub_image=swapchain.sub_image
            )
            if self._depths and picture.depth is not None:
                self._depths[number].copy(picture.depth, number * width, 0, (width, height))
                part.next = ctypes.cast(ctypes.pointer(self._depth_info(number, picture)), ctypes.c_void_p)
            parts.append(part)
        self.last_images = tuple(images)
        return xr.CompositionLayerProjection(space=space.handle, views=parts)

    def _depth_info(self, number: int, picture: Picture) -> ctypes.Structure:
        info = xr.CompositionLayerDepthInfoKHR(
            sub_image=self._depths[number].sub_image,
            min_depth=0.0,
            max_depth=1.0,
            near_z=picture.near_m,
            far_z=picture.far_m,
        )
        self._kept.append(info)
        return info

    def close(self) -> None:
        """Give the swapchains back."""
        for swapchain in (*self._colours, *self._depths):
            swapchain.close()


class PanelLayers:
    """Quad layers: each panel's swapchain is filled again only when the panel has changed."""

    def __init__(self, session: xr.Session, colour: int, blit: Blit, most: int) -> None:
        self._session = session
        self._colour = colour
        self._blit = blit
        self._most = most
        self._panels: dict[str, tuple[Swapchain, int]] = {}

    def layers(self, panels: tuple[Panel, ...], space: PlaySpace) -> list[ctypes.Structure]:
        """The layers of the panels that are visible, in their order, as many as the runtime takes."""
        return [self._layer(panel, space) for panel in panels[: self._most]]

    def _layer(self, panel: Panel, space: PlaySpace) -> ctypes.Structure:
        swapchain = self._filled(panel)
        position, rotation = pose_to_xr(space.space_from(panel.pose))
        return xr.CompositionLayerQuad(
            layer_flags=BLENDED,
            space=space.handle,
            eye_visibility=xr.EyeVisibility.BOTH,
            sub_image=swapchain.sub_image,
            pose=xr.Posef(xr.Quaternionf(*rotation), xr.Vector3f(*position)),
            size=xr.Extent2Df(*panel.size_m),
        )

    def _filled(self, panel: Panel) -> Swapchain:
        swapchain, revision = self._panels.get(panel.id, (None, -1))
        if swapchain is None or swapchain.size != panel.pixels:
            if swapchain is not None:
                swapchain.close()
            swapchain, revision = Swapchain(self._session, panel.pixels, self._colour, self._blit), -1
        if revision != panel.revision:
            swapchain.copy(panel.texture, 0, 0, panel.pixels)
        self._panels[panel.id] = (swapchain, panel.revision)
        return swapchain

    def close(self) -> None:
        """Give the swapchains back."""
        for swapchain, _ in self._panels.values():
            swapchain.close()
