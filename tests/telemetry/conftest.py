from __future__ import annotations

import os
from collections.abc import Iterator

import postgres_server
import pytest
import redis_process


def _missing(what: str) -> None:
    """Tests of what is not on this machine are skipped, but fail in CI, where nobody would notice."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed: sudo setup/system tests")


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.PostgresServer]:
    """A server for tests that leave it running."""
    programs = postgres_server.programs()
    if programs is None:
        _missing("PostgreSQL")
        return
    with postgres_server.PostgresServer(programs) as running:
        yield running


@pytest.fixture
def own_postgres() -> Iterator[postgres_server.PostgresServer]:
    """A server for a test that does anything to it."""
    programs = postgres_server.programs()
    if programs is None:
        _missing("PostgreSQL")
        return
    with postgres_server.PostgresServer(programs) as running:
        yield running


@pytest.fixture
def redis_server() -> Iterator[redis_process.RedisProcess]:
    """A server of the test's own."""
    program = redis_process.program()
    if program is None:
        _missing("Redis")
        return
    with redis_process.RedisProcess(program) as running:
        yield running
