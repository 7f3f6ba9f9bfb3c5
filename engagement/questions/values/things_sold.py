"""Products that a sentence names by what they are, in any language: "świece" are "Beeswax candles"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES
from engagement.questions.days.pieces_found import Found
from engagement.questions.language.expressions import spoken
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.values.named_in_sentence import first_part, values_of
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

#: Dimensions whose values are named by what they are, the widest first.
_BY: Final = ("product_type", "parent_product", "product")
_BY_LEVEL: Final = ("tier", "member_tier")
#: Up to so many words of up to so many letters may stand between those of one thing: "lampade da tavolo".
_GAP: Final = 2
_LONGEST: Final = 3
#: Last words of names of things that belong to another thing, such as "cushion cover".
_COVERS: Final = frozenset({"cover", "set", "case"})
#: Names of what products are made of, how they are made, or what they are for: alone they name all products
#: with it in their names.
_MATERIALS: Final = frozenset(
    {
        *("hair", "body", "face", "garden", "kitchen", "clay", "terracotta"),
        "linen",
        "wool",
        "cotton",
        "leather",
        "silk",
        "silver",
        "gold",
        "wooden",
        "glass",
        "ceramic",
        "paper",
        "brass",
        "decaf",
        "vegan",
        "bronze",
        "platinum",
        "diamond",
    }
)
#: Those that levels of members are called by, whichever language a shop calls them in.
_LEVELS: Final = frozenset({"gold", "silver", "bronze", "platinum", "diamond"})
#: The most products with the same thing in their names that a sentence may mean.
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing that a text names: its place in the text, its English name and the language of the text."""

    start: int
    end: int
    name: str
    language: str


def things_named(plain: str, language: str, view: OwnersView, figure: str) -> Iterator[Found]:
    """Yield the products and kinds of products that a sentence names by what they are.

    Words that stand together ("black table lamps") name one thing: its name must have all of them.
    """
    runs = list(_runs(plain, _things_in(plain, language), spoken(language)))
    values = list(values_of(view, figure)) if runs else []
    for run in runs:
        names = {thing.name for thing in run}
        yield from _tiers_called(run, names, values)
        for by in _BY:
            of_dimension = [value for each, value in values if each == by]
            alike = [value for value in of_dimension if _is_called(value, names)]
            if not alike and len(names) == 1:
                alike = [value for value in of_dimension if _is_cover_of(value, *names)]
            if alike and len(alike) <= _MOST:
                yield Found(run[0].start, run[-1].end, f"{VALUE}{by}", SEVERAL.join(alike))
                break


def _tiers_called(
    run: Sequence[_Thing], names: set[str], values: Sequence[tuple[str, str]]
) -> Iterator[Found]:
    """Yield the levels of members that a word for a metal means: "gold members" of a level "Oro"."""
    for by in _BY_LEVEL if names <= _LEVELS else ():
        called = [value for each, value in values if each == by and names <= _is_about(value)[0]]
        if called:
            yield Found(run[0].start, run[-1].end, f"{VALUE}{by}", SEVERAL.join(called))


def _runs(plain: str, things: Sequence[_Thing], words: Expressions) -> Iterator[list[_Thing]]:
    """Yield lists of things that stand together, with no "and", "or" or long word between them."""
    run: list[_Thing] = []
    for thing in things:
        gap = plain[run[-1].end : thing.start] if run else ""
        long = len(gap.split()) > _GAP or any(len(word) > _LONGEST or word == "vs" for word in gap.split())
        if run and (
            long or any(each.search(gap) for each in (words.both, words.versus, words.without, words.as_well))
        ):
            yield run
            run = []
        run.append(thing)
    if run:
        yield run


@lru_cache(maxsize=4096)
def _is_about(value: str) -> tuple[frozenset[str], str | None]:
    """Return the things that a product's name has, and the one that the product is; None for an unknown one.

    In English that is the last thing named ("table lamp"), else the first ("lampada da tavolo").
    """
    name, first = fold(value), fold(first_part(value))
    things = [thing for language in LANGUAGES for thing in _things_in(name, language)]
    heads = [thing for thing in things if thing.start < len(first)]
    english = [thing for thing in heads if thing.language == LANGUAGES[0]]
    head = max(english, key=lambda thing: thing.end, default=None)
    head = head or min(heads, key=lambda thing: thing.start, default=None)
    return frozenset(thing.name for thing in things), None if head is None else head.name


def _is_called(value: str, names: set[str]) -> bool:
    """Return whether a product's name has all of these things, and the product is one of them.

    Of materials alone it must have them all: "linen" is every tablecloth of linen, but no bed linen.
    """
    things, head = _is_about(value)
    if names <= _MATERIALS:
        return names <= things
    all_named = all(any(_is_one(thing, name) for thing in things) for name in names)
    return head is not None and all_named and any(_is_one(head, name) for name in names)


def _is_cover_of(value: str, name: str) -> bool:
    """Return whether a product is a cover, case or set of a thing, which may be meant by the thing's name."""
    _, head = _is_about(value)
    return head is not None and head.startswith(f"{name} ") and head.rsplit(maxsplit=1)[-1] in _COVERS


def _is_one(thing: str, name: str) -> bool:
    """Return whether a thing is the named one or a kind of it: a "tea towel" is a towel."""
    return thing == name or thing.endswith(f" {name}")


def _things_in(plain: str, language: str) -> list[_Thing]:
    """Return the things that a folded text names in a language, in their order."""
    pattern, names = _things_of(language)
    return [
        _Thing(match.start(), match.end(), names[(match.lastindex or 1) - 1], language)
        for match in pattern.finditer(plain)
    ]


@cache
def _things_of(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one expression for all things of a language, and the name of the thing of each group in it."""
    texts = [(text, name) for name, each in spoken(language).things.items() for text in each]
    texts.sort(key=lambda pair: -len(pair[0]))
    return re.compile(rf"\b(?:{'|'.join(f'({text})' for text, _ in texts)})\b"), tuple(
        name for _, name in texts
    )
