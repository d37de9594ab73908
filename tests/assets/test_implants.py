"""Screws, plates and racks have the sizes asked for."""

import numpy as np
import pytest
from part_checks import check_closed, check_parts, extent, named, radius

from assets.implants import cortex_screw, plate, screw_rack
from assets.mesh import as_trimesh, face_count

HOLES = (-0.039, -0.026, -0.013, 0.0, 0.013, 0.026, 0.039)


@pytest.mark.parametrize("length_m", [0.010, 0.016, 0.032, 0.050, 0.060])
def test_a_screw_has_its_thread_length_and_head(length_m: float) -> None:
    parts = cortex_screw(0.0035, 0.0024, 0.00125, length_m, 0.006, 0.0026)
    check_parts(parts)
    screw = parts[0]
    check_closed(screw)
    assert face_count(parts) <= 3000
    assert radius(screw, high=0.6 * length_m) == pytest.approx(0.00175, abs=1e-5)
    assert radius(screw) == pytest.approx(0.003, abs=1e-6)
    widest = screw.mesh.vertices[np.hypot(*screw.mesh.vertices[:, :2].T) > 0.00299]
    assert widest[:, 2].min() == pytest.approx(length_m, abs=1e-5)
    low, high = extent(parts)
    assert low[2] == pytest.approx(0.0, abs=1e-7)
    assert length_m < high[2] < length_m + 0.0015


def test_a_screw_has_its_core_and_pitch() -> None:
    screw = as_trimesh(cortex_screw(0.0035, 0.0024, 0.00125, 0.030, 0.006, 0.0026)[0].mesh)
    heights = np.arange(0.008, 0.022, 0.00005)
    angle = 0.3
    outward = np.array([np.cos(angle), np.sin(angle)])
    section = screw.section([-np.sin(angle), np.cos(angle), 0.0], [0.0, 0.0, 0.0])
    points = section.vertices[section.vertices[:, :2] @ outward > 0.0]
    order = np.argsort(points[:, 2])
    profile = np.interp(heights, points[order, 2], (points[:, :2] @ outward)[order])
    assert profile.min() == pytest.approx(0.0012, abs=4e-5)
    wave = np.abs(np.fft.rfft(profile - profile.mean(), 8 * len(profile)))
    pitch = 1.0 / np.fft.rfftfreq(8 * len(profile), 0.00005)[np.argmax(wave)]
    assert pitch == pytest.approx(0.00125, rel=0.05)


def test_a_plate_has_its_size_and_lies_on_the_bone() -> None:
    parts = plate(0.091, 0.011, 0.0033, HOLES, 0.004)
    check_parts(parts)
    check_closed(parts[0])
    assert face_count(parts) <= 8000
    low, high = extent(parts)
    assert high - low == pytest.approx([0.091, 0.011, 0.0033], abs=0.0009)
    assert high[2] == pytest.approx(0.0033, abs=1e-5)
    assert -0.0009 < low[2] <= 0.0


def test_every_hole_of_a_plate_goes_through_and_is_as_wide_as_asked() -> None:
    body = as_trimesh(plate(0.091, 0.011, 0.0033, HOLES, 0.004)[0].mesh)
    slice_at_half = body.section([0.0, 0.0, 1.0], [0.0, 0.0, 0.0015])
    points = slice_at_half.vertices[:, :2]
    for place in HOLES:
        distance = np.hypot(points[:, 0] - place, points[:, 1])
        assert 0.0019 < distance.min() < 0.0026
        narrow = points[np.abs(points[:, 0] - place) < 0.0008]
        assert np.abs(narrow[:, 1]).min() == pytest.approx(0.002, abs=4e-4)


def test_holes_beside_a_plate_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        plate(0.050, 0.011, 0.0033, HOLES, 0.004)


def test_a_rack_has_a_slot_every_so_often_and_room_for_its_screws() -> None:
    lengths = tuple(mm / 1000 for mm in range(16, 52, 2))
    parts = screw_rack(18, 0.012, lengths)
    check_parts(parts)
    for part in parts:
        check_closed(part)
    assert face_count(parts) <= 8000
    low, high = extent((named(parts, "rack"),))
    assert high[2] == pytest.approx(0.0, abs=1e-6)
    assert low[2] < -max(lengths)
    top = named(parts, "rack").mesh.vertices
    for slot in range(18):
        gap = np.hypot(top[:, 0] - 0.012 * slot, top[:, 1]).min()
        assert gap == pytest.approx(0.0021, abs=1e-4)


def test_a_rack_without_its_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 3 lengths"):
        screw_rack(3, 0.012, (0.016,))
