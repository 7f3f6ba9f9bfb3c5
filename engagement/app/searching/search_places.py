"""The figures, tables and pages that the visitor can search for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.app.navigation import find_figures, router
from engagement.app.ui.reader import words
from engagement.app.who.current import visitor
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.app.navigation.find_figures import FoundPlace

#: Between the names of a place, and the least letters of a word of them that is looked for.
_BETWEEN: Final = re.compile(r"[(),]")
_SHORTEST: Final = 4
_ENDINGS: Final = "aeiouys"
#: So much of a name has to be in a sentence.
_ENOUGH: Final = 0.5
_SEVERAL: Final = 2


def called() -> Mapping[FoundPlace, str]:
    """Return the targets of the visitor's search, each with all of its names in one line."""
    stems = tuple(entry.stem for entry in router.entries(visitor()))
    return find_figures.names(words().language, stems)


def led_to(elsewhere: Sequence[str], places: Mapping[FoundPlace, str]) -> list[FoundPlace]:
    """Return the visitor's places among tables and pages that a sentence was understood to be about."""
    return [place for place in places if f"{place.kind} {place.key}" in elsewhere]


def spoken_of(sentence: str, unknown: Sequence[str], places: Mapping[FoundPlace, str]) -> list[FoundPlace]:
    """Return the places of which a sentence has most of a name: "churn this month", "days to second order".

    One word of a name is enough only if the sentence was not understood because of it (`unknown`).
    """
    said, not_known = fold(sentence).split(), [fold(word) for word in unknown]
    scores: dict[FoundPlace, float] = {}
    for place, line in places.items():
        for name in map(fold, _BETWEEN.split(line)):
            words_of_place = [word for word in name.split() if len(word) >= _SHORTEST] or name.split()
            found = [word for word in words_of_place if any(_is_form_of(each, word) for each in said)]
            alone = [word for word in found if any(_is_form_of(each, word) for each in not_known)]
            if (alone or len(found) >= _SEVERAL) and len(found) >= _ENOUGH * len(words_of_place):
                scores[place] = max(scores.get(place, 0), len(found) ** 2 / len(words_of_place))
    return [place for place, score in scores.items() if score == max(scores.values())]


def _is_form_of(written: str, word: str) -> bool:
    """Return whether a word is another, or its stem with another short ending: "post" and "posts"."""
    stem = word.rstrip(_ENDINGS)
    longer = len(stem) >= _SHORTEST and written.startswith(stem)
    return written == word or (longer and len(written) <= len(word) + 1)
