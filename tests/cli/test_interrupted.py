"""A bot's run that a person breaks off with Ctrl-C, or that is killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from sim.app import score_again
from sim.core.errors import RunFileError
from sim.recording.reader import read_run
from sim.recording.writer import CHUNK_FRAMES

# the tests may themselves run where Ctrl-C is ignored, as in the background of a shell: a person's terminal does not
DEMO = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from sim.cli import main; main()"


@pytest.fixture
def demo(tmp_path):
    """A demo in a process of its own that has recorded some chunks already, and its run file."""
    path = tmp_path / "run.proctor"
    command = [sys.executable, "-c", DEMO, "demo", "plate_osteosynthesis", "--headless", "--record", str(path)]
    environment = {**os.environ, "PROCTOR_DATA_DIR": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        wait_for_frames(path, 3 * CHUNK_FRAMES)
        yield process, path
        process.kill()


def wait_for_frames(path, count):
    for _ in range(600):
        try:
            if read_run(path).frame_count >= count:
                return
        except RunFileError:
            pass
        time.sleep(0.05)
    pytest.fail("the demo recorded nothing")


def test_ctrl_c_ends_with_130_and_keeps_the_run(demo):
    process, path = demo
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert str(path) in err
    assert "Traceback" not in err
    run = read_run(path)
    assert not run.truncated
    assert run.card is None


def test_a_killed_run_can_be_simulated_again(demo):
    process, path = demo
    process.kill()
    process.wait(timeout=30)
    run, _, identical = score_again(path, None)
    assert run.truncated
    assert identical
    assert run.frame_count >= 3 * CHUNK_FRAMES
