"""Our poses in Panda3D's terms; its quaternions are written w, x, y, z."""

from __future__ import annotations

from panda3d.core import LPoint3, LQuaternion, LVecBase3, NodePath, TransformState

from ..core.pose import Pose


def transform(pose: Pose) -> TransformState:
    """The pose as a transform of a node against its parent."""
    x, y, z, w = pose.rotation
    return TransformState.make_pos_quat_scale(LVecBase3(*pose.position), LQuaternion(w, x, y, z), LVecBase3(1.0))


def place(node: NodePath, pose: Pose) -> None:
    """Put a node where the pose says, against its parent."""
    x, y, z, w = pose.rotation
    node.set_pos_quat(LPoint3(*pose.position), LQuaternion(w, x, y, z))


def pose_of(node: NodePath, reference: NodePath) -> Pose:
    """Where a node is, seen from another."""
    position = node.get_pos(reference)
    w, x, y, z = node.get_quat(reference)
    return Pose((position.x, position.y, position.z), (x, y, z, w))
