"""The expressions of one language for days: dates, "the last 90 days", "three months ago", seasons."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.days.moments import COUNTED_BACK
from engagement.questions.days.parts_of_months import OF_SAME, OF_THIS
from engagement.questions.days.pieces_found import PART
from engagement.questions.figure_question import TO
from engagement.questions.language.day_ranges import days_of_a_month
from engagement.questions.language.patterns import Piece, any_of, fixed, joined
from engagement.questions.language.quarter_pieces import months_spelt, quarters_and_halves
from engagement.questions.language.week_pieces import numbered_weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.questions.language.language_files import Words

#: As how many days so many months are counted; others are a twelfth of 365 days each.
_MONTH_DAYS: Final = {1: "30", 3: "91", 6: "182", 12: "365", 24: "730"}
_MONTHS: Final = {"month": 1, "quarter": 3}
_YEAR: Final = 365
#: The halves of a month, as parts of it.
_HALVES: Final = ("1 15", "16 -1")
#: After a short name of a month ("Nov 26"), a number from this one on may be a year of two digits.
_YEARS_FROM: Final = 20
#: Dates as `folded_sentence.sentence` spells them: "2026-03-01" is "d20260301", "1/3/2026" is "n1n3n2026".
_ISO: Final = r"d\d{8}"
_NUMERIC: Final = r"n(\d{1,2})n(\d{1,2})n(20\d\d)"
_MOST_MONTHS: Final = 12
_CENTURY: Final = 2000


def counted(words: Mapping[str, Sequence[str]], numbers: Mapping[str, Sequence[str]]) -> list[Piece]:
    """Return the pieces for "the last 90 days" and "the last three months"."""
    pieces = []
    number, spelt = _numbers(numbers, digits=4)
    for unit in ("day", "week", "month", "quarter", "year"):
        unit_called = f"(?:{joined(words[unit])})"
        before, after = (f"(?:{joined(words[name])})" for name in ("before", "after"))
        patterns = (f"{before} ({number}) {unit_called}", f"({number}) {unit_called} {after}")
        pieces += [Piece("period", any_of([text]), partial(_days, unit, spelt)) for text in patterns]
        bare = re.compile(rf"(?<=\w )(\d{{1,3}}) {unit_called}$")
        pieces.append(Piece("period", bare, partial(_bare_days, unit, any_of(words["not_after"]))))
    return pieces


def _bare_days(unit: str, led: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Return the days of "refunds Italy 90 days"; None after a word of `led`: "refunds within 90 days"."""
    before = match.string[: match.start()].split()[-1]
    return None if led.fullmatch(before) else _days(unit, {}, match)


def long_ago(words: Words) -> list[Piece]:
    """Return the pieces for "three months ago" (meaning "months 3"), "a year ago", "the week before last"."""
    ago_words, pieces = words["ago"], []
    number, spelt = _numbers({**words["numbers"], "1": ago_words["one"]}, digits=2)
    for unit in ("day", "week", "month", "quarter", "year"):
        noun = f"(?:{joined(ago_words[unit])})"
        kind = "ago" if unit == "day" else f"{unit}s"
        for text in ago_words["ago"]:
            pattern = text.replace("NUMBER", f"(?P<number>{number})").replace("UNIT", noun)
            pieces.append(Piece("period", any_of([pattern]), partial(_ago, kind, spelt)))
        last_but_one = [text.replace("UNIT", noun) for text in ago_words["last_but_one"]]
        pieces.append(fixed("period", f"{kind} 2", last_but_one))
    return pieces


def _ago(kind: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str | None:
    """Return the kind and the number that a match names, such as "months 3"; None where the number is 0."""
    count = _number(match["number"], spelt)
    return f"{kind} {count}" if count else None


def moments(words: Words) -> list[Piece]:
    """Return the pieces for seasons, named days such as Black Friday, and the last "Saturday"."""
    time = words["time"]
    before, after, this = (joined(time[name]) for name in ("last", "last_after", "this"))
    pieces = [fixed("period", f"weekday {day}", text) for day, text in words["weekdays"].items()]
    for meaning, text in words["moments"].items():
        if meaning.split()[0] in COUNTED_BACK:
            pieces.append(fixed("period", meaning, text))
            continue
        led = rf"(?:(?:{before}|{this}) )?(?:{joined(text)})(?: (?:{after}))?"
        of_which = partial(_of_which_year, meaning, any_of([before, after]), any_of([this]))
        pieces.append(Piece("period", any_of([led]), of_which))
    return pieces


def _of_which_year(meaning: str, last: re.Pattern[str], this: re.Pattern[str], match: re.Match[str]) -> str:
    """Return `meaning`, with "last " or "this " before it where the match says so: "last summer"."""
    led = "last " if last.search(match[0]) else "this " if this.search(match[0]) else ""
    return f"{led}{meaning}"


def parts_of_month(words: Words) -> list[Piece]:
    """Return the pieces for a part of a month: "mid" or "the first ten days of", with "May" or "this month".

    A part without a month belongs to the month of the part that it is compared with: "first half of May vs
    second half". Some words, such as "the second fortnight", mean the running month without naming it.
    """
    months = [piece for text in words["months"].values() for piece in text]
    months += [piece for name in ("this_month", "last_month") for piece in words["periods"][name]]
    special = ("of", "month", "lone", "other_half")
    of_word, running, lone, other = (joined(words["parts"][name]) for name in special)
    of_month = rf"(?:(?:{of_word}) )*(?:{joined(months)})\b"
    texts = {meaning: text for meaning, text in words["parts"].items() if meaning not in special}
    number, spelt = _numbers(words["numbers"], digits=2)
    parts = joined(piece for text in texts.values() for piece in text if "NUMBER" not in piece)
    link = rf"(?:(?:{joined(_links(words))}) )+"
    named = rf"(?:{of_month}|(?:(?:{of_word}) )*(?:{running})\b)"
    whole = rf"(?:{parts}) {named}"
    before, after = re.compile(rf"\b{whole} {link}$"), re.compile(rf" {link}{whole}")
    lone_part = any_of([lone])

    def alone(meaning: str, match: re.Match[str]) -> str | None:
        text = match.string
        if before.search(text[: match.start()]) or after.match(text[match.end() :]):
            return f"{OF_SAME}{meaning}"
        return f"{OF_THIS}{meaning}" if lone_part.fullmatch(match[0]) else None

    first_half = any_of([rf"(?:{joined(words['parts'][_HALVES[0]])}) {named} {link}(?:{other})"])
    pieces = [Piece(PART, any_of([rf"(?<= )(?:{other})"]), partial(_second_of, first_half))]
    for meaning, text in texts.items():
        told = partial(_part, meaning, spelt)
        for piece in text:
            spelt_out = piece.replace("NUMBER", f"(?P<number>{number})")
            pieces.append(Piece(PART, any_of([f"{spelt_out}(?= {of_month})"]), told))
            of_this = any_of([f"{spelt_out} (?:(?:{of_word}) )*(?:{running})"])
            pieces.append(Piece(PART, of_this, partial(_of_this, told)))
        shown = [piece for piece in text if "NUMBER" not in piece]
        if shown:
            pieces.append(
                Piece(PART, any_of(f"(?:{piece})(?! {of_month})" for piece in shown), partial(alone, meaning))
            )
    return pieces


def _second_of(first_half: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Return the second half of a month for "the second", right after the first that it is compared with."""
    ends = (each.end() for each in first_half.finditer(match.string))
    return f"{OF_SAME}{_HALVES[1]}" if match.end() in ends else None


def _of_this(told: Callable[[re.Match[str]], str], match: re.Match[str]) -> str:
    """Return the meaning of a part of the running month, such as "this 1 15"."""
    return f"{OF_THIS}{told(match)}"


def _links(words: Words) -> list[str]:
    """Return the expressions of words that may stand between two periods that are compared."""
    comparisons, time = words["comparisons"], words["time"]
    between = [*comparisons["than"], *comparisons["after_verb"], *time["both"]]
    return [*between, *words["beside_values"]["either"], *time["articles"]]


def _part(meaning: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str:
    """Return a part of a month such as "1 15"; "N" in `meaning` is the number that the match names."""
    return meaning.replace("N", str(_number(match["number"], spelt))) if "N" in meaning else meaning


def _numbers(words: Mapping[str, Sequence[str]], digits: int) -> tuple[str, Mapping[int, re.Pattern[str]]]:
    """Return an expression for numbers of so many digits or in words, and one for each number in words."""
    spelt = {int(number): any_of(text) for number, text in words.items()}
    pieces = [piece for text in words.values() for piece in text]
    return joined([rf"\d{{1,{digits}}}", *pieces]), spelt


def _number(text: str, spelt: Mapping[int, re.Pattern[str]]) -> int:
    """Return the number that a text names, in figures or in words."""
    return int(text) if text.isdigit() else next(n for n, word in spelt.items() if word.fullmatch(text))


def _days(unit: str, spelt: Mapping[int, re.Pattern[str]], match: re.Match[str]) -> str | None:
    """Return so many units as a number of days, in text; None for 0 days, weeks or years."""
    count = _number(match[1], spelt)
    if unit in _MONTHS:
        count *= _MONTHS[unit]
        return _MONTH_DAYS.get(count) or str(round(count * _YEAR / 12))
    return str(count * {"day": 1, "week": 7, "year": _YEAR}[unit]) if count else None


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The expressions of a language from which those for dates are built.

    `months` has the expressions of each month; `month` is one for any of them, `of` for what may stand
    between a month and its day or year, `year` for a year, and `nth` for the number of a day.
    """

    months: tuple[str, ...]
    month: str
    of: str
    year: str
    nth: str

    def number(self, name: str) -> int:
        """Return the number of a month, 1 to 12, by its name."""
        return next(n for n, each in enumerate(self.months, 1) if re.fullmatch(each, name))

    @staticmethod
    def day(text: str) -> int:
        """Return the number of a day; a text that is no number means the first."""
        return int(text) if text.isdigit() else 1


def of_calendar(words: Words, *, day_first: bool) -> list[Piece]:
    """Return the pieces for days, months, quarters and years of the calendar, with or without their year.

    `day_first`: "3/10/2026" is 3 October. Otherwise it may also be 10 March, so it gets no meaning.
    """
    time = words["time"]
    months = tuple(joined(words["months"][str(number)]) for number in range(1, 13))
    before, after = joined(time["before_year"]), joined(time["after_year"])
    year = rf"(?:(?:{before}) )?(20\d\d)(?: (?:{after}))?"
    of_year = f"(?:(?:{joined(time['of_year'])}) )?"
    nth = rf"(\d{{1,2}}|{joined(time['first_day'])})(?:st|nd|rd|th)?"
    forms = _Calendar(months, joined([*months]), of_year, year, nth)
    return [
        *_single_days(forms, time),
        *days_of_a_month(words, _links(words), forms.nth, forms.of, forms.months),
        *_whole_months(forms, time),
        *quarters_and_halves(forms.of, forms.year, words),
        *numbered_weeks(forms.of, forms.year, words),
        Piece("period", any_of([year]), lambda match: months_spelt(int(match[1]), 1, 12)),
        Piece("period", any_of([_NUMERIC]), partial(_numeric_day, day_first)),
        Piece("period", any_of([r"m(\d{1,2})m(20\d\d)"]), _numeric_month),
    ]


def _numeric_day(day_first: bool, match: re.Match[str]) -> str | None:  # noqa: FBT001 - bound by a partial
    """Return "15/10/2026" as a period of one day; None if it can be read as two days, or is no date."""
    first, second, year = (int(part) for part in match.groups())
    day, month = (second, first) if second > _MOST_MONTHS else (first, second)
    if not day_first and first != second and max(first, second) <= _MOST_MONTHS:
        return None
    try:
        return _two_equal(dt.date(year, month, day).isoformat())
    except ValueError:
        return None


def _numeric_month(match: re.Match[str]) -> str | None:
    """Return the days of "10/2026"; None if there is no such month."""
    month = int(match[1])
    return months_spelt(int(match[2]), month, month) if 1 <= month <= _MOST_MONTHS else None


def _single_days(forms: _Calendar, time: Mapping[str, Sequence[str]]) -> list[Piece]:
    """Return the pieces for "2026-03-01", "1 March 2026", "March 1"."""
    month, of_word, nth, year = forms.month, forms.of, forms.nth, forms.year
    # "March 26" is a day in English alone; elsewhere it may be a year.
    day_last = rf"({month}) (\d{{1,2}})(?:{joined(time['after_month'])})"

    def iso(match: re.Match[str]) -> str:
        text = match[0]
        return _two_equal(f"{text[1:5]}-{text[5:7]}-{text[7:]}")

    def day_of_year(year: str, name: str, day: str) -> str:
        return _two_equal(f"{year}-{forms.number(name):02}-{forms.day(day):02}")

    def day_or_year(match: re.Match[str]) -> str | None:
        """Return "day 11 5" for "Nov 5"; None for "Nov 26", which may also be a year."""
        year = match[0].endswith(match[2]) and len(match[1]) <= len("nov") and int(match[2]) >= _YEARS_FROM
        return None if year else f"day {forms.number(match[1])} {match[2]}"

    first = any_of([rf"{nth} {of_word}({month}) {of_word}{year}"])
    return [
        Piece("period", any_of([f"(?:{_ISO})"]), iso),
        Piece("period", first, lambda m: day_of_year(m[3], m[2], m[1])),
        Piece(
            "period", any_of([rf"({month}) {nth} {of_word}{year}"]), lambda m: day_of_year(m[3], m[1], m[2])
        ),
        Piece(
            "period",
            any_of([rf"{nth} {of_word}({month})"]),
            lambda m: f"day {forms.number(m[2])} {forms.day(m[1])}",
        ),
        Piece("period", any_of([day_last]), day_or_year),
    ]


def _whole_months(forms: _Calendar, time: Mapping[str, Sequence[str]]) -> list[Piece]:
    """Return the pieces for "March 2026", "March" and "last March"."""
    month = forms.month
    day_may_follow = bool(time["after_month"])
    any_month, lone = any_of([month]), any_of(time["guarded"])
    before, certain = any_of(time["guards"]), any_of(time["certain"])

    def guarded(match: re.Match[str]) -> bool:
        """Return whether a word means a month: one with another meaning ("may") by what stands beside it."""
        led, follows = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
        beside = [*led, *follows]
        last = bool(led) and not follows
        if certain.fullmatch(match[1]):
            return True  # "sept revenue": no other word is spelt so
        named = any(before.fullmatch(word) or any_month.fullmatch(word) for word in beside)
        return lone.fullmatch(match[1]) is None or last or named

    def of_year(match: re.Match[str]) -> str:
        number = forms.number(match[1])
        return months_spelt(int(match[2]), number, number)

    short_year = any_of([rf"({month}) (2\d)(?! {forms.of}(?:{month}|20\d\d))"])

    def of_short_year(match: re.Match[str]) -> str | None:
        """Return the days of August 2025 for "agosto 25"; None alone or in English, where 25 may be a day."""
        number = forms.number(match[1])
        lone = day_may_follow or len(short_year.findall(match.string)) == 1
        return None if lone else months_spelt(_CENTURY + int(match[2]), number, number)

    def undated(match: re.Match[str], led: str = "") -> str:
        return f"{led}month {forms.number(match[1])}"

    before_it, after_it, this = (joined(time[name]) for name in ("last", "last_after", "this"))
    return [
        Piece("period", any_of([rf"({month}) {forms.of}{forms.year}"]), of_year),
        Piece("period", short_year, of_short_year),
        Piece("period", any_of([rf"({month})"]), lambda match: undated(match) if guarded(match) else None),
        Piece("period", any_of([rf"(?:{before_it}) ({month})"]), partial(undated, led="last ")),
        Piece("period", any_of([rf"({month}) (?:{after_it})"]), partial(undated, led="last ")),
        Piece("period", any_of([rf"(?:{this}) ({month})"]), partial(undated, led="this ")),
    ]


def _two_equal(day: str) -> str:
    """Return a period of one day."""
    return f"{day}{TO}{day}"
