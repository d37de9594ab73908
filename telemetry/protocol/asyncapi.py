"""The protocol as an AsyncAPI 3 document, made from the message types: `python -m telemetry.protocol.asyncapi`.

Writes docs/asyncapi.yaml where it is run in the checkout; a test holds the file and the types together. Sentences come
from the docstrings, bounds from the annotations.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import msgspec

from .docstrings import field_docs
from .events import Events
from .limits import MAX_MESSAGE_BYTES
from .messages import FROM_CLIENT, FROM_HUB
from .streams import Frame, Streams
from .versions import PROTOCOL_VERSION

Node = dict[str, Any]

TO_HUB: tuple[type[msgspec.Struct], ...] = (Streams, *FROM_CLIENT)
TO_CLIENT: tuple[type[msgspec.Struct], ...] = (Frame, Events, *FROM_HUB)
_SCHEMAS = "#/components/schemas/"


def document() -> Node:
    """The whole document, as plain dictionaries and lists."""
    messages = [*TO_HUB, *TO_CLIENT]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Proctor hub",
            "version": f"{PROTOCOL_VERSION}.0.0",
            "description": (
                "One websocket carries a room: streams, events, snapshots and answers, in MessagePack (binary messages)"
                " or JSON (text messages; bytes as base64). docs/protocol.md says how they belong together."
            ),
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/msgpack",
        "servers": {
            "hub": {"host": "hub.example:8765", "protocol": "wss", "description": "`proctor hub serve`, with TLS."}
        },
        "channels": {
            "room": {
                "address": "/",
                "title": "A room",
                "description": (
                    f"Hello first, then welcome, then anything. No message to the hub is larger than "
                    f"{MAX_MESSAGE_BYTES} bytes."
                ),
                "servers": [{"$ref": "#/servers/hub"}],
                "messages": {kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"} for kind in messages},
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {
            "hear": _operation("receive", "What a client says to the hub.", TO_HUB),
            "tell": _operation("send", "What the hub says to a client.", TO_CLIENT),
        },
        "components": {"messages": {kind.__name__: _message(kind) for kind in messages}, "schemas": _schemas(messages)},
    }


def written() -> str:
    """The document as YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.compat import StringIO

    yaml = YAML()
    yaml.width = 120
    text = StringIO()
    yaml.dump(document(), text)
    return (
        "# Made by python -m telemetry.protocol.asyncapi; change the message types, not this file.\n" + text.getvalue()
    )


def _operation(action: str, summary: str, kinds: tuple[type, ...]) -> Node:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/room"},
        "summary": summary,
        "messages": [{"$ref": f"#/channels/room/messages/{kind.__name__}"} for kind in kinds],
    }


def _message(kind: type[msgspec.Struct]) -> Node:
    message: Node = {
        "name": str(kind.__struct_config__.tag),
        "title": kind.__name__,
        "summary": inspect.getdoc(kind) or "",
        "payload": {"$ref": _SCHEMAS + kind.__name__},
    }
    needs = getattr(kind, "needs", None)
    return message | ({"x-needs": str(needs)} if needs else {})


def _schemas(kinds: list[type[msgspec.Struct]]) -> Node:
    _, schemas = msgspec.json.schema_components(kinds, ref_template=_SCHEMAS + "{name}")
    structs = {kind.__name__: kind for kind in _structs(msgspec.Struct) if kind.__module__.startswith(__package__)}
    return {name: _described(_draft_07(schema), structs.get(name)) for name, schema in sorted(schemas.items())}


def _structs(kind: type) -> list[type]:
    below: list[type] = kind.__subclasses__()
    return [*below, *(deeper for each in below for deeper in _structs(each))]


def _draft_07(schema: Any) -> Any:
    """In the JSON Schema that AsyncAPI is made of: fixed arrays and tagged unions are told otherwise in it."""
    if isinstance(schema, list | tuple):
        return [_draft_07(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    renamed = {"prefixItems": "items"}
    return {renamed.get(key, key): _draft_07(value) for key, value in schema.items() if key != "discriminator"}


def _described(schema: Node, kind: type | None) -> Node:
    """With each field's own docstring, and its name where it is only a place in an array."""
    if kind is None:
        return schema
    docs = field_docs(kind)
    for name, field in schema.get("properties", {}).items():
        _describe(field, docs.get(name))
    if schema["type"] == "array":
        needs = getattr(kind, "needs", None)
        if needs is not None:
            schema["x-needs"] = str(needs)
        names = [field.name for field in msgspec.structs.fields(kind)]
        tagged = len(schema["items"]) - len(names)
        for place, name in zip(schema["items"][tagged:], names, strict=True):
            if "$ref" not in place:
                place["title"] = name
            _describe(place, docs.get(name))
    return schema


def _describe(field: Node, text: str | None) -> None:
    if text and "$ref" not in field:
        field["description"] = text


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/asyncapi.yaml").write_text(written(), encoding="utf-8")
