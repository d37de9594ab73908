"""A window on a real X server, where there is one to be had."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_under_x.py")


@pytest.mark.render
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="there is no xvfb-run")
def test_the_mouse_is_captured_never_ends_and_is_given_back() -> None:
    server = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24"]
    run = subprocess.run([*server, sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["double_buffered"]
    assert told["captured"]
    right, down, largest = told["moved"]
    assert (right, down) == pytest.approx((1500.0, -600.0), abs=75.0)
    assert largest <= 75.0
    assert told["freed"] == [True, True]
    assert told["released_before"] == 0
    assert told["unfocused"] == [1, True]
