from __future__ import annotations

import subprocess
import sys

WITHOUT = (
    "sim",
    "assets",
    "panda3d",
    "direct",
    "pybullet",
    "numpy",
    "scipy",
    "numba",
    "skimage",
    "matplotlib",
    "xr",
    "OpenGL",
)

IMPORT_ALL = f"""
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {WITHOUT!r}:
            raise AssertionError("imports " + name)

sys.meta_path.insert(0, Refuse())
import telemetry

for module in pkgutil.walk_packages(telemetry.__path__, "telemetry."):
    if not module.name.endswith("migrations.env"):  # runs only within a migration
        importlib.import_module(module.name)
        print(module.name)
"""


def test_a_hub_needs_nothing_of_the_simulator() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", IMPORT_ALL], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {"telemetry.store.opening", "telemetry.redis_bus", "telemetry.room.room"} <= set(done.stdout.split())


def test_a_trainer_signs_without_a_database() -> None:
    script = "import sys, telemetry.signing; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
