import subprocess
import sys

import pytest

from sim.cli import with_whole_options
from sim.xr.manifests import places


def test_a_bare_vr_takes_no_value():
    assert with_whole_options(["play", "plate", "--vr"]) == ["play", "plate", "--vr=on"]
    assert with_whole_options(["play", "--vr", "plate", "--vr=auto"]) == ["play", "--vr=on", "plate", "--vr=auto"]


def test_the_loader_is_looked_for_where_it_looks(tmp_path):
    assert [str(place) for place in places({"XR_RUNTIME_JSON": "/a/b.json"}, tmp_path, "x86_64")] == ["/a/b.json"]
    named = [str(place) for place in places({"XDG_CONFIG_HOME": "/c"}, tmp_path, "x86_64")]
    assert named[:3] == [
        "/c/openxr/1/active_runtime.x86_64.json",
        "/c/openxr/1/active_runtime.json",
        "/etc/xdg/openxr/1/active_runtime.x86_64.json",
    ]


@pytest.mark.parametrize("manifest", ["{}", None])
def test_without_a_runtime_one_sentence_says_what_to_do(tmp_path, manifest, monkeypatch):
    place = tmp_path / "runtime.json"
    if manifest is not None:
        place.write_text(manifest, encoding="utf-8")
    monkeypatch.setenv("XR_RUNTIME_JSON", str(place))
    monkeypatch.setenv("PROCTOR_DATA_DIR", str(tmp_path))
    command = [sys.executable, "-c", "from sim.cli import main; main()", "play", "plate_osteosynthesis", "--vr"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert str(place) in line
    assert "docs/headsets.md" in line
