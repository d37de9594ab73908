"""The tables of docs/protocol.md, made from roles and message types: `python -m telemetry.protocol.tables`.

Each stands between ``<!-- name -->`` and ``<!-- end -->``; a test holds page and code together.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

import msgspec

from ..roles import ALLOWANCES, MAY, Act, Role
from .docstrings import field_docs
from .errors import CloseCode, ErrorCode
from .events import CLIENT_EVENTS, HUB_EVENTS, Events
from .messages import FROM_CLIENT, FROM_HUB
from .streams import STREAMS, Frame, Streams

_BLOCK = re.compile(r"(?<=<!-- )((?!end )\w+)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with each table as it is now."""
    return _BLOCK.sub(lambda block: f"{block[1]}{block[2]}{TABLES[block[1]]()}", page)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _roles() -> str:
    acts = field_docs(Act)
    rows = [
        [f"**{act}**", acts.get(act.name, ""), *("yes" if act in MAY[role] else "" for role in Role)] for act in Act
    ]
    return _table(["act", "what it is", *Role], rows)


def _allowances() -> str:
    rows = [
        [
            f"**{role}**",
            f"{allowance.message_bytes // 1024} KiB",
            f"{allowance.bytes_per_s / 1024:g} KiB/s, {allowance.burst_bytes / 1024:g} KiB at once",
            f"{allowance.events_per_s:g} /s, {allowance.burst_events:g} at once",
        ]
        for role, allowance in ALLOWANCES.items()
    ]
    return _table(["role", "largest message", "bytes", "events"], rows)


def _kinds(kinds: Sequence[type[msgspec.Struct]]) -> str:
    rows = []
    for kind in kinds:
        fields = ", ".join(f"`{field.name}`" for field in msgspec.structs.fields(kind))
        about = " ".join((inspect.getdoc(kind) or "").split())
        needs = getattr(kind, "needs", None)
        rows.append([f"`{kind.__struct_config__.tag}`", fields, str(needs) if needs else "", about])
    return _table(["tag", "fields", "act", "what it is"], rows)


def _codes(kind: type[Enum]) -> str:
    docs = field_docs(kind)
    return _table(
        ["code", "name", "what it means"], [[f"`{code.value}`", code.name, docs.get(code.name, "")] for code in kind]
    )


TABLES: dict[str, Callable[[], str]] = {
    "roles": _roles,
    "allowances": _allowances,
    "streams": lambda: _kinds(STREAMS),
    "client_events": lambda: _kinds(CLIENT_EVENTS),
    "hub_events": lambda: _kinds(HUB_EVENTS),
    "to_hub": lambda: _kinds((*FROM_CLIENT, Streams)),
    "to_client": lambda: _kinds((*FROM_HUB, Frame, Events)),
    "errors": lambda: _codes(ErrorCode),
    "closes": lambda: _codes(CloseCode),
}


if __name__ == "__main__":
    page = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/protocol.md")
    page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
