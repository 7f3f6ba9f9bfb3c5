"""Words that change with the value put beside them: Italian says "dal 7" but "dall'8 novembre".

A translation asks for one by its name, as in "I dati partono {day:dal}".
"""

from __future__ import annotations

import re
from typing import Final

#: Before a consonant, and before the vowel with which "otto" and "undici" begin.
_ARTICLES: Final = {
    "il": ("il ", "l\u2019"),
    "al": ("al ", "all\u2019"),
    "dal": ("dal ", "dall\u2019"),
    "del": ("del ", "dell\u2019"),
}
_VOWEL: Final = re.compile(r"(8|11)\b")


class WithArticle(str):
    """A formatted value that `str.format` can put an Italian article before."""

    __slots__ = ()

    def __format__(self, article: str) -> str:
        """Return the value, behind its article in the right form where `article` names one ("il", "dal").

        Raises KeyError for an article that is not known.
        """
        if not article:
            return str(self)
        plain, elided = _ARTICLES[article]
        return (elided if _VOWEL.match(self) else plain) + str(self)
