"""Figures that a sentence names by words which stand apart: "how many carts do people abandon".

A concept is a few groups of words. Its figure is meant where each group has a word in the sentence, in any
order. A group may be optional: its words are part of the name where they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import Found, text_left
from engagement.questions.language.patterns import VALUE, any_of, joined

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from engagement.questions.language.language_files import WordGroup

#: Placeholder for words for people.
_PEOPLE: Final = "WHO"
#: Placeholder for words for countries and their people: "Italians".
_PEOPLES: Final = "OF_COUNTRIES"
#: In the name of an entry, stands before what its concept needs: "revenue by split".
_BY: Final = "by "
#: The need of a concept whose figure is only meant where a coupon is named.
BY_CODE: Final = "code"


@dataclass(frozen=True, slots=True)
class Concept:
    """A figure, the groups of words that name it together, and optional groups (`beside`).

    `needs` says what else a sentence must ask for:

    - "": nothing.
    - "split": a split or a step in time, as in "which country buys most".
    - "days": days, a comparison or values, as in "how did October go".
    - "values": values, as in "how much did Italy make".
    - "code": a coupon, as in "how often was WELCOME10 used".
    """

    figure: str
    groups: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    needs: str


def concepts_of(words: Mapping[str, Sequence[WordGroup]], peoples: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of a language from the groups of words of each figure.

    The entry "who" of `words` has words for people, and `peoples` are words for countries and their people:
    both are put in place of the placeholders in other entries.
    """
    people = joined(words["who"][0].expressions)
    concepts = []
    for figure, parts in words.items():
        if figure == "who":
            continue
        patterns = [
            (any_of(_spelt(text, people, joined(peoples)) for text in part.expressions), part)
            for part in parts
        ]
        groups, beside = (
            tuple(pattern for pattern, part in patterns if part.optional is optional)
            for optional in (False, True)
        )
        key, _, which = figure.partition(" ")  # "revenue 2", "revenue by split", "revenue by days 2"
        needs = which.split()[1] if which.startswith(_BY) else ""
        concepts.append(Concept(key, groups, beside, needs))
    return tuple(concepts)


def _spelt(text: str, people: str, peoples: str) -> str:
    """Return an expression with words in place of its placeholders."""
    return text.replace(_PEOPLES, peoples).replace(_PEOPLE, people)


def named_by(plain: str, pieces: Sequence[Found], concept: Concept) -> list[Found] | None:
    """Return the words that name a concept's figure, each as a piece; None if a required group has none.

    Words of `pieces` are skipped, except those of figures and values.
    """
    others = [piece for piece in pieces if piece.kind != "figure" and not piece.kind.startswith(VALUE)]
    text = text_left(plain, others)
    matched = [list(group.finditer(text)) for group in concept.groups]
    if not all(matched):
        return None
    beside = [match for group in concept.beside for match in group.finditer(text)]
    all_matches = [match for matches in matched for match in matches] + beside
    named = {
        (match.start(), match.end()): Found(match.start(), match.end(), "figure", concept.figure)
        for match in all_matches
    }
    return list(named.values())
