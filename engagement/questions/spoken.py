"""The expressions of one language, built from its file of words and the names in its catalogue."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale

from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days_said import BEFORE, OPEN, THAN, TimeWords
from engagement.questions.figure_question import TO
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FOLDER: Final = Path(__file__).parent / "words"
_BETWEEN: Final = re.compile(r"\s+\|\s+|\s*\n\s*")
#: Networks as the tables name them; a language may put an ending to each.
_NETWORKS: Final = ("instagram", "facebook", "tiktok", "youtube", "linkedin", "pinterest", "threads")
_MONTH_DAYS: Final = {1: "30", 3: "91", 6: "182", 12: "365", 24: "730"}
_YEAR: Final = 365
#: After a short name of a month, a number from here on may be a year of two digits.
_YEARS_FROM: Final = 20
#: The kind of a split that is asked for as "which country": "the most" is then of no other meaning.
WHICH: Final = "which"
#: A day as `sentence` spells it, so that no mark of it is lost.
_ISO: Final = r"d\d{8}"


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression for a part of a question: the kind of part, and its meaning."""

    kind: str
    expression: re.Pattern[str]
    meaning: Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of a language, the most specific first, and its words without meaning of their own.

    `degrees` ("better", "compare") are without meaning only where days are compared, `superlatives` ("most")
    only where "which country" is asked. `developing` ("evolved") asks for steps in time, unless days are
    compared. `counting` ("how many") asks for a number, where a share would be another answer.
    """

    pieces: tuple[Piece, ...]
    fillers: re.Pattern[str]
    degrees: re.Pattern[str]
    superlatives: re.Pattern[str]
    developing: re.Pattern[str]
    counting: re.Pattern[str]
    time: TimeWords


@cache
def spoken(language: str) -> Expressions:
    """Return the expressions of a language."""
    words = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    time = {
        name: frozenset(_parted(words["time"][name]))
        for name in ("since", "open", "loose", "between", "both", "to", "articles")
    }
    said, compare = words["fillers"], words["comparisons"]["verbs"]
    without = {
        "fillers": _any(
            [piece for key in ("words", "happening", "courtesy") for piece in _parted(said[key])]
        ),
        "degrees": _any([*_parted(said["degrees"]), *_parted(compare)]),
        "superlatives": _any(_parted(said["superlatives"])),
        "developing": _any(_parted(said["developing"])),
        "counting": _any(_parted(said["counting"])),
    }
    return Expressions(pieces=tuple(_pieces(language, words)), time=TimeWords(**time), **without)


def sentence(text: str) -> str:
    """Return a question as the expressions read it: small letters without accents and marks."""
    return fold(re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", r" d\1\2\3 ", text.replace("%", " ")))


def names(language: str) -> Mapping[str, str]:
    """Return what each figure is called in a language, by its key."""
    speak = translator(language)
    return {key: speak.t(definition.metric.name) for key, definition in DEFINITIONS.items()}


def _pieces(language: str, words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    said = words["comparisons"]
    than = _joined(_parted(said["than"]))
    found = [_fixed("comparison", "year", [f"(?:{than}) (?:{_joined(_parted(said['year']))})"])]
    found.append(_fixed(THAN, "", _parted(said["than"])))
    found.append(Piece(OPEN, _any(_parted(words["fillers"]["never"])), lambda match: match[0]))
    after = {
        said["after_degree"]: _any(_parted(words["fillers"]["degrees"])),
        said["after_verb"]: _any(_parted(said["verbs"])),
    }
    found += [Piece(THAN, _any(_parted(text)), partial(_after, led, "")) for text, led in after.items()]
    compare, to = after[said["after_verb"]], _joined(_parted(said["after_verb"]))
    year = _any([f"(?:{to}) (?:{_joined(_parted(said['year']))})"])
    found.append(Piece("comparison", year, partial(_after, compare, "year")))
    for unit, noun in words["units"].items():
        earlier = _joined(_parted(said["before"].replace("UNIT", f"(?:{_joined(_parted(noun))})")))
        found.append(_fixed(f"{BEFORE}{unit}", "", [f"(?:{than}) (?:{earlier})"]))
        led = _any([f"(?:{to}) (?:{earlier})"])
        found.append(Piece(f"{BEFORE}{unit}", led, partial(_after, compare, "")))
    called = {key: _parted(text) for key, text in words["figures"].items()}
    figures: dict[str, list[str]] = {key: called.get(key, []) for key in DEFINITIONS}
    for key, name in names(language).items():
        bare = re.sub(r"\([^)]*\)", " ", name)
        figures[key] = [*figures[key], *(re.escape(fold(each)) for each in {name, bare})]
    found += [_fixed("figure", key, pieces) for key, pieces in figures.items()]
    found += [_fixed("period", name, _parted(text)) for name, text in words["periods"].items()]
    found += [_fixed("period", f"ago {n}", _parted(text)) for n, text in words["relative"].items()]
    found += _counted(words["rolling"], words["numbers"])
    found += _of_calendar(words)
    found += [_fixed("grain", grain, _parted(text)) for grain, text in words["grains"].items()]
    by, which = _joined(_parted(words["by"]["by"])), _joined(_parted(words["by"]["which"]))
    for dimension, text in words["dimensions"].items():
        noun = _joined(_parted(text))
        found.append(_fixed("split", dimension, [f"(?:{by}) (?:{noun})"]))
        found.append(_fixed(WHICH, dimension, [f"(?:{which}) (?:{noun})"]))
    found += [_fixed("country", code, pieces) for code, pieces in _countries(language, words).items()]
    ending = r"\w*" if language == "pl" else ""
    found += _peoples(words)
    found += [_fixed("network", network, [network + ending]) for network in _NETWORKS]
    return found


def _after(led: re.Pattern[str], meaning: str, match: re.Match[str]) -> str | None:
    """Give a meaning to "than" only where "more" stands before it, to "with" only after "compare"."""
    return meaning if led.search(match.string[: match.start()]) else None


def _peoples(words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    """Return the pieces for "Spanish customers": the name of a people beside what people buy, as a country.

    Alone ("in Spanish", "Spanish wine") it has no meaning. "Of our Spanish customers" is one piece, so that
    their number is not a second figure, unless it is what is counted.
    """
    beside = {name: _joined(_parted(text)) for name, text in words["beside_peoples"].items()}
    nouns, counted = _any([beside["nouns"]]), _any([beside["counted"]])

    def told(code: str, match: re.Match[str]) -> str | None:
        led, follows = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
        return code if any(nouns.fullmatch(word) for word in [*led, *follows]) else None

    def not_counted(code: str, match: re.Match[str]) -> str | None:
        led = match.string[: match.start()].split()[-1:]
        return None if any(counted.fullmatch(word) for word in led) else code

    found = []
    of, who, market = (f"(?:{beside[name]})" for name in ("of", "who", "market"))
    for code, text in words["peoples"].items():
        people = f"(?:{_joined(_parted(text))})"
        found.append(Piece("country", _any([people]), partial(told, code)))
        found.append(_fixed("country", code, [f"{people} {market}", f"{market} {people}"]))
        ofs = f"{of}(?: (?:{beside['between']}))* (?:{people} {who}|{who} {people})"
        found.append(Piece("country", _any([ofs]), partial(not_counted, code)))
    return found


def _counted(words: Mapping[str, str], numbers: Mapping[str, str]) -> list[Piece]:
    """Return the pieces for "the last 90 days" and "the last three months"."""
    found = []
    spelt = {int(number): _any(_parted(text)) for number, text in numbers.items()}
    number = _joined([r"\d{1,4}", *(piece for text in numbers.values() for piece in _parted(text))])
    for unit in ("day", "week", "month", "year"):
        expression = _any([rf"(?:{words['before']}) ({number}) (?:{_joined(_parted(words[unit]))})"])
        found.append(Piece("period", expression, partial(_days, unit, spelt)))
    return found


def _days(unit: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str | None:
    said = match[1]
    count = int(said) if said.isdigit() else next(n for n, word in spelt.items() if word.fullmatch(said))
    if unit == "month":
        return _MONTH_DAYS.get(count) or str(round(count * _YEAR / 12))
    return str(count * {"day": 1, "week": 7, "year": _YEAR}[unit]) if count else None


def _of_calendar(words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    """Return the pieces for days, months, quarters and years of the calendar, with or without their year."""
    months = [_joined(_parted(words["months"][str(number)])) for number in range(1, 13)]
    month, of = _joined(months), f"(?:(?:{_joined(_parted(words['time']['of_year']))}) )?"
    nth = r"(\d{1,2})(?:st|nd|rd|th)?"
    # "March 26" is a day in English alone; elsewhere it may be a year.
    day_last = rf"({month}) (\d{{1,2}}){words['time']['after_month']}"
    lone = _any(_parted(words["time"]["guarded"]))
    before = _any(_parted(words["time"]["guards"]))

    def number_of(text: str) -> int:
        return next(n for n, name in enumerate(months, 1) if re.fullmatch(name, text))

    def iso(match: re.Match[str]) -> str:
        text = match[0]
        return _two_equal(f"{text[1:5]}-{text[5:7]}-{text[7:]}")

    def day_of_year(year: str, name: str, day: str) -> str:
        return _two_equal(f"{year}-{number_of(name):02}-{int(day):02}")

    def guarded(match: re.Match[str]) -> bool:
        """Whether a name that is another word, too ("may"), stands where a month would."""
        led = match.string[: match.start()].split()[-1:]
        return lone.fullmatch(match[1]) is None or bool(led and before.fullmatch(led[0]))

    def undated(match: re.Match[str]) -> str | None:
        return f"month {number_of(match[1])}" if guarded(match) else None

    def whole_month(match: re.Match[str]) -> str:
        number = number_of(match[1])
        return _months(int(match[2]), number, number)

    def day_or_year(match: re.Match[str]) -> str | None:
        """Return a day, unless it may be a year, too: "Nov 26"."""
        year = match[0].endswith(match[2]) and len(match[1]) <= len("nov") and int(match[2]) >= _YEARS_FROM
        return None if year else f"day {number_of(match[1])} {match[2]}"

    quarter = words["quarters"]
    year = rf"(20\d\d)(?: (?:{_joined(_parted(words['time']['after_year']))}))?"
    found = [
        Piece("period", _any([f"(?:{_ISO})"]), iso),
        Piece("period", _any([rf"{nth} {of}({month}) {of}{year}"]), lambda m: day_of_year(m[3], m[2], m[1])),
        Piece("period", _any([rf"({month}) {nth} {of}{year}"]), lambda m: day_of_year(m[3], m[1], m[2])),
        Piece("period", _any([rf"{nth} {of}({month})"]), lambda m: f"day {number_of(m[2])} {m[1]}"),
        Piece("period", _any([day_last]), day_or_year),
        Piece("period", _any([rf"({month}) {of}{year}"]), whole_month),
        Piece("period", _any([rf"({month})"]), undated),
        Piece("period", _any([year]), lambda match: _months(int(match[1]), 1, 12)),
        Piece("period", _any([rf"[qtk]([1-4]) {of}{year}"]), _of_quarter),
        Piece("period", _any([r"[qtk]([1-4])"]), lambda m: f"quarter {m[1]}"),
    ]
    half = words["halves"]
    for number in (1, 2):
        alone = [rf"(?:{_joined(_parted(half[str(number)]))}) (?:{half['name']})", f"h{number}"]
        dated = _any([rf"(?:{_joined(alone)}) {of}{year}"])
        found.append(Piece("period", dated, partial(_of_year, 6 * number - 5, 6 * number)))
        found.append(_fixed("period", f"half {number}", alone))
    for number in range(1, 5):
        alone = [rf"(?:{_joined(_parted(quarter[str(number)]))}) (?:{quarter['name']})"]
        last = [rf"(?:{quarter['with_year']}) (?:{quarter['name']})"] if number == 4 else []
        dated = _any([rf"(?:{_joined([*alone, *last])}) {of}{year}"])
        found.append(Piece("period", dated, partial(_of_year, 3 * number - 2, 3 * number)))
        found.append(_fixed("period", f"quarter {number}", alone))
    return found


def _two_equal(day: str) -> str:
    return f"{day}{TO}{day}"


def _of_quarter(match: re.Match[str]) -> str:
    last = 3 * int(match[1])
    return _months(int(match[2]), last - 2, last)


def _of_year(first: int, last: int, match: re.Match[str]) -> str:
    return _months(int(match[1]), first, last)


def _months(year: int, first: int, last: int) -> str:
    """Return the days of a year's months, both included."""
    return f"{year}-{first:02}-01{TO}{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


def _countries(language: str, words: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU", "UN", "XA", "XB", "EZ", "QO"}:
            found[code] = [re.escape(fold(name))]
    for code, text in words["places"].items():
        found[code] += _parted(text)
    return found


def _fixed(kind: str, meaning: str, pieces: list[str]) -> Piece:
    return Piece(kind, _any(pieces), lambda _: meaning)


def _parted(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text.strip()) if piece]


def _joined(pieces: list[str]) -> str:
    return "|".join(pieces)


def _any(pieces: list[str]) -> re.Pattern[str]:
    """Return an expression that matches any piece as whole words, the longest first."""
    longest = sorted(pieces, key=len, reverse=True)
    return re.compile(rf"\b(?:{_joined(longest)})\b" if pieces else r"(?!)")
