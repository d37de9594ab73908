"""Whatever is done to the files, reading them ends in a scenario or in a ScenarioError."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.core.errors import ScenarioError
from sim.core.model import Scenario
from sim.scenario import load_scenario

SMALL = Path(__file__).parent / "small"
FILES = ("scenario.yaml", "text/en.yaml")
PIECES = (
    "", "-1", "0", "1e99 mm", "[]", "{}", "null", "~", "true", "&a", "*a", "!!x", "? ", "- ", ": ", "|", ">", "\t",
    "{target}", '"\\ud800"', "é", "\x85", "---\n", "...", "%", "@", "2024-01-01", "0x10", "1_000", ".inf", ".nan", "=",
    "<<: {}",
)  # fmt: skip


def outcome(contents: dict[str, bytes]) -> Scenario | ScenarioError:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "text").mkdir()
        for name in (*FILES, "text/zh.yaml"):
            (Path(folder) / name).write_bytes(contents.get(name, (SMALL / name).read_bytes()))
        try:
            return load_scenario(folder)
        except ScenarioError as error:
            str(error).encode("utf-8")
            return error


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.data())
def test_a_line_changed(name: str, data: st.DataObject) -> None:
    lines = (SMALL / name).read_text(encoding="utf-8").splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    lines[at] = line[:start] + data.draw(st.sampled_from(PIECES)) + line[end:]
    result = outcome({name: "".join(lines).encode("utf-8")})
    assert isinstance(result, Scenario) or str(result)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_value_changed(name: str, data: st.DataObject) -> None:
    lines = (SMALL / name).read_text(encoding="utf-8").splitlines(keepends=True)
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if ": " in line]))
    key = lines[at].split(": ")[0]
    lines[at] = f"{key}: {data.draw(st.sampled_from(PIECES))}\n"
    result = outcome({name: "".join(lines).encode("utf-8")})
    assert isinstance(result, Scenario) or str(result)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FILES), st.binary(max_size=60))
@example("scenario.yaml", b"\xef\xbb\xbf")
@example("scenario.yaml", b"a: \x7f")
def test_any_bytes(name: str, content: bytes) -> None:
    assert isinstance(outcome({name: content}), ScenarioError)
