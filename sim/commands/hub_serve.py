"""``proctor hub serve`` and ``proctor hub room``: start a hub, and open a room in it. docs/hub.md tells how."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .hub_upkeep import DatabaseOption, FolderOption, JsonOption
from .output import give, give_json, say

if TYPE_CHECKING:
    from telemetry.hub import Hub
    from telemetry.settings import HubSettings
    from telemetry.store.records import StoredRoom


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 without it.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 8765 without it, 0 for any that is free.")] = None,
    database: DatabaseOption = None,
    redis: Annotated[str | None, typer.Option(help="URL of the Redis that several hubs share.", metavar="URL")] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(help="Certificate (PEM), as `proctor hub certificate` makes.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).")] = None,
    folder: FolderOption = None,
) -> None:
    """Serve rooms until the process is told to end (Ctrl+C)."""
    from importlib.metadata import version

    from telemetry.hub.running import run_hub
    from telemetry.settings import hub_settings

    options = {"host": host, "port": port, "database": database, "redis": redis}
    settings = hub_settings(options | {"tls_cert": tls_cert, "tls_key": tls_key, "folder": folder})

    def started(hub: Hub) -> None:
        give(f"The hub listens on {hub.url} (Ctrl+C ends it).")
        if settings.open_to_all_without_tls:
            say("Others can read what is sent: without --tls-cert nothing is encrypted, unless a proxy does it.")

    run_hub(settings, version("proctor-vr"), started)


def room(
    database: DatabaseOption = None,
    folder: FolderOption = None,
    json: JsonOption = False,
) -> None:
    """Open a room: print its code, and a token for one person of each role."""
    from telemetry.auth.keys import KeyRing
    from telemetry.auth.tokens import Tokens
    from telemetry.identity import new_identity
    from telemetry.roles import Role
    from telemetry.settings import hub_settings

    settings = hub_settings({"database": database, "folder": folder})
    opened = asyncio.run(_open_room(settings))
    now_s = time.time()
    tokens = Tokens(KeyRing(settings.keys_folder, int(1000 * now_s)), settings.token_s)
    made = {str(role): tokens.issue(opened.id, new_identity(), role, now_s) for role in Role}
    if json:
        give_json({"room": opened.id, "code": opened.code, "tokens": made})
        return
    give(f"code: {opened.code}")
    for role, token in made.items():
        give(f"{role}: {token}")
    say("Each token lets one person in; keep it secret. Assistants, reps and watchers can use the code too.")


async def _open_room(settings: HubSettings) -> StoredRoom:
    from telemetry.hub.admission import open_room
    from telemetry.store import open_store

    store = await open_store(settings.database, settings.folder)
    try:
        return await open_room(store)
    finally:
        await store.close()


def add_serving(hub: typer.Typer) -> None:
    """Add these commands to ``proctor hub``."""
    hub.command()(serve)
    hub.command()(room)
