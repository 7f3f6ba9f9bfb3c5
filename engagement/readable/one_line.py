"""Text from a file on one line, for places that do not use Markdown."""

from __future__ import annotations

import re
from typing import Final

#: Characters that could break a line or change its direction.
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def plain(text: str, most: int = 200) -> str:
    """Return `text` on one line of at most `most` characters."""
    line = CONTROL.sub(" ", text)
    return line if len(line) <= most else line[: most - 1] + "…"
