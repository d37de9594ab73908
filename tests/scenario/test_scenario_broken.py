"""Broken scenarios: each fault is told once, at its place, with what was found and what was expected.

``broken.json`` holds ways to break the small scenario: file, text, what replaces it, every message that must come.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.core.errors import ScenarioError
from sim.scenario import load_scenario, validate


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "broken.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_fault_is_told_in_full(small: Path, case: dict[str, Any]) -> None:
    change(small, case["file"], case["old"], case["new"])
    assert [str(fault).removeprefix("small/") for fault in validate("small")] == case["faults"]


def test_all_faults_come_at_once(small: Path) -> None:
    change(small, "scenario.yaml", "side: right", "side: wrong")
    change(small, "scenario.yaml", "with: drill, at: lag", "with: drill, at: lagg")
    change(small, "scenario.yaml", "answers: 40", "answers: 30")
    change(small, "text/zh.yaml", "    title: 导孔\n", "")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("small")
    places = [(fault.place.file, fault.place.line) for fault in caught.value.faults if fault.place]
    assert places == [
        ("small/scenario.yaml", 5),
        ("small/scenario.yaml", 78),
        ("small/scenario.yaml", 85),
        ("small/text/zh.yaml", 17),
    ]
    assert str(caught.value).count("\n") == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "small/scenario.yaml: the file holds no keys. "),
        (b"- 1\n", "small/scenario.yaml: the file holds no keys. "),
        (b"# nothing\n", "small/scenario.yaml: the file holds no keys. "),
        (b"\x00\x01\x02", "small/scenario.yaml: this is not valid YAML"),
        (b"format: 1\nname: \xff\xfe\n", "small/scenario.yaml:2: found bytes that are not UTF-8 text. "),
        ("format: 1\n".encode("utf-16"), "small/scenario.yaml:1: found bytes that are not UTF-8 text. "),
        (b"a: " + b"[" * 2000, "small/scenario.yaml:1:33: the values are nested deeper than 30 levels."),
        (b"a:\n" + b"- 1\n" * 30_000, "small/scenario.yaml:19999:3: the file holds more than 20000 values."),
        (b"a: " + b"x" * 500_000, "small/scenario.yaml: the file is larger than 400000 bytes. "),
        (b"? [a, b]\n: 1\n", "small/scenario.yaml:1:3: expected a key that is a word."),
        (b"%YAML 9.9\n---\na: 1\n", "small/scenario.yaml"),
    ],
)
def test_what_is_no_scenario_is_refused_in_a_sentence(small: Path, content: bytes, message: str) -> None:
    (small / "scenario.yaml").write_bytes(content)
    faults = validate("small")
    assert faults
    assert str(faults[0]).startswith(message)


def test_aliases_that_multiply_are_refused_before_they_grow(small: Path) -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    (small / "scenario.yaml").write_text("\n".join(rows), encoding="utf-8")
    assert str(validate("small")[0]).startswith("small/scenario.yaml:1:5: found an anchor or alias")


def test_a_text_file_that_is_missing_is_named(small: Path) -> None:
    (small / "text" / "zh.yaml").unlink()
    assert [str(fault) for fault in validate("small")] == [
        "small/text/zh.yaml: there is no such file. Check the name and the folder."
    ]


def test_a_folder_in_the_place_of_a_file_is_named(small: Path) -> None:
    (small / "text" / "zh.yaml").unlink()
    (small / "text" / "zh.yaml").mkdir()
    assert [str(fault) for fault in validate("small")] == [
        "small/text/zh.yaml: expected a file, but found something else."
    ]


def test_a_folder_without_a_scenario_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert [str(fault) for fault in validate("empty")] == [
        "empty/scenario.yaml: there is no such file. Check the name and the folder."
    ]


@pytest.mark.parametrize("name", ["plate_osteosynthesi", "", "no\0name", "x" * 5000, "../nothing"])
def test_an_unknown_name_is_refused(name: str) -> None:
    faults = validate(name)
    assert len(faults) == 1
    assert "there is no scenario" in str(faults[0]) or "no such file" in str(faults[0])


def test_a_name_nearly_right_is_suggested() -> None:
    assert str(validate("plate_osteosynthesi")[0]).endswith('Did you mean "plate_osteosynthesis"?')
