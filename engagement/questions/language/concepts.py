"""Figures that a sentence names by words which stand apart: "how many carts do people abandon".

A concept is a few groups of words. A figure is meant where each of its groups has a word in the sentence, in
any order; a group that may be missing is only taken along.
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

_PEOPLE: Final = "WHO"
#: Stands for the words for people of countries: "Italians".
_PEOPLES: Final = "OF_COUNTRIES"
#: Follows the name of a figure that is only meant beside what it needs.
_BY: Final = "by "
#: What a figure needs that is named beside a coupon.
BY_CODE: Final = "code"


@dataclass(frozen=True, slots=True)
class Concept:
    """A figure, the groups of words that name it together, and those that may stand with them.

    `needs`: what a sentence has to ask for besides; empty for nothing. A "split", or a step in time, as in
    "which country buys most"; "days", a comparison or values, as in "how did October go"; a coupon, "code",
    as in "how often was WELCOME10 used".
    """

    figure: str
    groups: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    needs: str


def concepts_of(words: Mapping[str, Sequence[WordGroup]], peoples: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of a language: the groups of words of each figure; `who` are people."""
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
    return text.replace(_PEOPLES, peoples).replace(_PEOPLE, people)


def named_by(plain: str, pieces: Sequence[Found], concept: Concept) -> list[Found] | None:
    """Return the words of a sentence that name a concept's figure together; None where they do not.

    Words of `pieces` of other kinds than figures and values are not looked at.
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
