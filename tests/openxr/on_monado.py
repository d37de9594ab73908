"""Runs `proctor` on Monado, by hand: ``python tests/openxr/on_monado.py bench --vr``. Monado keeps no pace then.

Without validation, for that would be measured too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from runtime import ENTER, Runtime

if __name__ == "__main__":
    program = Path(sys.executable).with_name("proctor")
    with Runtime(hurried=True) as runtime:
        done = subprocess.run((*ENTER, str(program), *sys.argv[1:]), env=runtime.environment(), check=False)
    raise SystemExit(done.returncode)
