"""The hub's server: sockets, timers and the store about the pure rooms of `telemetry.room`."""

from .errors import HubError
from .server import Hub, start_hub

__all__ = ["Hub", "HubError", "start_hub"]
