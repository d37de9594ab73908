from sim.recording.build import build_id, versions


def test_a_build_is_named_by_what_its_numbers_hang_on():
    assert {"numpy", "numba", "pybullet", "python", "machine"} == set(versions())
    assert len(bytes.fromhex(build_id())) == 16
