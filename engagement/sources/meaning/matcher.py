"""Find columns by their meaning, by comparing headers with the names in the word files.

A header is compared in up to four ways, the most certain first: it is a name of a role; it is one without
its brackets; it contains the words of one ("order date (UTC)"); it matches the stems of a role. Names are
compared folded and without blanks: `Unique Opens`, `unique_opens` and `uniqueOpens` are equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from engagement.sources.meaning.header_words import HARMLESS, fold_name, marked, words
from engagement.sources.text import brackets
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engagement.sources.meaning.kind import Kind

#: How a column was found: its header is a name of the role, or is one without its brackets, or contains one,
#: or has the stems of one; or it is an ambiguous name, used if there is no better column; or its values show
#: the role.
By = Literal["name", "bare name", "part of the name", "stems", "last resort", "values"]
#: The columns of each concept, the most certain first.
ColumnsByConcept = dict[str, tuple[str, ...]]

_BRACKETS: Final = re.compile(r"[(\[](.*?)[)\]]")
_PERCENT: Final = "percent"
_PEOPLE: Final = "unique_"
_SHARE: Final = "_rate"
#: "Email2" and "Email (2)" are e-mail columns, too.
_NUMBERED: Final = re.compile(r" ?\(?\d{1,2}\)?$")


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column that may have a role, and how it was found."""

    role: str
    column: str
    by: By


@dataclass(frozen=True, slots=True)
class _Header:
    """One header in the forms that are compared with the names of roles.

    - `plain`: the whole header with case, accents and marks folded; None if it cannot have a role.
    - `without_brackets`: the same without brackets that do not change the meaning.
    - `open`: other headers differ from it only in brackets, and nothing shows which of them is the figure.
    - `is_role_name`: one of the two forms is a name of some role.
    """

    column: str
    plain: str | None
    without_brackets: str | None
    open: bool
    is_role_name: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(text for text in (self.plain, self.without_brackets) if text is not None)


class _Headers:
    """The headers of one table, indexed by their compared forms."""

    def __init__(self, headers: Sequence[_Header]) -> None:
        self.every = headers
        self._named: dict[tuple[By, bool], Mapping[str, Sequence[str]]] = {}

    def named(self, by: By, *, share: bool) -> Mapping[str, Sequence[str]]:
        """Return the columns by name; for roles that are a `share`, names are without "percent"."""
        by_name = self._named.get((by, share))
        if by_name is None:
            columns: dict[str, list[str]] = {}
            for header in self.every:
                words = header.plain if by == "name" else header.without_brackets
                if words is not None:
                    columns.setdefault(_squeezed(_for(words, share=share)), []).append(header.column)
            by_name = self._named[by, share] = columns
        return by_name


class Matcher:
    """Finds the columns of one kind of export by their headers."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        key = marked if kind.marks else _squeezed
        self._names = {
            role: tuple(dict.fromkeys(w for w in map(key, names) if w)) for role, names in kind.names.items()
        }
        self._stems = {role: re.compile(pattern) for role, pattern in kind.stems.items()}
        self._known = {name for known_names in self._names.values() for name in known_names}
        self._barred = re.compile(kind.barred)
        self._another = re.compile(kind.another, re.IGNORECASE)
        self._not_whole = None if kind.not_whole is None else re.compile(kind.not_whole)
        self._several = re.compile(kind.several)
        self._headers = lru_cache(maxsize=64)(self._read)

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names of each role as they are compared: folded, without blanks, the most certain first."""
        return self._names

    def find(self, columns: Sequence[str]) -> ColumnsByConcept:
        """Return the columns of each role that has any, the most certain first; a column has one role."""
        headers = self._headers(tuple(columns))
        by_role: dict[str, list[str]] = {role: [] for role in (*self._names, *self._stems)}
        used: set[str] = set()
        steps: tuple[By, ...] = ("name", "bare name", "stems")
        for by in steps:
            named = self._among(headers, by)
            for role in self._names if by != "stems" else self._stems:
                if by_role[role] if by == "stems" else role not in named:
                    continue
                new = [c for c in self._columns_by(headers, role, by) if c not in used]
                used.update(new)
                by_role[role].extend(new)
        return {role: tuple(columns) for role, columns in by_role.items() if columns}

    def ranked(self, columns: Sequence[str], role: str) -> tuple[FoundColumn, ...]:
        """Return the columns that may have a role, the most certain first; they may have other roles too."""
        headers = self._headers(tuple(columns))
        steps: tuple[By, ...] = ("name", "bare name")
        candidates = [
            FoundColumn(role, column, by) for by in steps for column in self._columns_by(headers, role, by)
        ]
        return tuple(
            candidates
            or (FoundColumn(role, column, "stems") for column in self._columns_by(headers, role, "stems"))
        )

    def columns_for(self, columns: Sequence[str], *roles: str) -> tuple[str, ...]:
        """Return the columns that may have any of these roles, those of the first role first."""
        candidates = (candidate.column for role in roles for candidate in self.ranked(columns, role))
        return tuple(dict.fromkeys(candidates))

    def has(self, columns: Sequence[str], *roles: str) -> bool:
        """Return whether every role has a column."""
        return all(self.ranked(columns, role) for role in roles)

    def columns_of(self, columns: Sequence[str], roles: Mapping[str, str] | None) -> ColumnsByConcept:
        """Return the columns of each role: as stated by a person, else as `find` does."""
        if roles is None:
            return self.find(columns)
        return {role: (column,) for role, column in roles.items()}

    def role_of(self, header: str) -> str | None:
        """Return the role of a single header, or None."""
        return next(iter(self.find([header])), None)

    def barred(self, header: str) -> bool:
        """Return whether a header is excluded from all roles."""
        return self._barred.search(fold(header)) is not None

    def _read(self, columns: tuple[str, ...]) -> _Headers:
        open_columns = brackets.open_columns(columns)
        headers = [self._header(column, any_role=column in open_columns) for column in columns]
        return _Headers(
            [
                replace(h, is_role_name=any(_squeezed(text) in self._known for text in h.spellings))
                for h in headers
            ]
        )

    def _header(self, column: str, *, any_role: bool) -> _Header:
        plain_name = fold(column.replace("%", f" {_PERCENT} "))
        if self._barred.search(plain_name):
            return _Header(column, None, None, any_role)
        inside = _BRACKETS.findall(column)
        if any_role or not inside or any(self._another.search(part) for part in inside if part != "%"):
            return _Header(column, plain_name, None, any_role)
        bare = _BRACKETS.sub(lambda part: f" {_PERCENT} " if part[1] == "%" else " ", column)
        return _Header(column, plain_name, fold(bare.replace("%", f" {_PERCENT} ")), any_role)

    def _columns_by(self, headers: _Headers, role: str, by: By) -> Iterator[str]:
        """Yield the columns of a role that are found in one way, the most certain first."""
        if by == "stems":
            pattern = self._stems.get(role)
            if pattern is not None:
                yield from (header.column for header in headers.every if self._loosely(header, role, pattern))
            return
        columns_by_name = headers.named(by, share=role.endswith(_SHARE))
        places = self._places[by].get(role, {})
        for name in sorted(columns_by_name.keys() & places.keys(), key=places.__getitem__):
            for column in columns_by_name[name]:
                if by == "name" or self._counts_so(column, role, name):
                    yield column

    def _among(self, headers: _Headers, by: By) -> set[str]:
        """Return the roles of which a header is a name; none for stems."""
        if by == "stems":
            return set()
        names = (*headers.named(by, share=False), *headers.named(by, share=True))
        return {role for name in names for role in self._roles[by].get(name, ())}

    @cached_property
    def _places(self) -> Mapping[By, Mapping[str, Mapping[str, int]]]:
        """The rank of each name among those of a role, 0 the most certain."""
        bare = {role: (*names, *self._counterpart(role)) for role, names in self._names.items()}
        names_by_evidence: dict[By, Mapping[str, Sequence[str]]] = {"name": self._names, "bare name": bare}
        return {
            by: {
                role: {name: n for n, name in enumerate(dict.fromkeys(role_names))}
                for role, role_names in names.items()
            }
            for by, names in names_by_evidence.items()
        }

    @cached_property
    def _roles(self) -> Mapping[By, Mapping[str, Sequence[str]]]:
        """The roles that have each name."""
        roles: dict[By, dict[str, list[str]]] = {by: {} for by in self._places}
        for by, places in self._places.items():
            for role, names in places.items():
                for name in names:
                    roles[by].setdefault(name, []).append(role)
        return roles

    def _counterpart(self, role: str) -> Sequence[str]:
        """Return the names of the role that counts people instead of events, or the reverse, if any."""
        people, events = f"{_PEOPLE}{role}", role.removeprefix(_PEOPLE)
        other = people if people in self._names else events
        return self._names[other] if other != role and other in self._names else ()

    def _counts_so(self, column: str, role: str, name: str) -> bool:
        """Return whether brackets such as "(unique)" or "(total)" fit a role of people or of events."""
        if brackets.says_people(column):
            return role.startswith(_PEOPLE) or role in self._kind.of_people
        if f"{_PEOPLE}{role.removeprefix(_PEOPLE)}" in self._names and brackets.says_whole(column):
            return not role.startswith(_PEOPLE)
        return name in self._names[role]

    def _loosely(self, header: _Header, role: str, pattern: re.Pattern[str]) -> bool:
        """Return whether a header has a role's stems, is not a known name, and has no words against it."""
        if not header.spellings:
            return False
        words = _for(header.spellings[-1], share=role.endswith(_SHARE))
        if header.is_role_name or _PERCENT in words.split():
            return False
        if self._not_whole is not None:
            words = header.spellings[0]
            doubted = header.open or brackets.says_people(header.column) or self._turned(header.column)
            if doubted or self._not_whole.search(words):
                return False
            if role in self._kind.counted and self._several.search(words):
                return False
        return pattern.search(words) is not None

    def _turned(self, column: str) -> bool:
        return any(self._another.search(part) for part in _BRACKETS.findall(column))

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[frozenset[str]]]:
        return {role: [words(name) for name in names] for role, names in self._kind.names.items()}

    @cached_property
    def last_resorts(self) -> Mapping[str, Sequence[frozenset[str]]]:
        """Return, by role, the words of each ambiguous name, the most certain first."""
        return {role: [words(name) for name in names] for role, names in self._kind.last_resorts.items()}

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles in order of precedence: on a tie, the earlier role gets the column."""
        return tuple(self._names)

    def turned(self, role: str) -> frozenset[str]:
        """Return the words that change the meaning of a header which only contains a name of the role."""
        return frozenset(self._kind.turned.get(role, ()))

    def says(self, role: str, header: str) -> bool:
        """Return whether the words of a header indicate a role (`rate` above 0)."""
        return self.rate(role, words(header)) > 0

    def rate(self, role: str, header: frozenset[str]) -> float:
        """Return how well a header fits a role: above 1 for a name of it, up to 1 if it has one, else 0."""
        return self._rated(role, header, header & self.turned(role))

    def _rated(self, role: str, header: frozenset[str], turned: frozenset[str]) -> float:
        joined = self._joined[role].get(next(iter(header))) if len(header) == 1 else None
        best = 0.0 if joined is None else 2 - joined / 1000
        for place, phrase in enumerate(self._phrases[role]):
            if phrase == header:
                best = max(best, 2 - place / 1000)
            elif phrase < header and not (turned - phrase):
                best = max(best, 1 - 0.1 * len(header - phrase) + 0.05 * len(phrase) - place / 1000)
        return best

    @cached_property
    def _joined(self) -> Mapping[str, Mapping[str, int]]:
        """Return, by role, the rank of each name of several words, with the blanks removed: "createdat"."""
        every = {role: list(enumerate(names)) for role, names in self._kind.names.items()}
        return {
            role: {_squeezed(name): place for place, name in reversed(own) if " " in fold(name)}
            for role, own in every.items()
        }

    def harmless(self, role: str, header: frozenset[str]) -> bool:
        """Return whether a header that contains a name of a role has no other words that change its meaning.

        "Customer gender" is not a customer, and "pickup time" not the time of an order.
        """
        if role not in self._kind.strict:
            return True
        beside = (header - phrase for phrase in self._phrases[role] if phrase < header)
        return min(beside, key=len, default=header) <= HARMLESS

    @cached_property
    def _role_of_name(self) -> Mapping[str, str]:
        return {name: role for role, names in self._names.items() for name in names}

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {name: rank for rank, name in enumerate(self._role_of_name)}

    def named(self, header: str) -> str | None:
        """Return the role whose name is the whole header, with punctuation; "Email (2)" equals "email"."""
        return self._role_of_name.get(self._name(header) or "")

    def rank(self, header: str) -> int:
        """Return the rank of a header among all names, 0 the most certain; their number for other headers."""
        return self._ranks.get(self._name(header) or "", len(self._ranks))

    def _name(self, header: str) -> str | None:
        text = marked(header)
        tried = (text, _NUMBERED.sub("", text), fold_name(header))
        return next((name for name in tried if name in self._role_of_name), None)

    def stemmed(self, text: str, role: str) -> bool:
        """Return whether a folded header has the stems of a role."""
        return role in self._stems and self._stems[role].search(text) is not None


def _squeezed(words: str) -> str:
    return fold(words).replace(" ", "")


def _for(words: str, *, share: bool) -> str:
    """Return a header's words for a comparison; for a role that is a `share`, without "percent"."""
    if not share or _PERCENT not in words:
        return words
    return " ".join(word for word in words.split() if word != _PERCENT)
