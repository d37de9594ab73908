"""What is chosen of what a runtime offers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.errors import HeadsetError
from sim.core.pose import Pose, distance, quat_from_axis_angle, quat_multiply, quat_rotate
from sim.xr.instance import chosen_extensions
from sim.xr.refresh_rate import best_rate
from sim.xr.spaces import Kind, best_kind, floor_heading
from sim.xr.swapchains import DEPTH24, DEPTH32F, RGBA8, RGBA16F, SRGB8_ALPHA8, colour_format, depth_format

GL = "XR_KHR_opengl_enable"


def test_extensions_that_are_part_of_1_1_are_asked_for_by_name_on_1_0_only():
    offered = frozenset({GL, "XR_EXT_palm_pose", "XR_EXT_hand_tracking", "XR_SOMETHING_else"})
    assert set(chosen_extensions(offered, api_1_1=True)) == {GL, "XR_EXT_hand_tracking"}
    assert set(chosen_extensions(offered, api_1_1=False)) == {GL, "XR_EXT_palm_pose", "XR_EXT_hand_tracking"}


def test_a_runtime_without_opengl_is_refused_with_a_remedy():
    with pytest.raises(HeadsetError, match=r"XR_KHR_opengl_enable.*docs/headsets\.md"):
        chosen_extensions(frozenset({"XR_KHR_vulkan_enable2"}), api_1_1=True)


@pytest.mark.parametrize(
    ("offered", "best"),
    [
        ((60.0, 72.0, 80.0, 90.0, 120.0), 90.0),
        ((72.0, 80.0), 80.0),
        ((72.0, 120.0, 144.0), 120.0),
        ((89.999,), 89.999),
        ((), None),
    ],
)
def test_the_refresh_rate_is_the_simulations_or_the_next_above(offered, best):
    assert best_rate(offered) == best


def test_spaces_are_taken_in_their_order():
    assert best_kind(frozenset({"LOCAL", "STAGE", "LOCAL_FLOOR", "VIEW"})) is Kind.LOCAL_FLOOR
    assert best_kind(frozenset({"LOCAL", "STAGE", "VIEW"})) is Kind.STAGE
    assert best_kind(frozenset({"LOCAL", "VIEW"})) is Kind.LOCAL
    with pytest.raises(HeadsetError, match="play area"):
        best_kind(frozenset({"VIEW"}))


def test_srgb_is_taken_before_anything_linear():
    assert colour_format([RGBA16F, RGBA8, SRGB8_ALPHA8]) == SRGB8_ALPHA8
    assert colour_format([RGBA16F, RGBA8]) == RGBA8
    with pytest.raises(HeadsetError):
        colour_format([DEPTH24])


def test_depth_is_handed_over_only_in_our_own_format():
    assert depth_format([DEPTH24, SRGB8_ALPHA8], [DEPTH32F, DEPTH24]) == DEPTH24
    assert depth_format([SRGB8_ALPHA8], [DEPTH24]) is None
    assert depth_format([DEPTH24], []) is None


angles = st.floats(-math.pi, math.pi)


@given(turn=angles, nod=st.floats(-1.5, 1.5), tilt=st.floats(-0.5, 0.5), x=st.floats(-3, 3), y=st.floats(-3, 3))
def test_a_head_stands_over_its_place_on_the_floor_and_faces_its_way(turn, nod, tilt, x, y):
    about = quat_from_axis_angle
    rotation = quat_multiply(about((0, 0, 1), turn), quat_multiply(about((1, 0, 0), nod), about((0, 1, 0), tilt)))
    place = floor_heading(Pose((x, y, 1.7), rotation))
    assert place.position == (x, y, 0.0)
    ahead = quat_rotate(place.rotation, (0.0, 1.0, 0.0))
    assert ahead[2] == pytest.approx(0.0, abs=1e-9)
    assert distance(ahead, (-math.sin(turn), math.cos(turn), 0.0)) < 1e-6


@pytest.mark.parametrize("nod", [math.pi / 2, -math.pi / 2])
def test_a_head_that_looks_straight_up_or_down_still_has_a_heading(nod):
    rotation = quat_multiply(quat_from_axis_angle((0, 0, 1), 0.7), quat_from_axis_angle((1, 0, 0), nod))
    ahead = quat_rotate(floor_heading(Pose((0, 0, 1.7), rotation)).rotation, (0.0, 1.0, 0.0))
    assert distance(ahead, (-math.sin(0.7), math.cos(0.7), 0.0)) < 1e-6
