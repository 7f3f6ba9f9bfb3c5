"""Month and weekday names, whole and short, in the languages of the files; months in further ones.

The names are those of the Unicode locale data, and stand in `month_names_of_locales`, which
`python -m engagement.sources.values.month_names` writes anew from Babel: to ask Babel for 23 languages takes
longer than most files. What files write and no locale knows stands in `words`, section [dates].
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from engagement.sources.values.month_names_of_locales import MONTHS_OF_LOCALES, WEEKDAYS_OF_LOCALES
from engagement.sources.words.fold import fold
from engagement.sources.words.sections import SECTIONS
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The languages of the files. Where a name means two months, the first language that has it is right.
LANGUAGES: Final = ("en", "it", "es", "pl", "de", "fr", "pt")
#: TikTok writes days in the language of its user, below English headers. A name that two of these
#: languages give to two months is left out.
_FURTHER: Final = (
    "nl",
    "da",
    "nb",
    "sv",
    "id",
    "el",
    "bg",
    "ru",
    "fi",
    "tr",
    "ro",
    "hu",
    "cs",
    "sk",
    "hr",
    "uk",
)
#: Those whose short names are not read: they are words elsewhere ("pro", "led", "sub").
_WHOLE_ONLY: Final = frozenset({"fi", "tr", "ro", "hu", "cs", "sk", "hr", "uk"})
#: The months as the section [dates] calls them, in their order.
_MEANINGS: Final = SECTIONS["dates"].meanings[:12]
#: Met in files, and in no locale's data.
_WEEKDAYS_MET: Final = " ".join(words("dates")["weekday"])
_ARTICLE: Final = '"""Names of months and weekdays by locale, written by `month_names` from Babel\'s data."""'


def plain(text: str) -> str:
    """Return `text` as names of months are compared: no case, no accents ("Março" is "marco"), with marks."""
    return fold(text, marks=True)


def of_locales(kind: Literal["months", "days"]) -> dict[str, str]:
    """Return what Babel calls them in each language: in their order, between bars, without full stops."""
    from babel import Locale  # noqa: PLC0415 - only where the table is written or tried

    names_by_language = {}
    for language in LANGUAGES + _FURTHER if kind == "months" else LANGUAGES:
        names: dict[int, dict[str, None]] = {}
        for width in ("wide",) if language in _WHOLE_ONLY else ("wide", "abbreviated"):
            for widths in getattr(Locale(language), kind).values():
                for number, name in widths[width].items():
                    names.setdefault(number, {}).setdefault(name.casefold().rstrip("."))
        names_by_language[language] = " | ".join(" ".join(names[number]) for number in sorted(names))
    return names_by_language


def table() -> str:
    """Return the module `month_names_of_locales` as Babel's data would have it."""
    lines = [_ARTICLE, "", "# ruff: noqa: RUF001 - names in other alphabets are no slips of the pen"]
    lines += ["from __future__ import annotations", "", "from typing import Final", ""]
    for name, by_language in (
        ("MONTHS_OF_LOCALES", of_locales("months")),
        ("WEEKDAYS_OF_LOCALES", of_locales("days")),
    ):
        lines.append(f"{name}: Final = {{")
        for language, names in by_language.items():
            wrapped = textwrap.wrap(names, 96, drop_whitespace=False)
            lines += [f'    "{language}": (', *(f'        "{part}"' for part in wrapped), "    ),"]
        lines += ["}", ""]
    return "\n".join(lines)


def _months() -> dict[str, int]:
    number_of: dict[str, int] = {}
    further: dict[str, set[int]] = {}
    for language, names in MONTHS_OF_LOCALES.items():
        for number, name in _numbered(names):
            if language in LANGUAGES:
                number_of.setdefault(name, number)
            else:
                further.setdefault(name, set()).add(number)
    met = {
        plain(name): number for number, meaning in enumerate(_MEANINGS, 1) for name in words("dates")[meaning]
    }
    return {name: min(numbers) for name, numbers in further.items() if len(numbers) == 1} | number_of | met


def _numbered(names: str) -> Iterator[tuple[int, str]]:
    """Yield number and plain name, of names that stand between bars."""
    yield from (
        (number, plain(name))
        for number, spellings in enumerate(names.split("|"), 1)
        for name in spellings.split()
    )


#: Plain month name (no full stop) to its number.
MONTHS: Final[dict[str, int]] = _months()
#: Plain weekday names. "mar" is a month too; the month is looked up first.
WEEKDAYS: Final = frozenset(
    name for names in (*WEEKDAYS_OF_LOCALES.values(), _WEEKDAYS_MET) for _, name in _numbered(names)
)


if __name__ == "__main__":  # `make format` then folds its lines
    Path(__file__).with_name("month_names_of_locales.py").write_text(table(), "utf-8")
