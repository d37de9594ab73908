from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from telemetry.auth.tokens import TokenFault
from telemetry.metrics import Checked, HubMetrics, Lookup
from telemetry.protocol.errors import CloseCode, ErrorCode
from telemetry.protocol.events import CLIENT_EVENTS
from telemetry.protocol.messages import FROM_CLIENT
from telemetry.roles import Role
from telemetry.signing import CardFault
from telemetry.store.errors import DiskFullError, MigrationError, StoreError
from telemetry.store.writer import CommitReport


def samples(metrics: HubMetrics) -> dict[str, float]:
    """``name`` or ``name{value}`` to the number."""
    kind, body = metrics.exposition()
    assert kind.startswith("text/plain")
    found = {}
    for family in text_string_to_metric_families(body.decode()):
        for sample in family.samples:
            labels = ",".join(value for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_everything_that_is_told_is_counted() -> None:
    metrics = HubMetrics("1.2.3")
    metrics.connections(Role.WATCHER, 1)
    metrics.connections(Role.WATCHER, 1)
    metrics.connections(Role.WATCHER, -1)
    metrics.rooms(7)
    metrics.received("tell", 3, 400)
    metrics.sent(10, 5000)
    metrics.superseded(4)
    metrics.tick(0.004, -0.001)
    metrics.refused(ErrorCode.MALFORMED)
    metrics.closed(CloseCode.TOO_SLOW)
    metrics.closed(1006)
    metrics.token_refused(TokenFault.EXPIRED)
    metrics.looked_up(Lookup.LIMITED)
    metrics.committed(CommitReport(requests=2, events=5, seconds=0.003, waiting=1))
    metrics.store_failed(DiskFullError("full"))
    metrics.card(trusted=False)
    metrics.card_refused(CardFault.SIGNATURE)
    metrics.checked(Checked.DIFFERS)
    metrics.run_bytes(1000)
    metrics.bus(connected=False)
    metrics.bus_interrupted()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    metrics.certificate(now + timedelta(days=30), now)
    found = samples(metrics)
    assert found["proctor_hub_info{1.2.3}"] == 1
    expected = {
        "connections{watcher}": 1, "connections{operator}": 0, "rooms": 7, "received_total{tell}": 3,
        "received_bytes_total": 400, "sent_total": 10, "sent_bytes_total": 5000, "superseded_total": 4,
        "tick_seconds_count": 1, "tick_seconds_bucket{0.005}": 1, "tick_late_seconds_sum": 0,
        "refused_total{malformed}": 1, "closed_total{4004}": 1, "closed_total{1006}": 1,
        "tokens_refused_total{expired}": 1, "lookups_total{limited}": 1, "commit_seconds_count": 1,
        "events_kept_total": 5, "store_waiting": 1, "store_faults_total{DiskFullError}": 1,
        "score_cards_total{unknown_key}": 1, "score_cards_total{signature}": 1, "rescored_total{differs}": 1,
        "run_bytes_total": 1000, "bus_connected": 0, "bus_interruptions_total": 1, "certificate_days": 30,
    }  # fmt: skip
    assert {name: found[f"proctor_hub_{name}"] for name in expected} == expected


def test_every_kind_of_message_and_fault_has_a_count_of_its_own() -> None:
    metrics = HubMetrics()
    for kind in (*FROM_CLIENT, *CLIENT_EVENTS):
        metrics.received(str(kind.__struct_config__.tag), 1, 1)
    metrics.received("streams", 1, 1)
    for code in ErrorCode:
        metrics.refused(code)
    for close in CloseCode:
        metrics.closed(close)
    for error in (MigrationError("x"), StoreError("x")):
        metrics.store_failed(error)
    found = samples(metrics)
    others = {name: value for name, value in found.items() if "{other}" in name}
    assert others
    assert set(others.values()) == {0.0}


@pytest.mark.parametrize("invented", ["Dr Unmistakable Name", "7K3QX-M0ZTD", "192.0.2.7", 'x"} 1\nevil_metric 1'])
def test_nothing_that_somebody_invents_becomes_a_label(invented: str) -> None:
    metrics = HubMetrics()
    size = len(metrics.exposition()[1])
    for number in range(100):
        metrics.received(f"{invented}{number}", 1, 1)
        metrics.closed(100_000 + number)
    body = metrics.exposition()[1]
    assert invented.encode() not in body
    assert len(body) < size + 200
    assert samples(metrics)["proctor_hub_received_total{other}"] == 100


def test_hubs_in_one_process_count_for_themselves() -> None:
    one, other = HubMetrics(), HubMetrics()
    one.rooms(3)
    assert samples(other)["proctor_hub_rooms"] == 0
