"""What the networks are called in words, and the hosts of their links."""

from __future__ import annotations

from typing import Final

#: What stands for the network of data that name none.
UNKNOWN: Final = "unknown"
#: Source of posts of which a file lists the best alone: their figures are not those of all.
BEST_POSTS: Final = "linkedin_best"
#: Network -> words by which a column or a file name calls it, and the hosts of its links.
NETWORKS: Final[dict[str, tuple[str, str]]] = {
    "facebook": (
        r"facebook|\bfb\b|\bpage facebook\b",
        r"(?:^|\.)(?:facebook\.com|fb\.com|fb\.watch|fb\.me)$",
    ),
    "instagram": (r"instagram|\big\b|\binsta\b", r"(?:^|\.)(?:instagram\.com|instagr\.am)$"),
    "tiktok": (r"tik ?tok", r"(?:^|\.)tiktok\.com$"),
    "youtube": (r"you ?tube|\byt\b", r"(?:^|\.)(?:youtube\.com|youtu\.be)$"),
    "linkedin": (r"linked ?in", r"(?:^|\.)(?:linkedin\.com|lnkd\.in)$"),
    "pinterest": (r"pinterest", r"(?:^|\.)(?:pinterest\.[a-z.]+|pin\.it)$"),
    "threads": (r"threads", r"(?:^|\.)threads\.(?:net|com)$"),
    "bluesky": (r"blue ?sky|\bbsky\b", r"(?:^|\.)bsky\.app$"),
    "mastodon": (r"mastodon", r"(?:^|\.)mastodon\.[a-z]+$"),
    "reddit": (r"reddit", r"(?:^|\.)(?:reddit\.com|redd\.it)$"),
    "snapchat": (r"snapchat", r"(?:^|\.)snapchat\.com$"),
    "google business": (r"google (?:my )?business", r"(?:^|\.)business\.google\.com$"),
    "x": (
        r"twitter|^x$|\bx twitter\b|\baccount (?:analytics|overview)\b",
        r"(?:^|\.)(?:x\.com|twitter\.com)$",
    ),
}
#: The networks that are known by a word.
KNOWN: Final = tuple(NETWORKS)
