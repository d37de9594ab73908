"""Pictures of the bone made from its voxels alone: no graphics driver, the same on every machine."""

from .metal import PlateOnBone, ScrewInBone
from .radiograph import radiograph
from .surface import surface_view
from .view import View

__all__ = ["PlateOnBone", "ScrewInBone", "View", "radiograph", "surface_view"]
