"""Figures that a sentence names by words which stand apart: "how many carts do people abandon".

A concept is a few groups of words. A figure is meant where each of its groups has a word in the sentence, in
any order; a group that may be missing is only taken along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.questions.days_said import Found
from engagement.questions.patterns import any_of, parted

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

#: Before a group that may be missing.
_MAYBE: Final = "?"
_PEOPLE: Final = "WHO"


@dataclass(frozen=True, slots=True)
class Concept:
    """A figure, the groups of words that name it together, and those that may stand with them."""

    figure: str
    groups: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]


def concepts_of(words: Mapping[str, str]) -> tuple[Concept, ...]:
    """Return the concepts of a language: "carts? | baskets? & left" for each figure; `who` are people."""
    found = []
    for figure, text in words.items():
        if figure == "who":
            continue
        groups: list[re.Pattern[str]] = []
        beside: list[re.Pattern[str]] = []
        for group in text.replace(_PEOPLE, words["who"]).split(" & "):
            maybe = group.startswith(_MAYBE)
            (beside if maybe else groups).append(any_of(parted(group.removeprefix(_MAYBE))))
        found.append(Concept(figure, tuple(groups), tuple(beside)))
    return tuple(found)


def figures_by_concept(
    plain: str, pieces: Sequence[Found], concepts: Sequence[Concept]
) -> dict[str, tuple[int, list[Found]]]:
    """Return of each figure that words of a sentence name together how many groups, and these words.

    Words of `pieces` of other kinds than figures are not looked at.
    """
    left = list(plain)
    for piece in pieces:
        if piece.kind != "figure":
            left[piece.start : piece.end] = " " * (piece.end - piece.start)
    text = "".join(left)
    found: dict[str, tuple[int, list[Found]]] = {}
    for concept in concepts:
        matched = [list(group.finditer(text)) for group in concept.groups]
        if not all(matched):
            continue
        beside = [match for group in concept.beside for match in group.finditer(text)]
        every = [match for matches in matched for match in matches] + beside
        named = {
            (match.start(), match.end()): Found(match.start(), match.end(), "figure", concept.figure)
            for match in every
        }
        found[concept.figure] = (len(concept.groups), list(named.values()))
    return found
