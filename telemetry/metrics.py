"""What a hub counts about itself, for Prometheus.

No number here is about a person or a room: labels are roles, kinds of messages and reasons, each from a closed list.
What is on none of the lists is counted as ``other``, so nobody can fill the memory, or leave a name, by inventing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from .auth.tokens import TokenFault
from .protocol.errors import CloseCode, ErrorCode
from .protocol.events import CLIENT_EVENTS
from .protocol.messages import FROM_CLIENT
from .roles import Role
from .signing import CardFault
from .store.errors import StoreError
from .store.writer import CommitReport

OTHER = "other"

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second number beside every counter, which nobody reads

_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Lookup(StrEnum):
    """What came of a room code that somebody typed."""

    FOUND = "found"
    UNKNOWN = "unknown"
    LIMITED = "limited"
    """Tried too often."""


class Checked(StrEnum):
    """What came of scoring a run again from its recording."""

    SAME = "same"
    DIFFERS = "differs"
    FAILED = "failed"


def _tags() -> list[str]:
    return ["streams", *(str(kind.__struct_config__.tag) for kind in (*FROM_CLIENT, *CLIENT_EVENTS))]


class _Counts:
    """A counter with one label of a closed list."""

    def __init__(self, registry: CollectorRegistry, name: str, about: str, label: str, values: Iterable[Any]) -> None:
        counter = Counter(name, about, [label], registry=registry)
        self._of = {str(value): counter.labels(str(value)) for value in (*values, OTHER)}

    def add(self, value: object, count: float = 1) -> None:
        self._of.get(str(value), self._of[OTHER]).inc(count)


class HubMetrics:
    """All counts of one hub process. Called on the event loop; a hot path counts for itself and adds once a tick."""

    def __init__(self, version: str = "") -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Gauge("proctor_hub_info", "The hub's version", ["version"], registry=registry).labels(version).set(1)

        def counter(name: str, about: str) -> Counter:
            return Counter(name, about, registry=registry)

        def gauge(name: str, about: str) -> Gauge:
            return Gauge(name, about, registry=registry)

        def seconds(name: str, about: str) -> Histogram:
            return Histogram(name, about, buckets=_SECONDS, registry=registry)

        def counts(name: str, about: str, label: str, values: Iterable[Any]) -> _Counts:
            return _Counts(registry, name, about, label, values)

        connections = Gauge("proctor_hub_connections", "Open connections", ["role"], registry=registry)
        self._connections = {role: connections.labels(str(role)) for role in Role}
        self._rooms = gauge("proctor_hub_rooms", "Rooms that this hub keeps")
        self._received = counts("proctor_hub_received", "Messages of clients", "kind", _tags())
        self._received_bytes = counter("proctor_hub_received_bytes", "Bytes of clients' messages")
        self._sent = counter("proctor_hub_sent", "Messages to clients")
        self._sent_bytes = counter("proctor_hub_sent_bytes", "Bytes of messages to clients")
        self._superseded = counter("proctor_hub_superseded", "Stream entries that a newer one took the place of")
        self._ticks = seconds("proctor_hub_tick_seconds", "How long a room's tick took")
        self._late = seconds("proctor_hub_tick_late_seconds", "How late a room's tick began")
        self._refused = counts("proctor_hub_refused", "Messages that were not taken", "code", ErrorCode)
        self._closed = counts("proctor_hub_closed", "Connections that were closed", "code", _close_codes())
        self._tokens = counts("proctor_hub_tokens_refused", "Join tokens not accepted", "fault", TokenFault)
        self._lookups = counts("proctor_hub_lookups", "Room codes that were typed", "result", Lookup)
        self._commits = seconds("proctor_hub_commit_seconds", "How long a transaction of the store took")
        self._events = counter("proctor_hub_events_kept", "Events that are on the disk")
        self._waiting = gauge("proctor_hub_store_waiting", "Requests that wait for the store")
        self._store_faults = counts(
            "proctor_hub_store_faults", "Requests refused by the store", "kind", _store_faults()
        )
        self._cards = counts("proctor_hub_score_cards", "Score cards", "result", ("trusted", "unknown_key", *CardFault))
        self._checked = counts("proctor_hub_rescored", "Runs that were scored again", "result", Checked)
        self._run_bytes = counter("proctor_hub_run_bytes", "Bytes of run files that were kept")
        self._bus = gauge("proctor_hub_bus_connected", "Whether what the hubs share is there")
        self._interruptions = counter("proctor_hub_bus_interruptions", "Times at which messages may have been lost")
        self._certificate = gauge("proctor_hub_certificate_days", "Days until the TLS certificate ends")
        self._bus.set(1)

    def connections(self, role: Role, change: int) -> None:
        """Somebody came (1) or went (-1)."""
        self._connections[role].inc(change)

    def rooms(self, count: int) -> None:
        """So many rooms are kept here now."""
        self._rooms.set(count)

    def received(self, kind: str, count: int, size: int) -> None:
        """Messages of a kind (the tag) came, so many bytes together."""
        self._received.add(kind, count)
        self._received_bytes.inc(size)

    def sent(self, count: int, size: int) -> None:
        """Messages went out, so many bytes together."""
        self._sent.inc(count)
        self._sent_bytes.inc(size)

    def superseded(self, count: int) -> None:
        """So many stream entries were replaced before they went out."""
        self._superseded.inc(count)

    def tick(self, took_s: float, late_s: float) -> None:
        """A room's tick is done."""
        self._ticks.observe(took_s)
        self._late.observe(max(0.0, late_s))

    def refused(self, code: ErrorCode) -> None:
        """A message was not taken."""
        self._refused.add(code)

    def closed(self, code: int) -> None:
        """A connection was closed, by whichever side."""
        self._closed.add(int(code))

    def token_refused(self, fault: TokenFault) -> None:
        """A join token was not accepted."""
        self._tokens.add(fault)

    def looked_up(self, result: Lookup) -> None:
        """Somebody typed a room code."""
        self._lookups.add(result)

    def committed(self, report: CommitReport) -> None:
        """A transaction is on the disk (`open_store`'s ``on_commit``)."""
        self._commits.observe(report.seconds)
        self._events.inc(report.events)
        self._waiting.set(report.waiting)

    def store_failed(self, error: StoreError) -> None:
        """The store refused a request."""
        self._store_faults.add(type(error).__name__)

    def card(self, *, trusted: bool) -> None:
        """A signed score card was kept."""
        self._cards.add("trusted" if trusted else "unknown_key")

    def card_refused(self, fault: CardFault) -> None:
        """A signed score card was not taken."""
        self._cards.add(fault)

    def checked(self, result: Checked) -> None:
        """A run was scored again."""
        self._checked.add(result)

    def run_bytes(self, size: int) -> None:
        """So many bytes of a run file are on the disk."""
        self._run_bytes.inc(size)

    def bus(self, *, connected: bool) -> None:
        """Whether the bus is there."""
        self._bus.set(connected)

    def bus_interrupted(self) -> None:
        """The bus is back; something may have been lost."""
        self._interruptions.inc()

    def certificate(self, good_until: datetime, now: datetime | None = None) -> None:
        """The certificate that is served ends then."""
        self._certificate.set((good_until - (now or datetime.now(UTC))).total_seconds() / 86_400)

    def exposition(self) -> tuple[str, bytes]:
        """Content type and body of the answer to /metrics."""
        return CONTENT_TYPE_LATEST, generate_latest(self._registry)


def _close_codes() -> list[int]:
    # 1000 to 1015 are of RFC 6455.
    return [*range(1000, 1016), *map(int, CloseCode)]


def _store_faults() -> list[str]:
    kinds: list[type[StoreError]] = [StoreError, *StoreError.__subclasses__()]
    return [kind.__name__ for kind in kinds]
