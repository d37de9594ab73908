import numpy as np
import pytest

from assets.materials import MATERIALS
from assets.mesh import Part, face_count
from assets.patient import draped_leg, leg, retractors, wound
from assets.room import layout, room, surgical_lamp, tray

ACCESS_RADIUS = 0.060


@pytest.fixture(scope="module")
def patient() -> tuple[Part, ...]:
    return (*draped_leg(), *wound(), *retractors())


def samples(parts: tuple[Part, ...]) -> np.ndarray:
    """Vertices and the middles of faces and edges."""
    points = []
    for part in parts:
        corners = part.mesh.vertices[part.mesh.faces]
        points += [part.mesh.vertices, corners.mean(axis=1), (corners[:, 0] + corners[:, 1]) / 2.0]
    return np.concatenate(points)


def test_the_patient_keeps_to_its_budget_and_is_sound_geometry(patient: tuple[Part, ...]) -> None:
    assert face_count(patient) <= 80_000
    for part in patient:
        mesh = part.mesh
        assert part.material in MATERIALS
        assert np.isfinite(mesh.vertices).all()
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-3) or part.name.startswith("wound")
        if MATERIALS[part.material].texture:
            assert mesh.uv is not None


def test_instruments_have_free_access_to_the_bone_from_above(patient: tuple[Part, ...]) -> None:
    """Half cylinder of 60 mm around the shaft, above its exposed face: only retractor prongs may stand there."""
    others = (*room(), *(part for part in patient if not part.name.startswith("retractor")))
    points = samples(others)
    along = np.abs(points[:, 0]) < 0.095
    radial = np.hypot(points[:, 1], points[:, 2] - leg.BONE_AXIS_Z) < ACCESS_RADIUS
    assert not (along & radial & (points[:, 2] > leg.BONE_TOP_Z)).any()


def test_nothing_hangs_over_the_wound_below_the_lamps(patient: tuple[Part, ...]) -> None:
    points = samples((*room(), *patient))
    over = (np.abs(points[:, 0]) < 0.10) & (np.abs(points[:, 1]) < ACCESS_RADIUS)
    assert not (over & (points[:, 2] > 1.04) & (points[:, 2] < 1.9)).any()


def test_retractors_leave_the_middle_of_the_wound_free() -> None:
    points = samples(retractors())
    inside = (np.abs(points[:, 0]) < 0.075) & (np.abs(points[:, 1]) < ACCESS_RADIUS)
    assert not inside.any()
    over_bone = (np.abs(points[:, 0]) < 0.100) & (np.abs(points[:, 1]) < 0.022)
    assert not over_bone.any()


def test_the_wounds_sides_lie_thirty_millimetres_away_and_five_below_the_bone() -> None:
    x = np.linspace(-0.095, 0.095, 60)
    assert leg.opening(x).min() >= 0.030
    assert leg.skin_height(x, leg.opening(x)).max() <= leg.BONE_TOP_Z - 0.0045


def test_the_exposed_face_of_the_bone_is_bare() -> None:
    bed = next(part for part in wound() if part.name == "wound_muscle").mesh.vertices
    over_bone = bed[(np.abs(bed[:, 0]) < 0.092) & (np.abs(bed[:, 1]) < 0.013)]
    assert over_bone[:, 2].max() < leg.BONE_AXIS_Z - 0.002


def test_soft_tissue_covers_both_cut_ends_of_the_bone() -> None:
    bed = next(part for part in wound() if part.name == "wound_muscle").mesh.vertices
    for end in (-1.0, 1.0):
        near = bed[(np.abs(end * bed[:, 0] - leg.BONE_HALF_LENGTH) < 0.002) & (np.abs(bed[:, 1]) < 0.008)]
        assert near[:, 2].min() > leg.BONE_TOP_Z


def test_a_cleft_of_forty_millimetres_lies_below_the_bone(patient: tuple[Part, ...]) -> None:
    points = samples(patient)
    below = (np.abs(points[:, 0]) < 0.09) & (np.abs(points[:, 1]) < 0.005) & (points[:, 2] < 0.985)
    assert points[below][:, 2].max() < leg.BONE_AXIS_Z - 0.014 - 0.035
    assert points[below][:, 2].min() > layout.TABLE_TOP_Z


def test_the_sheet_leaves_the_fenestration_open_and_covers_the_rest(patient: tuple[Part, ...]) -> None:
    sheet = next(part for part in patient if part.name == "leg_drape").mesh.vertices
    half_length, half_width = leg.FENESTRATION
    inside = (np.abs(sheet[:, 0]) < half_length - 1e-4) & (np.abs(sheet[:, 1]) < half_width - 1e-4)
    used = np.unique(next(part for part in patient if part.name == "leg_drape").mesh.faces)
    assert not inside[used].any()
    assert sheet[:, 0].min() < -0.8
    assert sheet[:, 0].max() > 0.6


def test_skin_and_wound_meet_without_a_gap(patient: tuple[Part, ...]) -> None:
    skin = next(part for part in patient if part.name == "leg_skin").mesh.vertices
    dermis = next(part for part in patient if part.name == "wound_dermis").mesh.vertices
    x = leg.stations(40)
    rim = np.column_stack([x, leg.opening(x), leg.skin_height(x, leg.opening(x))])
    for mesh in (skin, dermis):
        gap = np.linalg.norm(mesh[None, :, :] - rim[:, None, :], axis=2).min(axis=1)
        assert gap.max() < 0.003


def test_the_tray_and_the_lamps_stand_clear_of_the_leg() -> None:
    tray_points, lamp_points = samples(tray()), samples(surgical_lamp())
    beside = tray_points[(tray_points[:, 0] > 0.15) & (tray_points[:, 0] < 0.40)]
    assert beside[:, 1].max() < -0.066
    assert lamp_points[:, 2].min() > 1.85
