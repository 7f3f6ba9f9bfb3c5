"""Social networks by name, as they write themselves: the same in every language."""

from __future__ import annotations

from typing import Final

_NETWORKS: Final = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "pinterest": "Pinterest",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "reddit": "Reddit",
    "snapchat": "Snapchat",
    "google business": "Google Business",
    "x": "X",
}


def network_name(network: str) -> str:
    """Return the name of a network, or what the file calls one that is not known."""
    return _NETWORKS.get(network, network)
