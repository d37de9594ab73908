from __future__ import annotations

import math

import numpy as np
import pytest
from blocks import UPRIGHT, block, slab
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.pose import quat_from_axis_angle, quat_rotate
from sim.tissue.bone import VOXEL_M
from sim.tissue.cutting import carve
from sim.tissue.tool_shape import drill_bit, tool_shape

BIT = tool_shape(drill_bit(0.0035, 0.12)).profile
CUBE = VOXEL_M**3


def test_a_hole_has_the_volume_of_the_bit_that_made_it() -> None:
    bone = block()
    removed = carve(bone, 0, UPRIGHT, np.array((0.0, 0.0, -0.011)), BIT, 0.03)
    ramp = VOXEL_M**2 / 3.0  # what the two-voxel ramp adds to the square of the radius
    assert removed.volume_m3 == pytest.approx(math.pi * (0.00175**2 + ramp) * 0.020, rel=0.005)
    assert removed.mass_density == pytest.approx(1.9)


def test_the_point_of_the_bit_leaves_a_cone() -> None:
    bone = slab(0.0)
    deep = 0.004
    removed = carve(bone, 0, UPRIGHT, np.array((0.0, 0.0, -deep)), BIT, 0.03)
    cone = 0.00175 / math.tan(math.radians(59.0))
    expected = math.pi * 0.00175**2 * (deep - cone + cone / 3.0)
    assert removed.volume_m3 == pytest.approx(expected, rel=0.05)


def test_cutting_air_a_second_time_removes_nothing_and_tells_nobody() -> None:
    bone = block()
    tip = np.array((0.001, 0.0, 0.003))
    carve(bone, 0, UPRIGHT, tip, BIT, 0.03)
    revision, kept = bone.revision, bone.fill_hash()
    again = carve(bone, 0, UPRIGHT, tip, BIT, 0.03)
    assert (again.volume_m3, again.mass_density) == (0.0, 0.0)
    assert (bone.revision, bone.fill_hash()) == (revision, kept)


def test_only_the_fragment_that_the_tool_is_placed_in_is_cut() -> None:
    bone = block(distal_from_x=0.0)
    carve(bone, 1, UPRIGHT, np.array((0.0, 0.0, -0.011)), BIT, 0.03)
    assert (bone.fill[bone.fragment == 0] == 255).all()
    assert (bone.fill[bone.fragment == 1] < 255).any()


def test_the_chunks_that_changed_hold_every_voxel_that_changed() -> None:
    bone = block()
    bone.take_changed()
    carve(bone, 0, UPRIGHT, np.array((0.006, -0.004, 0.004)), BIT, 0.03)
    told = {tuple(chunk) for chunk in bone.take_changed()}
    changed = {tuple(index // 16) for index in np.argwhere(bone.fill != bone.intact_fill)}
    assert changed
    assert changed <= told
    assert len(told) < np.prod(bone.chunk_grid)


def test_a_tool_that_is_carved_only_at_its_end_leaves_the_bone_above() -> None:
    bone = block()
    carve(bone, 0, UPRIGHT, np.array((0.0, 0.0, -0.005)), BIT, 0.004)
    middle = bone.fill[19:21, 19:21]
    assert (middle[:, :, 14:16] == 0).all()
    assert (middle[:, :, 24:] == 255).all()


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(*[st.floats(-0.012, 0.012)] * 3),
    st.tuples(*[st.floats(-1.0, 1.0)] * 3),
    st.floats(-3.0, 3.0),
    st.floats(0.001, 0.03),
)
def test_what_is_removed_is_what_the_bone_lost(
    tip: tuple[float, float, float], axis: tuple[float, float, float], angle: float, z_to: float
) -> None:
    bone = block(density=1.2)
    q = quat_from_axis_angle(axis, angle)
    rotation = np.array([quat_rotate(q, e) for e in np.eye(3).tolist()]).T.copy()
    removed = carve(bone, 0, rotation, np.array(tip), BIT, z_to)
    lost = bone.intact_fill.astype(int) - bone.fill
    assert lost.min() >= 0
    assert removed.volume_m3 == pytest.approx(lost.sum() / 255.0 * CUBE, rel=1e-9, abs=1e-18)
    assert (removed.volume_m3 > 0.0) == (bone.revision > 0)
    if removed.volume_m3 > 0.0:
        assert removed.mass_density == pytest.approx(1.2, rel=1e-5)
