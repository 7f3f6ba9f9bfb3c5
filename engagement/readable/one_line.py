"""Text that comes from a file, in one line: for places that know no Markdown."""

from __future__ import annotations

import re
from typing import Final

#: What is no letter and could break a line or turn its direction.
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def plain(text: str, most: int = 200) -> str:
    """Return `text` in one line of at most `most` letters."""
    line = CONTROL.sub(" ", text)
    return line if len(line) <= most else line[: most - 1] + "…"
