"""Whose address a connection has: for limits, and for what only some networks may see."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks (``10.0.0.0/8``) and single addresses. ValueError for what is neither."""
    return tuple(ipaddress.ip_network(text.strip()) for text in texts)


def is_in(address: str, of: Sequence[Network]) -> bool:
    """Whether an address is in one of the networks; what is no address is in none."""
    try:
        parsed = _parsed(address)
    except ValueError:
        return False
    return any(parsed in network for network in of)


def client_address(peer: str, forwarded_for: str | None, proxies: Sequence[Network]) -> str:
    """Who is at the other end: the peer, or where that is a proxy of ours, whom it names.

    ``forwarded_for`` is the header X-Forwarded-For. Anybody can write into it, and each proxy adds on the right: from
    there the first that is no proxy of ours counts.
    """
    address = peer
    names = (forwarded_for or "")[-1024:].split(",")
    while names and is_in(address, proxies):
        name = names.pop().strip()
        try:
            address = str(_parsed(name))
        except ValueError:
            break
    return address


def address_key(address: str) -> str:
    """What stands for whoever has this address: an IPv6 customer has a whole /64, and so 2^64 addresses."""
    try:
        parsed = _parsed(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    return parsed
