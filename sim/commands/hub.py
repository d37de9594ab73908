"""``proctor hub``: where surgeons, peers, representatives and trainers meet."""

from __future__ import annotations

import typer

from .hub_serve import add_serving
from .hub_upkeep import add_upkeep

hub = typer.Typer(help="The hub: rooms for several people, and its upkeep.", no_args_is_help=True)
add_serving(hub)
add_upkeep(hub)
