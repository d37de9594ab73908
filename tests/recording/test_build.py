from sim.recording.build import build_id, versions


def test_a_build_is_named_by_what_its_numbers_hang_on():
    assert {"numpy", "numba", "pybullet", "python", "machine"} == set(versions())
    assert len(build_id()) == 32
    assert build_id.__wrapped__() == build_id()
