"""The words of all languages, read once from the files beside this module: one file per language.

A file has a section for each kind of words (`sections.SECTIONS`) with a line for each meaning: its words,
separated by " | " or by line ends. `every.toml` has the words that belong to no language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold
from engagement.sources.words.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.words.sections import SectionForm

    #: Section, meaning -> its words, most reliable first.
    Words = Mapping[str, Mapping[str, tuple[str, ...]]]

_FOLDER: Final = Path(__file__).parent
#: The order of languages; other files come last, by name.
_ORDER: Final = ("en", "every", "it", "es", "pl", "de", "fr", "pt", "nl", "sv", "da", "more")
#: The key at the top of a file that lists meanings without a word in its language.
MISSING: Final = "missing"
#: The separator of words on a line; in a pattern a bar without blanks belongs to the pattern.
_BETWEEN_WORDS: Final = "|"
_BETWEEN_PATTERNS: Final = " | "


class WordFileError(ValueError):
    """A file of words is invalid. Its sentence names the file, the place and the error."""


def files(folder: Path = _FOLDER) -> list[Path]:
    """Return the files of words in the order of languages."""
    place = {name: number for number, name in enumerate(_ORDER)}
    return sorted(folder.glob("*.toml"), key=lambda path: (place.get(path.stem, len(place)), path.stem))


@cache
def read(file: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return one file's words by section and meaning. Raises `WordFileError`."""
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:  # not TOML, or not UTF-8
        raise WordFileError(f"{file.name}: this is no TOML file ({error}).") from None
    content.pop(MISSING, None)
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, lines in content.items():
        section = SECTIONS.get(name)
        if section is None or not isinstance(lines, dict):
            raise WordFileError(
                f"{file.name}: there is no section [{name}]. Sections: {', '.join(SECTIONS)}."
            )
        for meaning, text in lines.items():
            where = f"{file.name} [{name}] {meaning}"
            if meaning not in section.meanings:
                meanings = ", ".join(section.meanings)
                raise WordFileError(f"{where}: there is no such meaning. Meanings: {meanings}.")
            if not isinstance(text, str):
                raise WordFileError(f"{where}: write the words in quotes, parted by ' | '.")
            sections.setdefault(name, {})[meaning] = _parted(text, section.form, where)
    return sections


def missing(file: Path) -> set[str]:
    """Return the meanings for which a file says that its language has no word: "orders.guest"."""
    return set(tomllib.loads(file.read_text("utf-8")).get(MISSING, "").split())


def load(folder: Path = _FOLDER) -> Words:
    """Return the words of all files, without repeats within a meaning. Raises `WordFileError`."""
    all_files = [(file.name, read(file)) for file in files(folder)]
    merged: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, section in SECTIONS.items():
        meaning_of: dict[str, str] = {}
        for meaning in section.meanings:
            sections = [
                (file, word)
                for file, sections in all_files
                for word in sections.get(name, {}).get(meaning, ())
            ]
            if section.form == "words":
                sections = [(file, fold(word)) for file, word in sections]
            if section.form == "names":
                for file, word in sections:
                    other = meaning_of.setdefault(fold(word), meaning)
                    if other != meaning and word not in section.several:
                        raise WordFileError(f"{file} [{name}] {meaning}: '{word}' stands for {other}, too.")
            merged.setdefault(name, {})[meaning] = tuple(dict.fromkeys(word for _, word in sections))
    return merged


@cache
def _cached_words() -> Words:
    return load()


def of_languages(section: str, meaning: str) -> dict[str, tuple[str, ...]]:
    """Return the words of one meaning by language, without languages that have none."""
    by_language = {file.stem: read(file).get(section, {}).get(meaning, ()) for file in files()}
    return {language: words for language, words in by_language.items() if words}


def words(section: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a section by meaning, in order, most reliable first."""
    return _cached_words()[section]


def patterns(section: str) -> dict[str, str]:
    """Return an expression for each meaning of a section. Raises `WordFileError`."""
    return {meaning: joined(pieces, f"[{section}] {meaning}") for meaning, pieces in words(section).items()}


def any_of(section: str, meaning: str) -> str:
    """Return an expression that matches any of the words of one meaning, longer ones first."""
    return "|".join(map(re.escape, sorted(words(section)[meaning], key=len, reverse=True)))


def joined(pieces: tuple[str, ...], where: str) -> str:
    """Return an expression that matches whatever any piece matches; without pieces it matches nothing."""
    text = "|".join(pieces) or r"(?!)"
    try:
        re.compile(text)
    except re.error:
        wrong = next((piece for piece in pieces if not _valid(piece)), text)
        raise WordFileError(f"{where}: '{wrong}' is no regular expression.") from None
    return text


def _parted(text: str, form: SectionForm, where: str) -> tuple[str, ...]:
    between = _BETWEEN_PATTERNS if form == "patterns" else _BETWEEN_WORDS
    *lines, last = [line for line in map(str.strip, text.split("\n")) if line] or [""]
    # A bar at the end of a line is redundant.
    ends = [line.removesuffix(between.rstrip()).rstrip() for line in lines]
    parts = tuple(part.strip() for line in (*ends, last) for part in line.split(between))
    if not all(part.strip("|") for part in parts):
        raise WordFileError(
            f"{where}: a word is empty. Put ' | ' between two words, and nothing at the ends."
        )
    return parts


def _valid(piece: str) -> bool:
    try:
        re.compile(piece)
    except re.error:
        return False
    return True
