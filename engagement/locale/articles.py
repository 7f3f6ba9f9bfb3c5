"""Words that depend on the following value: Italian says "dal 7" but "dall'8 novembre".

A translation requests one by name, as in "I dati partono {day:dal}".
"""

from __future__ import annotations

import re
from typing import Final

#: The forms before a consonant, and before a vowel ("otto", "undici").
_ARTICLES: Final = {
    "il": ("il ", "l\u2019"),
    "al": ("al ", "all\u2019"),
    "dal": ("dal ", "dall\u2019"),
    "del": ("del ", "dell\u2019"),
}
_VOWEL: Final = re.compile(r"(8|11)\b")


class WithArticle(str):
    """A formatted value before which `str.format` can put an Italian article."""

    __slots__ = ()

    def __format__(self, article: str) -> str:
        """Return the value, after its article in the right form if `article` names one ("il", "dal").

        Raises KeyError for an unknown article.
        """
        if not article:
            return str(self)
        plain, elided = _ARTICLES[article]
        return (elided if _VOWEL.match(self) else plain) + str(self)
