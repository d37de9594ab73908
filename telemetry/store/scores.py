"""Score cards and the list of run files: the SQL. Cards are added with the events that hold them (`keeping`)."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, delete, exists, insert, select, update

from .errors import NotFoundError
from .records import RunFile, Score
from .tables import RUN_FILES, SCORES


def note_rescore(connection: Connection, score: str, at_unix_ms: int, differs: bool | None, note: str) -> None:
    """Keep what came of scoring again."""
    values = {"rescored_unix_ms": at_unix_ms, "differs": differs, "note": note}
    if connection.execute(update(SCORES).where(SCORES.c.id == score).values(values)).rowcount == 0:
        raise NotFoundError("There is no such score.")


def scores(connection: Connection, room: str | None) -> list[Score]:
    """Cards of a room, or all."""
    query = select(SCORES).order_by(SCORES.c.at_unix_ms, SCORES.c.id)
    if room is not None:
        query = query.where(SCORES.c.room == room)
    return [_score(row) for row in connection.execute(query).mappings()]


def scores_to_check(connection: Connection, limit: int) -> list[Score]:
    """Cards that could be and have not been scored again."""
    here = exists().where(RUN_FILES.c.digest == SCORES.c.run)
    query = select(SCORES).where(SCORES.c.rescored_unix_ms.is_(None) & here)
    query = query.order_by(SCORES.c.at_unix_ms, SCORES.c.id).limit(limit)
    return [_score(row) for row in connection.execute(query).mappings()]


def add_run_file(connection: Connection, run: RunFile) -> None:
    """Keep that a file lies in the folder."""
    connection.execute(delete(RUN_FILES).where((RUN_FILES.c.room == run.room) & (RUN_FILES.c.digest == run.digest)))
    connection.execute(insert(RUN_FILES), asdict(run))


def run_files(connection: Connection, room: str) -> list[RunFile]:
    """The run files of a room."""
    query = select(RUN_FILES).where(RUN_FILES.c.room == room).order_by(RUN_FILES.c.at_unix_ms, RUN_FILES.c.digest)
    return [RunFile(**row) for row in connection.execute(query).mappings()]


def all_digests(connection: Connection) -> set[str]:
    """The digests of all run files that are still wanted."""
    return set(connection.execute(select(RUN_FILES.c.digest)).scalars())


def _score(row: RowMapping) -> Score:
    values = dict(row)
    del values["digest"]
    return Score(**values)
