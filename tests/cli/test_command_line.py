"""The command as a person types it."""

import json
import os
import subprocess
import sys

import pytest

from sim.cli import main


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("PROCTOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DISPLAY", raising=False)


@pytest.fixture
def proctor(monkeypatch, capfd):
    """Run a command; its exit code, stdout and stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["proctor", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capfd.readouterr()
        return end.value.code or 0, printed.out, printed.err

    return run


def only_sentence(err):
    """The one line that a person reads."""
    (line,) = err.strip().splitlines()
    return line


def test_the_version(proctor):
    assert proctor("--version") == (0, "proctor 0.1.0\n", "")


def test_a_scenario_is_listed_with_its_title(proctor):
    code, out, _ = proctor("scenario", "list", "--lang", "zh")
    assert code == 0
    assert "plate_osteosynthesis" in out
    assert any("\u4e00" <= sign <= "\u9fff" for sign in out)


def test_the_list_for_a_machine(proctor):
    code, out, _ = proctor("scenario", "list", "--json")
    assert code == 0
    assert {"name", "title"} == set(json.loads(out)["scenarios"][0])


def test_a_good_scenario_is_valid(proctor):
    code, out, _ = proctor("scenario", "validate")
    assert code == 0
    assert "plate_osteosynthesis: valid" in out


def test_a_broken_scenario_names_file_and_line(proctor, tmp_path):
    (tmp_path / "scenario.yaml").write_text("format: [1\n")
    code, out, _ = proctor("scenario", "validate", tmp_path)
    assert code == 2
    assert "scenario.yaml:" in out
    code, out, _ = proctor("scenario", "validate", tmp_path, "--json")
    assert code == 2
    assert not json.loads(out)["valid"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("demo", "no_such_procedure", "--headless"),
        ("play", "plate_osteosynthesis", "--headless"),
        ("replay", "nowhere.proctor", "--rescore"),
        ("replay", "nowhere.proctor"),
        ("replay", "nowhere.proctor", "--json"),
        ("report", "nowhere.proctor", "-o", "report.html"),
    ],
)
def test_a_mistake_is_one_sentence_and_code_2(proctor, arguments):
    code, out, err = proctor(*arguments)
    assert (code, out) == (2, "")
    assert only_sentence(err).endswith(".")


def test_another_kind_of_file_is_no_run(proctor, tmp_path):
    (tmp_path / "photo.proctor").write_bytes(b"GIF89a")
    code, _, err = proctor("replay", tmp_path / "photo.proctor", "--rescore", "--json")
    assert code == 2
    assert "not a run file" in only_sentence(err)


def test_broken_settings_are_told_and_the_command_goes_on(proctor, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text("language = ")
    code, out, err = proctor("scenario", "list")
    assert code == 0
    assert "plate_osteosynthesis" in out
    assert "settings.toml" in only_sentence(err)


def test_an_unknown_option_is_a_mistake_too(proctor):
    assert proctor("play", "--no-such-option")[0] == 2


def test_starting_imports_nothing_heavy():
    code = "import sim.cli, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert not {"numpy", "numba", "panda3d", "pybullet", "direct", "pydantic"} & set(done.stdout.split())
