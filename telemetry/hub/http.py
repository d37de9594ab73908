"""Answers to plain requests on the hub's port: /healthz and /metrics; and which web pages may connect."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from ..auth.addresses import client_address, is_in
from ..metrics import HubMetrics
from ..settings import HubSettings

CHANNEL = "/"
"""Where the websocket is."""


class Requests:
    """Decides on every request before it becomes a websocket."""

    def __init__(
        self, settings: HubSettings, metrics: HubMetrics, is_well: Callable[[], bool], has_place: Callable[[], bool]
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._is_well = is_well
        self._has_place = has_place

    def address(self, connection: ServerConnection, request: Request) -> str:
        """Who is at the other end."""
        peer = connection.remote_address
        forwarded = ",".join(request.headers.get_all("X-Forwarded-For")) or None
        return client_address(str(peer[0]) if peer else "", forwarded, self._settings.proxies)

    def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """A response, or None where it becomes a websocket."""
        path = request.path.partition("?")[0]
        if path == "/healthz":
            well = self._is_well()
            return _response(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, b"well" if well else b"store")
        if path == "/metrics":
            if not is_in(self.address(connection, request), self._settings.metrics_from):
                return _response(HTTPStatus.FORBIDDEN, b"not from here")
            kind, body = self._metrics.exposition()
            return _response(HTTPStatus.OK, body, kind)
        if path != CHANNEL:
            return _response(HTTPStatus.NOT_FOUND, b"there is nothing here")
        if not self._may_connect(request):
            return _response(HTTPStatus.FORBIDDEN, b"this page may not connect")
        if not self._has_place():
            return _response(HTTPStatus.SERVICE_UNAVAILABLE, b"the hub is full")
        return None

    def _may_connect(self, request: Request) -> bool:
        """A program sends no origin; a page must be of this very address, or one of those allowed."""
        origins = request.headers.get_all("Origin")
        if not origins:
            return True
        if len(origins) > 1:
            return False
        try:
            own = urlsplit(origins[0]).netloc.lower()
        except ValueError:
            return False
        host = request.headers.get_all("Host")
        return origins[0].lower() in self._settings.origins or (len(host) == 1 and bool(own) and own == host[0].lower())


def _response(status: HTTPStatus, body: bytes, kind: str = "text/plain; charset=utf-8") -> Response:
    headers = Headers()
    headers["Content-Type"] = kind
    headers["Content-Length"] = str(len(body))
    headers["Cache-Control"] = "no-store"
    headers["Connection"] = "close"
    return Response(status.value, status.phrase, headers, body)
