from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemetry.auth.addresses import address_key, client_address, is_in, networks

PROXIES = networks(["10.0.0.0/8", "2001:db8::1"])


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("/run/hub.sock", "/run/hub.sock"),
    ],
)
def test_an_address_stands_for_whoever_can_choose_it(address: str, key: str) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("198.51.100.7", None, "198.51.100.7"),
        ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "1.2.3.4, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "1.2.3.4, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("2001:db8::1", "2001:db8:5::9", "2001:db8:5::9"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1, nonsense", "10.0.0.1"),
    ],
)
def test_a_proxy_of_ours_is_believed_and_nobody_else(peer: str, forwarded: str | None, address: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == address


@given(st.text(max_size=2000))
def test_no_header_breaks_it_or_makes_who_is_no_proxy_somebody_else(forwarded: str) -> None:
    assert client_address("198.51.100.7", forwarded, PROXIES) == "198.51.100.7"
    client_address("10.0.0.1", forwarded, PROXIES)


def test_who_is_in_a_network() -> None:
    assert is_in("10.200.3.4", PROXIES)
    assert is_in("::ffff:10.200.3.4", PROXIES)
    assert not is_in("11.0.0.1", PROXIES)
    assert not is_in("/run/hub.sock", PROXIES)


@pytest.mark.parametrize("text", ["", "10.0.0.1/8", "hub.lab", "10.0.0.0/33"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"network|netmask|host bits"):
        networks([text])
