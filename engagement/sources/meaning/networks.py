"""Recognise the network in words, a file name or a link, and the post that a link leads to."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

#: The network of data that do not name one.
UNKNOWN: Final = "unknown"
#: The source of posts from files that list only the best posts, so that their sums are not the account's.
BEST_POSTS: Final = "linkedin_best"


def _compiled(section: str) -> dict[str, re.Pattern[str]]:
    return {name.replace("_", " "): re.compile(text) for name, text in patterns(section).items()}


_BY_WORD: Final = _compiled("networks")
_BY_HOST: Final = _compiled("network-hosts")
#: The networks that are known by a word.
KNOWN: Final = tuple(_BY_WORD)
_HOST: Final = re.compile(r"^\s*(?:https?:)?(?://)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:?#]|$)", re.IGNORECASE)


def network_in(words: str | None) -> str | None:
    """Return the network that words, a title or a file name mention, or None."""
    text = fold(words or "")
    return next((n for n, pattern in _BY_WORD.items() if pattern.search(text)), None)


def network_of_link(link: str | None) -> str | None:
    """Return the network that a link leads to, or None."""
    host = _HOST.match(link or "")
    if host is None:
        return None
    name = host.group(1).casefold()
    return next((n for n, pattern in _BY_HOST.items() if pattern.search(name)), None)


#: A pattern that finds the network's own id of a post in a link.
_ID_IN_LINK: Final = re.compile(
    r"(?:twitter|x)\.com/[^/]+/status(?:es)?/(\d+)"
    r"|tiktok\.com/.*?/(?:video|photo)/(\d+)"
    r"|youtu\.be/([\w-]{11})|youtube\.com/(?:shorts/|live/|watch\?(?:.*&)?v=)([\w-]{11})"
    r"|linkedin\.com/.*?(?:activity|share|ugcpost)[:-](\d{15,})",
    re.IGNORECASE,
)


def id_in_link(link: str | None) -> str | None:
    """Return the network's own id of the post that a link leads to; None if it has none."""
    match = _ID_IN_LINK.search(link or "")
    return None if match is None else next(group for group in match.groups() if group)
