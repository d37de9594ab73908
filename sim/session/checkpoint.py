"""The state at the beginning of a step, so that the step can be tried again."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from ..core.pose import Pose
from ..tissue.bone import Bone, Bytes
from .bores import Bore
from .stage import Stage
from .tool import Screw
from .world import Hold


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a restart brings back."""

    fill: Bytes
    bores: dict[tuple[str, str], Bore]
    screws: list[Screw]
    distal: Pose
    bound_by: tuple[str, ...]
    fixed: dict[str, tuple[Pose, bool, bool, float]]
    """Instrument -> pose, closed, attached, jaw opening, of what was fixed in or on the bone."""


def keep(stage: Stage) -> Checkpoint:
    """Remember the state now."""
    fixed = {
        name: (tool.pose, tool.closed, tool.attached, tool.jaw_m)
        for name, tool in stage.tools.items()
        if tool.closed or tool.attached
    }
    in_bone = [copy.copy(screw) for screw in stage.screws if screw.bone_from_screw is not None]
    bores = {key: copy.deepcopy(bore) for key, bore in stage.bores.all.items()}
    return Checkpoint(stage.bone.fill.copy(), bores, in_bone, stage.fragments.distal, stage.fragments.bound_by, fixed)


def restore(stage: Stage, kept: Checkpoint) -> None:
    """Go back: bone as it was, instruments on the tray or where they were fixed."""
    _restore_bone(stage.bone, kept.fill)
    stage.bores.all = {key: copy.deepcopy(bore) for key, bore in kept.bores.items()}
    stage.bores.current.clear()
    stage.screws[:] = [copy.copy(screw) for screw in kept.screws]
    stage.fragments.distal, stage.fragments.bound_by = kept.distal, kept.bound_by
    for name, tool in stage.tools.items():
        tool.take_screw(None)
        tool.hook = False
        pose, tool.closed, tool.attached, tool.jaw_m = kept.fixed.get(
            name, (tool.spec.rest, False, False, tool.spec.jaw_m)
        )
        stage.carry(tool, Hold.FIXED, pose)


def _restore_bone(bone: Bone, fill: Bytes) -> None:
    bone.fill[:] = fill
    nx, ny, nz = bone.shape
    bone.mark_changed((0, 0, 0), (nx, ny, nz))
