"""The pictures of the bone in a report."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import numpy as np
from matplotlib.image import imsave
from numpy.typing import NDArray

from ..core.pose import Vec3
from ..imaging import PlateOnBone, View, radiograph, surface_view
from .content import ReportContent

SIZE = (920, 300)
SMALLEST_WIDTH_M = 0.13
MARGIN_M = 0.02
JPEG_QUALITY = 88

FRONT: Vec3 = (0.0, 0.0, -1.0)
SIDE: Vec3 = (0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class BonePicture:
    """One picture and the keys of its caption."""

    uri: str
    kind_key: str
    side_key: str


def bone_pictures(content: ReportContent) -> tuple[BonePicture, ...]:
    """The bone from the front and from the side, to the eye and to the X-ray."""
    width = _width(content)
    pictures = []
    for kind_key, taken in (("report.surface", surface_view), ("report.radiograph", radiograph)):
        for side_key, direction in (("report.front", FRONT), ("report.side", SIDE)):
            image = taken(content.bone, View(direction, SIZE, width), content.metal)
            pictures.append(BonePicture(_jpeg_uri(image), kind_key, side_key))
    return tuple(pictures)


def _width(content: ReportContent) -> float:
    """Enough to show every hole and plate, and no more than there is of the bone."""
    touched = np.flatnonzero((content.bone.fill != content.bone.intact_fill).any(axis=(1, 2)))
    places = (
        [abs(content.bone.point_of((float(index), 0.0, 0.0))[0]) for index in touched[[0, -1]]] if len(touched) else []
    )
    places += [abs(metal.pose.position[0]) for metal in content.metal]
    places += [metal.shape.length_m / 2 for metal in content.metal if isinstance(metal, PlateOnBone)]
    whole = content.bone.shape[0] * content.bone.voxel_m
    return min(whole, max(SMALLEST_WIDTH_M, 2 * (max(places, default=0.0) + MARGIN_M)))


def _jpeg_uri(image: NDArray[np.uint8]) -> str:
    out = io.BytesIO()
    imsave(out, image, format="jpg", pil_kwargs={"quality": JPEG_QUALITY})
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")
