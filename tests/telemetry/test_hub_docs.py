from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from sim.cli import app
from telemetry.metrics import HubMetrics
from telemetry.settings import PREFIX, READERS

PAGE = (Path(__file__).parents[2] / "docs" / "hub.md").read_text()


def test_the_page_names_every_setting_and_no_other() -> None:
    named = set(re.findall(rf"`({PREFIX}\w+)`", PAGE)) - {f"{PREFIX}DATABASE_FILE", f"{PREFIX}REDIS_FILE"}
    assert named == {PREFIX + name.upper() for name in ("folder", *READERS)}


def test_the_page_names_only_metrics_that_there_are() -> None:
    body = HubMetrics().exposition()[1].decode()
    named = set(re.findall(r"`(proctor_hub_\w+)(?:\{(\w+)=\"(\w+)\"\})?`", PAGE))
    assert len(named) > 5
    for name, label, value in named:
        assert f'{name}{{{label}="{value}"}}' in body if label else f"# TYPE {name} " in body


def test_the_page_names_only_commands_that_there_are() -> None:
    commands = get_command(app).commands["hub"].commands  # type: ignore[attr-defined]
    named = set(re.findall(r"proctor hub ([a-z-]+)", PAGE)) - {"serve"}
    assert len(named) > 5
    assert named <= set(commands)
