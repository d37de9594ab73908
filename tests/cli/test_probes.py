import pytest

from sim.core.errors import DisplayError
from sim.probes import Probed, _read, probe_graphics, trusted_graphics


def test_a_driver_that_is_known_to_work_is_not_tried_out_again(tmp_path):
    marker = tmp_path / "graphics.txt"
    marker.write_text("GPU 1.0")
    with trusted_graphics(marker, "GPU 1.0"):
        assert not marker.exists(), "a crash now must be noticed at the next start"
    assert marker.read_text() == "GPU 1.0"


def test_an_error_of_ours_is_no_crash_of_the_driver(tmp_path):
    marker = tmp_path / "graphics.txt"
    marker.write_text("GPU 1.0")
    with pytest.raises(ZeroDivisionError), trusted_graphics(marker, "GPU 1.0"):
        1 / 0  # noqa: B018  # raises
    assert marker.read_text() == "GPU 1.0"


@pytest.mark.render
def test_a_new_driver_is_tried_out(tmp_path):
    marker = tmp_path / "data" / "graphics.txt"
    if probe_graphics().fault is None:
        with trusted_graphics(marker, "GPU 2.0"):
            pass
        assert marker.read_text() == "GPU 2.0"
    else:
        with pytest.raises(DisplayError, match="proctor doctor"), trusted_graphics(marker, "GPU 2.0"):
            pass


@pytest.mark.parametrize(
    ("code", "out", "err", "probed"),
    [
        (0, 'noise\n{"driver": "GPU", "fault": null}\n', "", Probed("GPU")),
        (0, '{"driver": null, "fault": "old."}\n', "", Probed(None, "old.")),
        (-11, "", "", Probed(None, "it crashed (signal 11).")),
        (1, "", "Traceback\nImportError: panda3d\n", Probed(None, "ImportError: panda3d")),
        (1, "", "", Probed(None, "it ended with code 1.")),
    ],
)
def test_every_end_of_a_try_is_understood(code, out, err, probed):
    assert _read(code, out, err) == probed
