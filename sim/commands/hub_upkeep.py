"""What who runs a hub does besides serving: certificates, keys, backups, and people's data. docs/hub.md tells how."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from .output import JsonObject, give, give_json

if TYPE_CHECKING:
    from telemetry.settings import HubSettings
    from telemetry.store.sql_store import SqlStore

Result = TypeVar("Result")

DatabaseOption = Annotated[
    str | None,
    typer.Option(help="URL of the database; PROCTOR_HUB_DATABASE or SQLite in the folder without it.", metavar="URL"),
]
FolderOption = Annotated[
    Path | None, typer.Option(help="The hub's folder; PROCTOR_HUB_FOLDER or the data folder's without it.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_DAY_S = 86_400


def certificate(
    names: Annotated[list[str], typer.Argument(help="Host names and addresses by which the hub is reached.")],
    to: Annotated[Path, typer.Option(help="The folder of the certificates.")] = Path("hub-tls"),
    json: JsonOption = False,
) -> None:
    """Make or renew the certificate of a hub in a lab, with an authority of its own."""
    from telemetry.tls import fingerprint, good_until, make_certificates

    made = make_certificates(to, names)
    until = good_until(made.server).date().isoformat()
    _give({**_texts(asdict(made)), "good_until": until, "fingerprint": fingerprint(made.authority)}, json)


def new_key(folder: FolderOption = None, json: JsonOption = False) -> None:
    """Let a new key sign the join tokens; those of the old one stay good until they expire."""
    from telemetry.auth.keys import KeyRing

    now_ms = int(1000 * time.time())
    ring = KeyRing(_settings(None, folder).keys_folder, now_ms)
    _give({"key": ring.rotate(now_ms).id, "keys": len(ring.keys)}, json)


def trainer_key(
    to: Annotated[
        Path | None, typer.Argument(help="A file for it, to be put into the hub's folder `trainers`.")
    ] = None,
) -> None:
    """Give the public key with which this machine's trainer signs its score cards."""
    from telemetry.auth.keys import KeyRing
    from telemetry.files import write_whole
    from telemetry.signing import public_key

    from ..folders import signing_folder

    public = public_key(KeyRing(signing_folder(), int(1000 * time.time())).current)
    if to is None:
        give(public.decode())
    else:
        write_whole(to, public, 0o644)
        give(str(to))


def backup(
    to: Annotated[Path, typer.Argument(help="The folder of the copy.")],
    database: DatabaseOption = None,
    folder: FolderOption = None,
) -> None:
    """Copy the database (SQLite) and the run files, while the hub runs."""

    async def copy(store: SqlStore) -> None:
        await store.back_up(to)

    _with_store(_settings(database, folder), copy)
    give(str(to))


def people(
    name: Annotated[str, typer.Argument(help="A name as it was given, or a participant.")],
    database: DatabaseOption = None,
    folder: FolderOption = None,
    json: JsonOption = False,
) -> None:
    """Find a person in all rooms: each line is a participant, a name, a role and a room."""

    async def find(store: SqlStore) -> list[dict[str, object]]:
        return [asdict(seat) for seat in await store.find_people(name)]

    found = _with_store(_settings(database, folder), find)
    if json:
        give_json({"seats": found})
        return
    for seat in found:
        give(f"{seat['participant']}  {seat['name']}  {seat['role']}  {seat['room']}")


def erase(
    participants: Annotated[list[str], typer.Argument(help="Participants, as `people` names them.")],
    database: DatabaseOption = None,
    folder: FolderOption = None,
    json: JsonOption = False,
) -> None:
    """Erase these people: names, what they said and did, score cards and run files. This cannot be undone."""

    async def erase_all(store: SqlStore) -> JsonObject:
        return asdict(await store.erase_people(participants))

    _give_removed(_with_store(_settings(database, folder), erase_all), json)


def purge(
    older_than: Annotated[int, typer.Option(help="Days since the room has ended.", min=0)],
    with_scores: Annotated[bool, typer.Option(help="Score cards, run files and names too.")] = False,
    database: DatabaseOption = None,
    folder: FolderOption = None,
    json: JsonOption = False,
) -> None:
    """Delete what was said and done in rooms that have ended long ago. This cannot be undone."""
    before_ms = int(1000 * (time.time() - older_than * _DAY_S))

    async def delete(store: SqlStore) -> JsonObject:
        return asdict(await store.purge(before_ms, with_scores=with_scores))

    _give_removed(_with_store(_settings(database, folder), delete), json)


def add_upkeep(hub: typer.Typer) -> None:
    """Add these commands to ``proctor hub``."""
    for command in (certificate, new_key, trainer_key, backup, people, erase, purge):
        hub.command()(command)


def _settings(database: str | None, folder: Path | None) -> HubSettings:
    from telemetry.settings import hub_settings

    return hub_settings({"database": database, "folder": folder})


def _with_store(settings: HubSettings, work: Callable[[SqlStore], Awaitable[Result]]) -> Result:
    from telemetry.store import open_store

    async def run() -> Result:
        store = await open_store(settings.database, settings.folder)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def _give_removed(removed: JsonObject, json: bool) -> None:
    digests = removed["digests"]
    assert isinstance(digests, tuple)
    _give({**removed, "digests": list(digests)} if json else {**removed, "digests": len(digests)}, json)


def _give(result: JsonObject, json: bool) -> None:
    if json:
        give_json(result)
        return
    for name, value in result.items():
        give(f"{name}: {value}")


def _texts(result: JsonObject) -> JsonObject:
    return {name: str(value) for name, value in result.items()}
