from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from stored import opened

from telemetry.store.engine import open_engines
from telemetry.store.errors import MigrationError
from telemetry.store.migrate import migrate, version, versions
from telemetry.store.tables import METADATA

ROWS: dict[str, tuple[str, ...]] = {
    "0001": (
        "INSERT INTO rooms VALUES ('R1', 'ABCDE-FGHJK', 1800000000000, NULL)",
        "INSERT INTO rooms VALUES ('R2', NULL, 1800000000001, 1800000000009)",
        "INSERT INTO seats VALUES ('R1', 1, 'P1', 'Name', 'operator', 5, NULL)",
        "INSERT INTO events VALUES ('R1', 1, 'P1', 1, 10, 'chat', '{data}', '')",
        "INSERT INTO events VALUES ('R1', 2, '', 2, 11, 'left', '{data}', 'P1')",
        "INSERT INTO snapshots VALUES ('R1', 2, '{data}')",
        "INSERT INTO scores VALUES ('S1', 'R1', 'P1', 'plate', 'assess', 87.25, {true}, '{data}', 'D', 'K', {true}, "
        "NULL, 1800000000002, {false}, NULL, NULL, '')",
        "INSERT INTO run_files VALUES ('R1', 'D', 12, 'P1', 1800000000003)",
    )
}
"""Rows as each version has them: what people have when they install the next one. A new version adds its own."""


@pytest.fixture
def engine(database: str) -> Any:
    engines = open_engines(database)
    if engines.file is not None:
        engines.file.parent.mkdir()
    yield engines.writer
    engines.dispose()


def _differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def _fill(engine: Engine, of_version: str) -> None:
    blob = "\\x00ff" if engine.dialect.name == "postgresql" else "00ff"
    words = {"data": blob, "true": "true", "false": "false"}
    with engine.begin() as connection:
        for row in ROWS[of_version]:
            statement = row.format(**words)
            if engine.dialect.name == "sqlite":
                statement = statement.replace("'00ff'", "x'00ff'")
            connection.execute(text(statement.replace(":", r"\:")))


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in METADATA.tables
        }


def test_there_are_rows_for_every_version() -> None:
    assert set(ROWS) == set(versions())


def test_from_nothing_the_tables_are_those_of_the_code(engine: Engine) -> None:
    migrate(engine)
    assert _differences(engine) == []
    with engine.connect() as connection:
        assert version(connection) == versions()[-1]
    migrate(engine)
    assert _counts(engine) == dict.fromkeys(METADATA.tables, 0)


@pytest.mark.parametrize("before", versions())
def test_from_every_version_nothing_is_lost(engine: Engine, before: str) -> None:
    migrate(engine, to=before)
    _fill(engine, before)
    counts = _counts(engine)
    assert all(counts.values())
    migrate(engine)
    assert _differences(engine) == []
    assert _counts(engine) == counts


@pytest.mark.parametrize("before", versions())
def test_a_store_reads_what_an_earlier_version_kept(database: str, tmp_path: Path, before: str) -> None:
    engines = open_engines(database)
    if engines.file is not None:
        engines.file.parent.mkdir()
    migrate(engines.writer, to=before)
    _fill(engines.writer, before)
    engines.dispose()

    async def run() -> None:
        async with opened(database, tmp_path) as store:
            kept = await store.kept("R1")
            assert kept.events == (b"\x00\xff", b"\x00\xff")
            assert kept.snapshot is not None
            assert (await store.room_by_code("ABCDE-FGHJK")) is not None
            (score,) = await store.scores()
            assert (score.points, score.passed, score.assisted) == (87.25, True, False)
            assert (await store.seats("R1"))[0].role == "operator"

    asyncio.run(run())


def test_a_database_of_a_newer_hub_is_left_alone(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(MigrationError, match="9999"):
        migrate(engine)


def test_somebody_elses_tables_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE rooms (hotel TEXT)"))
    with pytest.raises(MigrationError, match="not a hub's"):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM rooms")).scalar() == 0


def test_hubs_that_start_together_take_turns(database: str) -> None:
    all_engines = [open_engines(database) for _ in range(4)]
    if all_engines[0].file is not None:
        all_engines[0].file.parent.mkdir()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda engines: migrate(engines.writer), all_engines))
    assert _differences(all_engines[0].writer) == []
    for engines in all_engines:
        engines.dispose()
