"""What a table of words says. A translator adds names to the tables beside this file.

Nothing else has to be touched for a name that a file was not known by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """What the columns of one family of exports are called, in all languages.

    `names` maps a role to its names, parted by "|", the surest first. `stems` maps a role to a pattern that
    is searched in a header where none of its names stands. Capitals, accents, marks and blanks do not count
    in names; a pattern sees a header in small letters, without accents and marks. A role that ends in
    `_rate` is a share; its header may carry a "%", no other role's may. A role that begins with `unique_`
    counts people, as those of `of_people` do.

    `barred`: a header that this pattern matches has no role. `another`: what in brackets turns a figure into
    another one. `not_whole`: what makes a header with the right stems a part, an average or another kind of
    figure; of the roles in `counted`, a header with a word of `several` names several figures and is none.

    Where headers are compared word by word, a header that contains a name counts too, but for less.
    `turned`: words that turn its meaning then, by role ("delivery date" is not the date of an order).
    `strict`: roles whose name may be part of another thing's name, so that only harmless words may stand
    beside it. `last_resorts`: names that stand for a role only where nothing better does.
    """

    names: Mapping[str, str]
    stems: Mapping[str, str] = field(default_factory=dict)
    barred: str = r"(?!)"
    another: str = r"%|\bvs\b|rate|average|avg|previous|prior|change|compar"
    of_people: frozenset[str] = frozenset()
    not_whole: str | None = None
    counted: frozenset[str] = frozenset()
    several: str = r"(?!)"
    turned: Mapping[str, str] = field(default_factory=dict)
    strict: frozenset[str] = frozenset()
    last_resorts: Mapping[str, str] = field(default_factory=dict)


def any_of(*patterns: str) -> str:
    """Join alternatives of a pattern, so that a long list of words can be wrapped."""
    return "|".join(patterns)
