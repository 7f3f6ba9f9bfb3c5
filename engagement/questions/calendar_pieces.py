"""The expressions of one language for days: of the calendar, so many up to the last one, so long ago."""

from __future__ import annotations

import calendar
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.figure_question import TO
from engagement.questions.patterns import Piece, any_of, fixed, joined, parted

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTH_DAYS: Final = {1: "30", 3: "91", 6: "182", 12: "365", 24: "730"}
_MONTHS: Final = {"month": 1, "quarter": 3}
_YEAR: Final = 365
#: After a short name of a month, a number from here on may be a year of two digits.
_YEARS_FROM: Final = 20
#: A day as `sentence` spells it, so that no mark of it is lost.
_ISO: Final = r"d\d{8}"


def counted(words: Mapping[str, str], numbers: Mapping[str, str]) -> list[Piece]:
    """Return the pieces for "the last 90 days" and "the last three months"."""
    found = []
    spelt = {int(number): any_of(parted(text)) for number, text in numbers.items()}
    number = joined([r"\d{1,4}", *(piece for text in numbers.values() for piece in parted(text))])
    for unit in ("day", "week", "month", "quarter", "year"):
        expression = any_of([rf"(?:{words['before']}) ({number}) (?:{joined(parted(words[unit]))})"])
        found.append(Piece("period", expression, partial(_days, unit, spelt)))
    return found


def long_ago(words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    """Return the pieces for "three months ago", "a year ago", "the week before last": "months 3"."""
    said, found = words["ago"], []
    spelt = {int(number): any_of(parted(text)) for number, text in words["numbers"].items()}
    spelt[1] = any_of(parted(said["one"]))
    number = joined([r"\d{1,2}", *(piece.pattern for piece in spelt.values())])
    for unit in ("day", "week", "month", "quarter", "year"):
        noun = f"(?:{joined(parted(said[unit]))})"
        kind = "ago" if unit == "day" else f"{unit}s"
        for text in parted(said["ago"]):
            pattern = text.replace("NUMBER", f"(?P<number>{number})").replace("UNIT", noun)
            found.append(Piece("period", any_of([pattern]), partial(_ago, kind, spelt)))
        last_but_one = [text.replace("UNIT", noun) for text in parted(said["last_but_one"])]
        found.append(fixed("period", f"{kind} 2", last_but_one))
    return found


def _ago(kind: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str | None:
    count = _number(match["number"], spelt)
    return f"{kind} {count}" if count else None


def moments(words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    """Return the pieces for seasons and days with a name, like Black Friday."""
    return [fixed("period", meaning, parted(text)) for meaning, text in words["moments"].items()]


def _number(said: str, spelt: Mapping[int, re.Pattern[str]]) -> int:
    return int(said) if said.isdigit() else next(n for n, word in spelt.items() if word.fullmatch(said))


def _days(unit: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str | None:
    count = _number(match[1], spelt)
    if unit in _MONTHS:
        count *= _MONTHS[unit]
        return _MONTH_DAYS.get(count) or str(round(count * _YEAR / 12))
    return str(count * {"day": 1, "week": 7, "year": _YEAR}[unit]) if count else None


def of_calendar(words: Mapping[str, Mapping[str, str]]) -> list[Piece]:
    """Return the pieces for days, months, quarters and years of the calendar, with or without their year."""
    months = [joined(parted(words["months"][str(number)])) for number in range(1, 13)]
    month, of = joined(months), f"(?:(?:{joined(parted(words['time']['of_year']))}) )?"
    nth = r"(\d{1,2})(?:st|nd|rd|th)?"
    # "March 26" is a day in English alone; elsewhere it may be a year.
    day_last = rf"({month}) (\d{{1,2}}){words['time']['after_month']}"
    lone = any_of(parted(words["time"]["guarded"]))
    before = any_of(parted(words["time"]["guards"]))

    def number_of(text: str) -> int:
        return next(n for n, name in enumerate(months, 1) if re.fullmatch(name, text))

    def iso(match: re.Match[str]) -> str:
        text = match[0]
        return _two_equal(f"{text[1:5]}-{text[5:7]}-{text[7:]}")

    def day_of_year(year: str, name: str, day: str) -> str:
        return _two_equal(f"{year}-{number_of(name):02}-{int(day):02}")

    def guarded(match: re.Match[str]) -> bool:
        """Whether a name that is another word, too ("may"), stands where a month would."""
        led, follows = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
        beside = [*led, *follows]
        last = bool(led) and not follows
        return lone.fullmatch(match[1]) is None or last or any(before.fullmatch(word) for word in beside)

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
    year = rf"(20\d\d)(?: (?:{joined(parted(words['time']['after_year']))}))?"
    found = [
        Piece("period", any_of([f"(?:{_ISO})"]), iso),
        Piece(
            "period", any_of([rf"{nth} {of}({month}) {of}{year}"]), lambda m: day_of_year(m[3], m[2], m[1])
        ),
        Piece("period", any_of([rf"({month}) {nth} {of}{year}"]), lambda m: day_of_year(m[3], m[1], m[2])),
        Piece("period", any_of([rf"{nth} {of}({month})"]), lambda m: f"day {number_of(m[2])} {m[1]}"),
        Piece("period", any_of([day_last]), day_or_year),
        Piece("period", any_of([rf"({month}) {of}{year}"]), whole_month),
        Piece("period", any_of([rf"({month})"]), undated),
        Piece("period", any_of([year]), lambda match: _months(int(match[1]), 1, 12)),
        Piece("period", any_of([rf"[qtk]([1-4]) {of}{year}"]), _of_quarter),
        Piece("period", any_of([r"[qtk]([1-4])"]), lambda m: f"quarter {m[1]}"),
    ]
    half = words["halves"]
    for number in (1, 2):
        alone = [rf"(?:{joined(parted(half[str(number)]))}) (?:{half['name']})", f"h{number}"]
        dated = any_of([rf"(?:{joined(alone)}) {of}{year}"])
        found.append(Piece("period", dated, partial(_of_year, 6 * number - 5, 6 * number)))
        found.append(fixed("period", f"half {number}", alone))
    for number in range(1, 5):
        alone = [rf"(?:{joined(parted(quarter[str(number)]))}) (?:{quarter['name']})"]
        last = [rf"(?:{quarter['with_year']}) (?:{quarter['name']})"] if number == 4 else []
        dated = any_of([rf"(?:{joined([*alone, *last])}) {of}{year}"])
        found.append(Piece("period", dated, partial(_of_year, 3 * number - 2, 3 * number)))
        found.append(fixed("period", f"quarter {number}", alone))
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
