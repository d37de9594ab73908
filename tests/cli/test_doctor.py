import json
import sys

import pytest

from sim.cli import main
from sim.doctor import State, examine
from sim.language import Translator, available_languages


@pytest.fixture(scope="module")
def findings():
    return examine()


def test_everything_is_looked_at_once(findings):
    ids = [finding.id for finding in findings]
    assert len(ids) == len(set(ids))
    assert {"python", "graphics", "mesa", "display", "sound", "font", "physics", "scenarios", "disk"} <= set(ids)


@pytest.mark.parametrize("language", available_languages())
def test_everything_that_may_be_wrong_has_a_remedy(findings, language):
    translator = Translator(language)
    for finding in findings:
        assert translator.has(f"doctor.{finding.id}")
        assert translator.has(f"doctor.{finding.id}.remedy") or finding.id == "platform"
    assert all(translator.has(f"doctor.state.{state}") for state in State)


def test_without_a_display_the_doctor_says_so(monkeypatch, capfd):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(sys, "argv", ["proctor", "doctor", "--json"])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    found = {each["id"]: each for each in json.loads(capfd.readouterr().out)["findings"]}
    assert found["display"]["state"] == "limited"
    assert "DISPLAY" in found["display"]["remedy"]
    assert found["python"]["remedy"] is None
