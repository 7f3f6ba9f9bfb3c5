"""Which network a word, a file name or a link speaks of, and the post that a link leads to."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.values.fold import fold
from engagement.sources.words.networks import NETWORKS

_BY_WORD: Final = {n: re.compile(words) for n, (words, _) in NETWORKS.items()}
_BY_HOST: Final = {n: re.compile(hosts) for n, (_, hosts) in NETWORKS.items()}
_HOST: Final = re.compile(r"^\s*(?:https?:)?(?://)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:?#]|$)", re.IGNORECASE)


def network_in(words: str | None) -> str | None:
    """Return the network that a word, a title or a file name speaks of, or None."""
    folded = fold(words or "")
    return next((n for n, pattern in _BY_WORD.items() if pattern.search(folded)), None)


def network_of_link(link: str | None) -> str | None:
    """Return the network that a link leads to, or None."""
    host = _HOST.match(link or "")
    if host is None:
        return None
    name = host.group(1).casefold()
    return next((n for n, pattern in _BY_HOST.items() if pattern.search(name)), None)


#: Where a link holds the network's own id of a post.
_ID_IN_LINK: Final = re.compile(
    r"(?:twitter|x)\.com/[^/]+/status(?:es)?/(\d+)"
    r"|tiktok\.com/.*?/(?:video|photo)/(\d+)"
    r"|youtu\.be/([\w-]{11})|youtube\.com/(?:shorts/|live/|watch\?(?:.*&)?v=)([\w-]{11})"
    r"|linkedin\.com/.*?(?:activity|share|ugcpost)[:-](\d{15,})",
    re.IGNORECASE,
)


def id_in_link(link: str | None) -> str | None:
    """Return the network's id of the post that a link leads to, or None where it holds none."""
    found = _ID_IN_LINK.search(link or "")
    return None if found is None else next(group for group in found.groups() if group)
