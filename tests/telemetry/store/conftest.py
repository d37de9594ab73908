from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test is run with each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'database' / 'hub.sqlite3'}"
    url: str = request.getfixturevalue("postgres").new_database()
    return url


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'database' / 'hub.sqlite3'}"
