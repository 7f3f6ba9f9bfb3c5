"""Whether a connection comes from a proxy nearby or from outside."""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: This machine and private networks: what reaches us from there is a proxy of ours, or a neighbour.
_PRIVATE_NETWORKS: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


def read(text: str) -> Address | None:
    """Return a text as an IP address; None where it is none."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_private(peer: Address | None) -> bool:
    """Return whether an address is of this machine or a private network, or unknown (None)."""
    return peer is None or any(peer in network for network in _PRIVATE_NETWORKS)
