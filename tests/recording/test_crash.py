"""A process that is killed in mid-run."""

import signal
import subprocess
import sys
from pathlib import Path

from recorded_frames import smooth_frame

from sim.core.intents import FRAME_HZ
from sim.recording.reader import read_run

RECORD_AND_HANG = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from recorded_frames import HEADER, smooth_frame
from sim.recording.writer import RunWriter
writer = RunWriter(Path({path!r}), HEADER)
for index in range(400):
    writer.record(smooth_frame(index), ())
time.sleep(0.3)
print("recorded", flush=True)
time.sleep(60)
"""


def test_a_killed_run_reads_up_to_its_last_second(tmp_path):
    path = tmp_path / "killed.proctor"
    code = RECORD_AND_HANG.format(tests=str(Path(__file__).parent), path=str(path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "recorded\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL
    run = read_run(path)
    assert run.truncated
    assert run.card is None
    assert run.frame_count >= 400 - FRAME_HZ
    assert list(run.frames()) == [smooth_frame(index) for index in range(run.frame_count)]
