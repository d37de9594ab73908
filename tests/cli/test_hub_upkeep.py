from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.folders import signing_folder
from telemetry.auth.keys import KeyRing
from telemetry.roles import Role
from telemetry.room.outgoing import Batch, KeptEvent, Seat
from telemetry.settings import hub_settings
from telemetry.signing import TrustedTrainers
from telemetry.store import open_store
from telemetry.store.records import StoredRoom
from telemetry.store.sql_store import SqlStore


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROCTOR_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def hub(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["hub", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def with_store(work: Callable[[SqlStore], Awaitable[None]]) -> None:
    settings = hub_settings({})

    async def run() -> None:
        store = await open_store(settings.database, settings.folder)
        await work(store)
        await store.close()

    asyncio.run(run())


async def a_person_who_was_there(store: SqlStore) -> None:
    await store.open_room(StoredRoom("ROOM", "7K3QX-M0ZTD", 1_000))
    said = KeptEvent(1, "PERSON", 1, 5, "chat", b"words")
    await store.keep("ROOM", Batch((said,), (Seat(1, "PERSON", "Name", Role.REPRESENTATIVE, 3, 9),), None))
    await store.end_room("ROOM", 2_000)


def test_a_person_is_found_and_erased() -> None:
    with_store(a_person_who_was_there)
    assert hub("people", "Name") == "PERSON  Name  rep  ROOM\n"
    assert json.loads(hub("people", "Name", "--json"))["seats"][0]["participant"] == "PERSON"
    assert hub("erase", "PERSON") == "seats: 1\nevents: 1\nscores: 0\ndigests: 0\n"
    assert hub("people", "Name") == ""
    assert hub("people", "PERSON") == "PERSON    rep  ROOM\n"


def test_old_rooms_are_purged() -> None:
    with_store(a_person_who_was_there)
    removed = json.loads(hub("purge", "--older-than", "30", "--with-scores", "--json"))
    assert removed == {"seats": 1, "events": 1, "scores": 0, "digests": []}


def test_a_backup_is_a_hub(tmp_path: Path) -> None:
    with_store(a_person_who_was_there)
    hub("backup", str(tmp_path / "copy"))
    assert hub("people", "Name", "--database", f"sqlite:///{tmp_path / 'copy' / 'hub.sqlite3'}") != ""


def test_a_new_key_signs_and_the_old_one_still_reads() -> None:
    first = json.loads(hub("new-key", "--json"))
    second = json.loads(hub("new-key", "--json"))
    ring = KeyRing(hub_settings({}).keys_folder, 1)
    assert ring.current.id == second["key"]
    assert ring.find(first["key"]) is not None
    assert second["keys"] == 3


def test_a_trainer_is_trusted_by_the_key_that_it_gives_out(tmp_path: Path) -> None:
    trainers = hub_settings({}).trainers_folder
    trainers.mkdir(parents=True)
    hub("trainer-key", str(trainers / "theatre-1.jwk"))
    key = KeyRing(signing_folder(), 1).current
    assert TrustedTrainers(trainers).trusts(key.id)
    assert json.loads(hub("trainer-key"))["kid"] == key.id
    assert "d" not in json.loads(hub("trainer-key"))


def test_a_certificate_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    made = json.loads(hub("certificate", "hub.lab", "10.0.0.5", "--to", str(tmp_path / "tls"), "--json"))
    assert {Path(made[name]).name for name in ("authority", "authority_key", "server", "server_key")} == {
        path.name for path in (tmp_path / "tls").iterdir()
    }
