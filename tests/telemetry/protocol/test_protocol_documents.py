from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from telemetry.protocol import asyncapi, tables
from telemetry.protocol.errors import CloseCode, ErrorCode
from telemetry.protocol.events import CLIENT_EVENTS, HUB_EVENTS, ClientEvent, Event
from telemetry.protocol.messages import FROM_CLIENT, FROM_HUB, FromClient, FromHub
from telemetry.protocol.streams import STREAMS, Stream
from telemetry.roles import ALLOWANCES, LEAST_COST, MAY, Act, Role

DOCS = Path(__file__).parents[3] / "docs"


def test_the_asyncapi_file_is_made_from_the_types_as_they_are() -> None:
    said = (DOCS / "asyncapi.yaml").read_text(encoding="utf-8")
    assert said == asyncapi.written(), "run python -m telemetry.protocol.asyncapi"


def test_the_tables_of_the_page_are_made_from_the_types_as_they_are() -> None:
    page = (DOCS / "protocol.md").read_text(encoding="utf-8")
    assert page == tables.filled(page), "run python -m telemetry.protocol.tables"
    assert sorted(re.findall(r"<!-- (\w+) -->\n\|", page)) == sorted(tables.TABLES)


def test_the_file_is_yaml_of_one_channel_in_which_every_reference_leads_somewhere() -> None:
    document = YAML(typ="safe").load((DOCS / "asyncapi.yaml").read_text(encoding="utf-8"))
    assert document == asyncapi.document()
    assert document["asyncapi"] == "3.0.0"
    assert list(document["channels"]) == ["room"]
    targets = list(_references(document))
    assert len(targets) > 100
    for target in targets:
        node = document
        for key in target.removeprefix("#/").split("/"):
            node = node[key]


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


@pytest.mark.parametrize(
    ("kinds", "union"),
    [
        (STREAMS, Stream),
        (CLIENT_EVENTS, ClientEvent),
        ((*CLIENT_EVENTS, *HUB_EVENTS), Event),
        (FROM_CLIENT, FromClient),
        (FROM_HUB, FromHub),
    ],
)
def test_no_kind_is_missing_in_the_lists(kinds: tuple[type, ...], union: Any) -> None:
    assert set(kinds) == set(union.__args__)


@pytest.mark.parametrize("kind", [*STREAMS, *CLIENT_EVENTS, *FROM_CLIENT], ids=lambda kind: kind.__name__)
def test_everything_that_a_client_says_names_the_act_that_it_is(kind: Any) -> None:
    assert isinstance(kind.needs, Act)
    assert any(kind.needs in acts for acts in MAY.values())


@pytest.mark.parametrize("codes", [ErrorCode, CloseCode])
def test_every_code_is_explained(codes: Any) -> None:
    assert set(tables.field_docs(codes)) == {code.name for code in codes}


def test_roles_are_what_the_issue_says() -> None:
    assert Act.OPERATE not in set().union(*(MAY[role] for role in Role if role is not Role.OPERATOR))
    assert Act.HOLD not in MAY[Role.REPRESENTATIVE], "a representative never touches"
    assert MAY[Role.WATCHER] == {Act.WATCH}, "a watcher sees and hears"
    assert MAY[Role.REPRESENTATIVE] <= MAY[Role.TRAINER]
    assert MAY[Role.ASSISTANT] <= MAY[Role.TRAINER]
    for role in Role:
        assert Act.WATCH in MAY[role]


@pytest.mark.parametrize("role", Role)
def test_nobodys_largest_message_is_more_than_he_may_send_at_once(role: Role) -> None:
    allowance = ALLOWANCES[role]
    assert LEAST_COST <= allowance.message_bytes <= allowance.burst_bytes
    assert allowance.burst_events >= 1.0


def test_a_head_a_voice_and_a_pointer_at_90_hz_fit_into_every_persons_allowance() -> None:
    for role in Role:
        if Act.APPEAR in MAY[role]:
            assert ALLOWANCES[role].bytes_per_s / 4.0 > 90 * LEAST_COST + 50 * LEAST_COST


def test_field_docs_are_those_of_the_source() -> None:
    class Documented(msgspec.Struct):
        one: int
        """The
        first."""
        two: int = 2

    assert tables.field_docs(Documented) == {"one": "The first."}
