"""A stopwatch on the regions of an output, for benchmarks: finding what is seen apart from telling the driver."""

from __future__ import annotations

from typing import Any

from panda3d.core import PythonCallbackObject

from ..core.timing import StageTimer


def time_regions(output: Any, timer: StageTimer) -> None:
    """Count the culling of an output's scenes as ``cull`` and what is told to the driver as ``draw_submission``."""
    for number in range(output.get_num_display_regions()):
        region = output.get_display_region(number)
        region.set_cull_callback(PythonCallbackObject(_Timed(timer, "cull")))
        region.set_draw_callback(PythonCallbackObject(_Timed(timer, "draw_submission")))


def prepared_objects(output: Any) -> int:
    """How many objects Panda3D keeps in an output's graphics memory: textures, vertices, indices, shaders."""
    kept = output.get_gsg().get_prepared_objects()
    return int(
        kept.get_num_prepared_textures()
        + kept.get_num_prepared_geoms()
        + kept.get_num_prepared_vertex_buffers()
        + kept.get_num_prepared_index_buffers()
        + kept.get_num_prepared_shaders()
    )


class _Timed:
    def __init__(self, timer: StageTimer, stage: str) -> None:
        self._stage = timer.stage(stage)

    def __call__(self, data: Any) -> None:
        """Do what would be done anyway, under the stopwatch."""
        with self._stage:
            data.upcall()
