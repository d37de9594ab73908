import numpy as np
import pytest

from sim.core.model import PlateShape, ScrewFamily
from sim.core.pose import IDENTITY, Pose, dot, norm
from sim.imaging import PlateOnBone, ScrewInBone, View, radiograph, surface_view

FRONT = View((0.0, 0.0, -1.0), (120, 60), 0.05)
PIXEL = FRONT.metres_per_pixel
FAMILY = ScrewFamily("cortex", "C-{length_mm}", 0.0035, 0.0024, 0.00125, 0.006, 0.0025, (0.02,), IDENTITY)


def at(picture, x_m, y_m, view=FRONT):
    """Mean brightness of 3 x 3 pixels about a place of the front view (x right, y up)."""
    column = round(view.size[0] / 2 + x_m / view.metres_per_pixel)
    row = round(view.size[1] / 2 - y_m / view.metres_per_pixel)
    return picture[row - 1 : row + 2, column - 1 : column + 2].mean()


def drill_at(bone, x_m):
    """A 4 mm hole through the whole tube along z."""
    column = np.arange(bone.shape[0]) * bone.voxel_m + bone.origin_m[0] - x_m
    across = np.arange(bone.shape[1]) * bone.voxel_m + bone.origin_m[1]
    bone.fill[np.hypot(column[:, None], across[None, :]) < 0.002] = 0


@pytest.mark.parametrize("direction", [(0, 0, -1), (0, -1, 0), (0, 0, 1), (0.3, 0.5, -0.7), (1, 0, 0)])
def test_the_axes_of_a_view_are_square_and_distal_is_to_the_right(direction):
    right, up, forward = View(direction, (10, 10), 0.1).axes()
    assert norm(right) == pytest.approx(1.0)
    assert dot(right, up) == pytest.approx(0.0, abs=1e-12)
    assert dot(up, forward) == pytest.approx(0.0, abs=1e-12)
    if abs(direction[0]) < 1:
        assert right[0] > 0.0


def test_the_surface_view_shows_the_tube_where_it_is(tube):
    picture = surface_view(tube, FRONT)
    assert picture.shape == (60, 120, 3)
    assert picture.dtype == np.uint8
    assert at(picture, 0.010, 0.0) > 120
    for x, y in ((0.0, 0.0115), (0.0, -0.0115), (0.0225, 0.0), (-0.0225, 0.0)):
        assert at(picture, x, y) < 80, (x, y)
    red, _, blue = picture[30, 85]
    assert red > blue  # ivory


def test_a_hole_is_dark_and_the_fracture_a_darker_line(tube):
    before = surface_view(tube, FRONT)
    drill_at(tube, 0.010)
    after = surface_view(tube, FRONT)
    assert at(after, 0.010, 0.0) < 0.6 * at(before, 0.010, 0.0)
    assert at(after, -0.010, 0.0) == at(before, -0.010, 0.0)
    assert before[30, 58:62].mean(axis=1).min() < 0.9 * at(before, 0.005, 0.0)


def test_metal_is_grey_and_hides_the_bone_behind_it(tube):
    plate = PlateOnBone(PlateShape(0.03, 0.008, 0.003, (-0.01, 0.01), 0.0045), Pose((0.0, 0.0, 0.0102)))
    bare, plated = surface_view(tube, FRONT), surface_view(tube, FRONT, [plate])
    row, column = 30, 60
    assert np.ptp(plated[row, column].astype(int)) < np.ptp(bare[row, 80].astype(int))
    assert (plated[row, 60] != bare[row, 60]).any()
    assert (plated[:, :20] == bare[:, :20]).all()
    assert at(plated, 0.01, 0.0) < at(plated, 0.0, 0.0)  # a hole of the plate


def test_the_radiograph_shows_walls_brighter_than_the_canal(tube):
    film = radiograph(tube, FRONT)
    wall, canal, air = at(film, 0.008, 0.008), at(film, 0.008, 0.0), at(film, 0.008, 0.0115)
    assert wall > canal + 20 > air + 40


def test_the_radiograph_shows_holes_darker_and_screws_brighter(tube):
    before = radiograph(tube, FRONT)
    drill_at(tube, 0.010)
    drilled = radiograph(tube, FRONT)
    assert at(drilled, 0.010, 0.0) < at(before, 0.010, 0.0) - 20
    screw = ScrewInBone(FAMILY, 0.02, Pose((0.010, 0.0, -0.012)))
    screwed = radiograph(tube, FRONT, [screw])
    assert at(screwed, 0.010, 0.0) > at(before, 0.010, 0.0) + 40
    assert at(screwed, -0.010, 0.0) == pytest.approx(at(drilled, -0.010, 0.0), abs=1.0)


def test_a_screw_is_as_long_on_the_film_as_it_is(tube):
    tube.fill[:] = 0
    view = View((0.0, -1.0, 0.0), (400, 400), 0.04)
    lying = ScrewInBone(FAMILY, 0.020, Pose((0.0, 0.0, -0.012)))
    film = radiograph(tube, view, [lying]).mean(axis=2)[:360, 190:210].max(axis=1)  # above the scale bar
    metal = np.flatnonzero(film > 110)
    length = (metal[-1] - metal[0] + 1) * view.metres_per_pixel
    assert length == pytest.approx(0.020 + 0.14 * FAMILY.head_height_m, abs=0.0008)


def test_the_scale_bar_is_twenty_millimetres(tube):
    tube.fill[:] = 0
    film = radiograph(tube, FRONT).mean(axis=2)
    bar = np.flatnonzero((film[-20:] > 200).any(axis=0))
    assert (bar[-1] - bar[0] + 1) * PIXEL == pytest.approx(0.020, abs=PIXEL)


def test_pictures_are_the_same_every_time(tube):
    screw = ScrewInBone(FAMILY, 0.02, Pose((0.010, 0.0, -0.012)))
    for picture in (surface_view, radiograph):
        assert (picture(tube, FRONT, [screw]) == picture(tube, FRONT, [screw])).all()
