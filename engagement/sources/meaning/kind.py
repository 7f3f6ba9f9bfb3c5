"""The description of a kind of export: the names of its columns, and how its headers are compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engagement.sources.words.word_files import joined, patterns, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The columns of one kind of export: their names in all languages, and words that exclude a header.

    `names` maps a role to its names, the most certain first. `stems` maps a role to a pattern that is
    searched in headers that are not one of its names. Names are compared without case, accents, punctuation
    and blanks; patterns are applied to headers in lower case, without accents and punctuation. `marks`: both
    keep their punctuation instead. A role that ends in `_rate` is a share: only its header may contain "%".
    A role that begins with `unique_`, or is in `of_people`, counts people.

    `barred`: a header that this pattern matches has no role. `another`: text in brackets that makes a figure
    another one. `not_whole`: text with which a header with the right stems is a part, an average or another
    kind of figure. For the roles in `counted`, a header with a match of `several` names several figures, so
    it has none of these roles.

    If headers are compared word by word, a header that contains a name counts too, but for less.
    `turned`: words that change its meaning then, by role ("delivery date" is not the date of an order).
    `strict`: roles whose name may be part of another thing's name, so that only harmless words may be beside
    it. `last_resorts`: names that are only used for a role if there is no better column.
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
    """Return a regular expression that matches any piece of one meaning. May raise `WordFileError`."""
    return joined(words(section)[meaning], f"[{section}] {meaning}")


def stems(section: str) -> dict[str, str]:
    """Return the regular expressions of a section by role, without roles that have none in any word file."""
    return {role: text for role, text in patterns(section).items() if words(section)[role]}
