"""Find columns by what they mean: names in seven languages, then word stems where no name fits.

A family of exports (web, e-mail, loyalty) says once what its columns are called; the formats ask by
concept. Names are compared folded and without blanks: `Unique Opens`, `unique_opens` and
`uniqueOpens` are one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.text import brackets
from engagement.sources.values.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_BRACKETS: Final = re.compile(r"[(\[](.*?)[)\]]")
#: In brackets, these turn a figure into another one.
_ANOTHER: Final = re.compile(r"%|\bvs\b|rate|average|avg|previous|prior|change|compar", re.IGNORECASE)
_PERCENT: Final = "percent"
_PEOPLE: Final = "unique_"
#: Figures that count people anyway.
_OF_PEOPLE: Final = frozenset(
    {"visitors", "active_users", "new_visitors", "recipients", "delivered", "unsubscribes", "complaints"}
)


class Vocabulary:
    """What the columns of one family are called.

    `names` maps a concept to its names, parted by "|", the surest first. `stems` maps a concept to
    a pattern that is searched in a folded header where none of its names stands. A concept that
    ends in `_rate` is a share; its header may carry a "%", no other concept's may. Headers that
    `barred` matches have no concept.
    """

    def __init__(
        self, names: Mapping[str, str], stems: Mapping[str, str] | None = None, barred: str = r"(?!)"
    ) -> None:
        self._names = {
            concept: [w for w in map(_squeezed, text.split("|")) if w] for concept, text in names.items()
        }
        self._stems = {concept: re.compile(pattern) for concept, pattern in (stems or {}).items()}
        self._known = {name for known in self._names.values() for name in known}
        self._barred = re.compile(barred)

    def find(self, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the columns of each concept that has any, the surest first; a column serves one concept."""
        left = brackets.open_columns(columns)
        spellings = {c: s if c not in left else s[:1] for c in columns if (s := self._spellings(c))}
        found: dict[str, list[str]] = {}
        taken: set[str] = set()
        for rank in range(2):
            shares, others = (_by_words(spellings, concept, rank) for concept in ("_rate", ""))
            for concept, known in self._names.items():
                said = shares if concept.endswith("_rate") else others
                new = [
                    c
                    for name in dict.fromkeys((*known, *self._counterpart(concept, rank)))
                    for c in said.get(name, ())
                    if c not in taken and (rank == 0 or self._counts_so(c, concept, name))
                ]
                taken.update(new)
                found.setdefault(concept, []).extend(new)
        for concept, pattern in self._stems.items():
            if found.get(concept):
                continue
            new = [
                c for c, said in spellings.items() if c not in taken and self._loosely(concept, pattern, said)
            ]
            taken.update(new)
            found.setdefault(concept, []).extend(new)
        return {concept: tuple(chosen) for concept, chosen in found.items() if chosen}

    def columns_of(
        self, columns: Sequence[str], said: Mapping[str, str] | None
    ) -> dict[str, tuple[str, ...]]:
        """Return the columns of each concept: as a person has said, else as `find` does."""
        if said is None:
            return self.find(columns)
        return {concept: (column,) for concept, column in said.items()}

    def concept_of(self, header: str) -> str | None:
        """Return the concept of a single header, or None."""
        return next(iter(self.find([header])), None)

    def barred(self, header: str) -> bool:
        """Whether a header can have no concept."""
        return self._barred.search(fold(header)) is not None

    def _counterpart(self, concept: str, rank: int) -> Sequence[str]:
        """The names of people for events and the reverse: brackets may turn the one into the other."""
        people, events = f"{_PEOPLE}{concept}", concept.removeprefix(_PEOPLE)
        other = people if people in self._names else events
        return self._names[other] if rank and other != concept and other in self._names else ()

    def _counts_so(self, column: str, concept: str, name: str) -> bool:
        """Whether what a header says in brackets fits a concept: who opened is no count of opens."""
        if brackets.says_people(column):
            return concept.startswith(_PEOPLE) or concept in _OF_PEOPLE
        if f"{_PEOPLE}{concept.removeprefix(_PEOPLE)}" in self._names and brackets.says_whole(column):
            return not concept.startswith(_PEOPLE)
        return name in self._names[concept]

    def _spellings(self, column: str) -> tuple[str, ...]:
        """A header as a whole, and without its brackets where they do not make it another figure."""
        whole = fold(column.replace("%", f" {_PERCENT} "))
        if self._barred.search(whole):
            return ()
        inside = _BRACKETS.findall(column)
        if not inside or any(_ANOTHER.search(part) for part in inside if part != "%"):
            return (whole,)
        bare = _BRACKETS.sub(lambda part: f" {_PERCENT} " if part[1] == "%" else " ", column)
        return whole, fold(bare.replace("%", f" {_PERCENT} "))

    def _loosely(self, concept: str, pattern: re.Pattern[str], said: Sequence[str]) -> bool:
        words = _for(concept, said[-1])
        if _PERCENT in words.split() or any(_squeezed(s) in self._known for s in said):
            return False
        return pattern.search(words) is not None


def _by_words(spellings: Mapping[str, tuple[str, ...]], concept: str, rank: int) -> dict[str, list[str]]:
    """Columns by the words that such a concept compares, of their first or their second spelling."""
    found: dict[str, list[str]] = {}
    for column, said in spellings.items():
        if rank < len(said):
            found.setdefault(_squeezed(_for(concept, said[rank])), []).append(column)
    return found


def _squeezed(words: str) -> str:
    return fold(words).replace(" ", "")


def _for(concept: str, words: str) -> str:
    """The words of a header as a concept compares them: only a share may be in per cent."""
    if not concept.endswith("_rate") or _PERCENT not in words:
        return words
    return " ".join(word for word in words.split() if word != _PERCENT)
