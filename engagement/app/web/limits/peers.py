"""Where a connection comes from: from a proxy of ours beside us, or from outside."""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: This machine and private networks: what reaches us from there is a proxy of ours, or a neighbour.
_NEAR: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


def read(text: str) -> Address | None:
    """Return the address that a text is, if it is one."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_near(peer: Address | None) -> bool:
    """Whether a connection comes from this machine or a private network, or from where nobody knows."""
    return peer is None or any(peer in network for network in _NEAR)
