"""The files of words of a language, read strictly: what is not understood is refused with its file and line.

A file holds sections, in a section entries, and below each entry one expression a line:

    [dimensions]
    country:
      countr(?:y|ies)
      nations?

An expression is a regular expression over small letters without accents and marks, as questions are folded. A
line of "&" begins a further group of an entry, "&?" one that may be missing; only [concepts] has groups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from engagement.questions.language.word_sections import GROUPED, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER: Final = Path(__file__).parent / "words"
_SECTION: Final = re.compile(r"\[(\w+)\]")
_ENTRY: Final = re.compile(r"(\S.*):")
_EXPRESSION: Final = re.compile(r"  (\S.*)")
_GROUP: Final = ("&", "&?")
#: Placeholders, in whose place expressions are put later: a number, a unit of time, people, "Italians".
PLACEHOLDERS: Final = ("NUMBER", "YEAR", "UNIT", "WHO", "OF_COUNTRIES")
#: What an expression may hold: letters and digits, blanks, and the signs of a regular expression.
_LETTERS: Final = re.compile(r"(?:[a-z0-9 |?*+()\[\]:=!<.{},-]|\\[wdb])+")
_CAPTURING: Final = re.compile(r"(?<!\\)\((?!\?)")
_INSIDE: Final = re.compile(r"\([^()]*\)")


class LanguageFileError(ValueError):
    """A file of words that cannot be read. Its sentence names the file, the line and what is wrong there."""


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Expressions of which a sentence must have one; if `optional`, it need not have any."""

    expressions: tuple[str, ...]
    optional: bool = False


@dataclass(slots=True)
class _Entry:
    """An entry while its file is read: its groups of expressions, and whether each is optional."""

    groups: list[list[str]] = field(default_factory=lambda: [[]])
    optional: list[bool] = field(default_factory=lambda: [False])


#: The expressions of each entry of each section.
Words: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def words_of_language(language: str) -> Words:
    """Return the expressions of a language by section and entry, except sections that have groups.

    Raises `LanguageFileError`.
    """
    return {
        section: {name: groups[0].expressions for name, groups in entries.items()}
        for section, entries in read(_FOLDER / language).items()
        if section not in GROUPED
    }


@cache
def groups_of_language(language: str, section: str) -> Mapping[str, tuple[WordGroup, ...]]:
    """Return the groups of each entry of a section, such as "concepts". Raises `LanguageFileError`."""
    return read(_FOLDER / language)[section]


@cache
def read(folder: Path) -> Mapping[str, Mapping[str, tuple[WordGroup, ...]]]:
    """Return all entries of a language's folder by section. Raises `LanguageFileError`."""
    sections: dict[str, dict[str, tuple[WordGroup, ...]]] = {}
    for file in sorted(folder.glob("*.txt")):
        for section, entries in _sections(file):
            if section in sections:
                raise LanguageFileError(
                    f"{folder.name}/{file.name}: [{section}] stands in another file, too."
                )
            sections[section] = entries
    for section, form in SECTIONS.items():
        lacking = {name for name in form.required if name not in sections.get(section, {})}
        if lacking or section not in sections:
            raise LanguageFileError(
                f"{folder.name}: [{section}] lacks {', '.join(sorted(lacking)) or 'entries'}."
            )
    return sections


def _sections(file: Path) -> Iterator[tuple[str, dict[str, tuple[WordGroup, ...]]]]:
    """Yield the sections of one file with their entries."""
    section, entries = "", dict[str, _Entry]()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        where = f"{file.parent.name}/{file.name}, line {number}"
        if not line.strip() or line.startswith("#"):
            continue
        if match := _SECTION.fullmatch(line):
            if section:
                yield section, _finished(entries)
            section, entries = match[1], {}
            if section not in SECTIONS:
                raise LanguageFileError(f"{where}: there is no section [{section}].")
        else:
            _add_line(entries, line, section, where)
    if section:
        yield section, _finished(entries)


def _add_line(entries: dict[str, _Entry], line: str, section: str, where: str) -> None:
    """Add a line to the entries of a section: a new entry, or an expression of the last one."""
    if match := _ENTRY.fullmatch(line):
        name = match[1]
        if not section or not SECTIONS[section].allows(name):
            raise LanguageFileError(f"{where}: [{section}] has no entry {name!r}.")
        if name in entries:
            raise LanguageFileError(f"{where}: the entry {name!r} stands in [{section}] twice.")
        entries[name] = _Entry()
    elif (match := _EXPRESSION.fullmatch(line)) and entries:
        _add(next(reversed(entries.values())), match[1], section, where)
    else:
        raise LanguageFileError(
            f"{where}: neither a [section], an entry: nor an expression after two blanks."
        )


def _add(entry: _Entry, text: str, section: str, where: str) -> None:
    """Add a line to an entry: an expression, or the beginning of a further group."""
    if text in _GROUP:
        if section not in GROUPED or not entry.groups[-1]:
            raise LanguageFileError(f"{where}: no group begins or ends here.")
        entry.groups.append([])
        entry.optional.append(text == "&?")
        return
    if wrong := fault_of(text):
        raise LanguageFileError(f"{where}: {text!r} {wrong}.")
    if text in entry.groups[-1]:
        raise LanguageFileError(f"{where}: {text!r} stands in this entry twice.")
    entry.groups[-1].append(text)


def _finished(entries: Mapping[str, _Entry]) -> dict[str, tuple[WordGroup, ...]]:
    """Return the entries of a section as they are kept once its lines are read."""
    return {
        name: tuple(
            WordGroup(tuple(texts), optional)
            for texts, optional in zip(entry.groups, entry.optional, strict=True)
        )
        for name, entry in entries.items()
    }


def fault_of(text: str) -> str:
    """Return what is wrong with an expression; empty where nothing is."""
    plain = text
    for name in PLACEHOLDERS:
        plain = plain.replace(name, "")
    if plain and _LETTERS.fullmatch(plain) is None:
        return "has a sign that no folded question has: write small letters without accents and marks"
    outside = text
    while _INSIDE.search(outside):
        outside = _INSIDE.sub("", outside)
    if text != text.strip() or " | " in text or "|" in outside:
        return "has a bar outside of (?:...), or blanks around it or at the end: write one expression a line"
    if _CAPTURING.search(text):
        return "has a group that begins with ( alone: write (?:"
    try:
        re.compile(plain)
    except re.error as error:
        return f"is no regular expression ({error})"
    return ""
