"""Social networks by their own spelling, the same in every language."""

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
    """Return the name of a network; for an unknown one its name in the file."""
    return _NETWORKS.get(network, network)
