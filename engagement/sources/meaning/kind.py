"""What a kind of export is: which section of words names its columns, and how its headers are compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engagement.sources.words.word_files import joined, patterns, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The columns of one kind of export: their names in all languages, and words that exclude a header.

    `names` maps a role to its names, the surest first. `stems` maps a role to a pattern that is searched
    in a header where none of its names stands. Capitals, accents, marks and blanks do not count in names;
    a pattern sees a header in small letters, without accents and marks. `marks`: names and patterns are
    compared with their marks. A role that ends in `_rate` is a share; its header may carry a "%", no other
    role's may. A role that begins with `unique_` counts people, as those of `of_people` do.

    `barred`: a header that this pattern matches has no role. `another`: what in brackets turns a figure into
    another one. `not_whole`: what makes a header with the right stems a part, an average or another kind of
    figure; of the roles in `counted`, a header with a word of `several` names several figures and is none.

    Where headers are compared word by word, a header that contains a name counts too, but for less.
    `turned`: words that turn its meaning then, by role ("delivery date" is not the date of an order).
    `strict`: roles whose name may be part of another thing's name, so that only harmless words may stand
    beside it. `last_resorts`: names that stand for a role only where nothing better does.
    """

    names: Mapping[str, Sequence[str]]
    stems: Mapping[str, str] = field(default_factory=dict)
    marks: bool = False
    barred: str = r"(?!)"
    another: str = r"%|\bvs\b|rate|average|avg|previous|prior|change|compar"
    of_people: frozenset[str] = frozenset()
    not_whole: str | None = None
    counted: frozenset[str] = frozenset()
    several: str = r"(?!)"
    turned: Mapping[str, Sequence[str]] = field(default_factory=dict)
    strict: frozenset[str] = frozenset()
    last_resorts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def pattern(section: str, meaning: str) -> str:
    """Return a regular expression of any piece of one meaning. Raises `WordFileError`."""
    return joined(words(section)[meaning], f"[{section}] {meaning}")


def stems(section: str) -> dict[str, str]:
    """Return the expressions of a section by role, without roles for which no file has a piece."""
    return {role: text for role, text in patterns(section).items() if words(section)[role]}
