"""The days of a sentence put together: a month without a year, since, between two, compared with others.

Pieces of the calendar come without knowing what day it is. Here they get their days, counted like all
periods from the day on which the data end. What would have to be guessed is left open and asked back.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from engagement.metrics.comparing.named_periods import window_of
from engagement.metrics.sums.periods import as_date
from engagement.questions.figure_question import PERIODS, TO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Kinds of pieces: days of which one end alone is said, "compared with" alone, "than the month before".
OPEN: Final = "open"
THAN: Final = "than"
BEFORE: Final = "before "
_EPOCH: Final = dt.date(1970, 1, 1)
#: Days without a year: a month, a quarter, half a year, a day of a month, so many days before the last one.
_WITHOUT_YEAR: Final = re.compile(r"(?P<what>month|quarter|half|day|ago) (?P<number>\d+)(?: (?P<day>\d+))?")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a sentence that means something, by its place in the folded text."""

    start: int
    end: int
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a language before and between days.

    `since`: up to the end of the data. `open`: one end alone, asked back. `loose`: the same, but only before
    dates ("from last month" is last month). `both` and `to` lie between two days, `articles` before one.
    """

    since: frozenset[str]
    open: frozenset[str]
    loose: frozenset[str]
    between: frozenset[str]
    both: frozenset[str]
    to: frozenset[str]
    articles: frozenset[str]


def put_together(plain: str, found: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Return the pieces with their days and their comparison; what is not certain becomes a piece `OPEN`."""
    pieces = _ranges(plain, _with_years(plain, found, words, today), words, today)
    pieces = [_with_its_end(plain, pieces, place, words, today) for place in range(len(pieces))]
    return _compared(plain, pieces, words, today)


def _days(said: str, today: dt.date, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a piece; without a year the latest that has begun."""
    if TO in said:
        first, _, last = said.partition(TO)
        try:
            return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        except ValueError:
            return None
    named = next((name for name in PERIODS if name == said), None)
    if named is not None:
        window = window_of(named, (today - _EPOCH).days)
        return as_date(window.first_day), as_date(window.last_day)
    match = _WITHOUT_YEAR.fullmatch(said)
    return None if match is None else _without_year(match, today, year)


def _without_year(match: re.Match[str], today: dt.date, year: int | None) -> tuple[dt.date, dt.date] | None:
    number = int(match["number"])
    if match["what"] == "ago":
        day = today - dt.timedelta(number)
        return day, day
    what, day_of_month = match["what"], int(match["day"] or 1)
    of_year = _of_year(what, number, day_of_month, year or today.year)
    if year is None and of_year is not None and of_year[0] > today:
        return _of_year(what, number, day_of_month, today.year - 1)
    return of_year


def _of_year(what: str, number: int, day: int, year: int) -> tuple[dt.date, dt.date] | None:
    months = {"quarter": 3, "half": 6}.get(what, 1)
    first_month, last_month = months * (number - 1) + 1, months * number
    if what == "day":
        if not 1 <= day <= calendar.monthrange(year, number)[1]:
            return None
        return dt.date(year, number, day), dt.date(year, number, day)
    last = calendar.monthrange(year, last_month)[1]
    return dt.date(year, first_month, 1), dt.date(year, last_month, last)


def _spelt(days: tuple[dt.date, dt.date]) -> str:
    return f"{days[0].isoformat()}{TO}{days[1].isoformat()}"


def _resolved(said: str, today: dt.date) -> str | None:
    """Return days as a question names them; the running month or quarter by its name, so far."""
    match = _WITHOUT_YEAR.fullmatch(said)
    days = _days(said, today) if match else None
    if match is None or days is None:
        return None if match else said
    running = days[1] > today and match["what"] in {"month", "quarter"}
    return f"this_{match['what']}" if running else _spelt(days)


def _gap(plain: str, first: Found, last: Found) -> list[str]:
    return plain[first.end : last.start].split()


def _words_before(plain: str, pieces: Sequence[Found], place: int) -> list[str]:
    """Return the words between a piece and the one before it."""
    begins = pieces[place - 1].end if place else 0
    return plain[begins : pieces[place].start].split()


def _with_years(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Join a month and the year that stands after it: "September last year"."""
    joined: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and previous.kind == piece.kind == "period"
            and _WITHOUT_YEAR.fullmatch(previous.meaning)
            and not previous.meaning.startswith("ago")
            and piece.meaning in {"this_year", "last_year"}
            and words.articles.issuperset(_gap(plain, previous, piece))
        ):
            year = today.year - (piece.meaning == "last_year")
            days = _days(previous.meaning, today, year)
            joined[-1] = replace(previous, end=piece.end, meaning=_spelt(days) if days else "")
            if days is None:
                joined[-1] = replace(joined[-1], kind=OPEN, meaning=plain[previous.start : piece.end])
        else:
            joined.append(piece)
    return joined


def _ranges(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Join two days or months between which "to" stands, or "and" after "between"."""
    joined: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous is None or not previous.kind == piece.kind == "period":
            joined.append(piece)
            continue
        said = [
            word for word in _gap(plain, previous, piece) if word not in words.articles or word in words.to
        ]
        led = _leading(plain, joined, len(joined) - 1, words)
        dates = previous.meaning[:10].count("-") == piece.meaning[:10].count("-") == 2 and not said
        to = len(said) == 1 and said[0] in words.to
        both = len(said) == 1 and said[0] in words.both and led is not None and led[0] in words.between
        days = _from_to(previous.meaning, piece.meaning, today) if dates or to or both else None
        if days is None:
            joined.append(piece)
            continue
        start = previous.start if led is None else led[1]
        joined[-1] = Found(start, piece.end, "period", _spelt(days))
    return joined


def _leading(plain: str, pieces: Sequence[Found], place: int, words: TimeWords) -> tuple[str, int] | None:
    """Return the word of time before a piece, over articles, and where it starts; None without one."""
    before = _words_before(plain, pieces, place)
    known = words.since | words.open | words.loose | words.between
    start = pieces[place].start
    while before:
        word = before.pop()
        start = plain.rfind(word, 0, start)
        if word in known:
            return word, start
        if word not in words.articles:
            return None
    return None


def _from_to(first: str, last: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the days from one to another; a year that one of both lacks is the other's, or the latest."""
    dated, open_ended = (TO in first, TO in last), {first, last} & set(PERIODS)
    until = _days(last, today)
    since = _days(first, today)
    if open_ended or since is None or until is None:
        return None
    if dated == (True, False):
        until = _days(last, today, since[0].year)
    elif not dated[0]:
        since = _days(first, today, until[0].year)
        if since is not None and since[0] > until[0]:
            since = _days(first, today, until[0].year - 1)
    if since is None or until is None or since[0] > until[1]:
        return None
    return since[0], until[1]


def _with_its_end(plain: str, pieces: Sequence[Found], place: int, words: TimeWords, today: dt.date) -> Found:
    """Return days of which "since" or "until" is said with their other end, or as left open."""
    piece = pieces[place]
    led = _leading(plain, pieces, place, words) if piece.kind == "period" else None
    if led is None or led[0] in words.between:
        return piece
    word, start = led
    named = _days(piece.meaning, today) is None or piece.meaning in PERIODS
    if word in words.loose and word not in words.since and named:
        return piece
    days = _days(piece.meaning, today)
    single = days is not None and (TO not in piece.meaning or _unit(days) != "")
    if word in words.since and not named and single and days is not None and days[0] <= today:
        return Found(start, piece.end, "period", _spelt((days[0], today)))
    return Found(start, piece.end, OPEN, plain[start : piece.end])


def _compared(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Join "compared with" and its days to a comparison, and give all other days theirs."""
    joined: list[Found] = []
    against: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and (previous.kind, piece.kind) == (THAN, "period")
            and words.articles.issuperset(_gap(plain, previous, piece))
        ):
            joined.pop()
            against.append(replace(piece, start=previous.start))
        elif piece.kind.startswith(BEFORE):
            against.append(piece)
        else:
            joined.append(piece)
    periods = {piece.meaning for piece in joined if piece.kind == "period"}
    main = next(iter(periods)) if len(periods) == 1 else None
    running: Iterable[Found] = ()
    if len(against) == 1 and len(periods) <= 1:
        by_what, implied = _against(against[0], main, today)
        if by_what is not None:
            against = [replace(against[0], kind="comparison", meaning=by_what)]
            running = (
                [replace(against[0], kind="period", meaning=implied, start=against[0].end)] if implied else ()
            )
    left = [
        piece
        if piece.kind == "comparison"
        else replace(piece, kind=OPEN, meaning=plain[piece.start : piece.end])
        for piece in against
    ]
    told = [_told(piece, plain, today) for piece in joined if piece.kind != THAN]
    return sorted([*told, *left, *running], key=lambda piece: (piece.start, piece.end))


def _told(piece: Found, plain: str, today: dt.date) -> Found:
    days = _resolved(piece.meaning, today) if piece.kind == "period" else piece.meaning
    if days is None:
        return replace(piece, kind=OPEN, meaning=plain[piece.start : piece.end])
    return replace(piece, meaning=days)


def _against(piece: Found, main: str | None, today: dt.date) -> tuple[str | None, str | None]:
    """Return with what days are compared, and the running period where none is named; None: asked back."""
    days = None if main is None else _days(main, today)
    if piece.kind.startswith(BEFORE):
        unit = piece.kind.removeprefix(BEFORE)
        if unit == "period" or (days is not None and unit == _unit_of(main, days)):
            return "before", None
        return ("before", f"this_{unit}") if main is None else (None, None)
    said = piece.meaning
    if said == "last_year":
        of_this_year = main != "last_year" and (days is None or main in PERIODS or days[1].year == today.year)
        return ("year" if of_this_year else None), None
    if said in PERIODS and said.startswith("last_") and main in {None, said.replace("last_", "this_")}:
        return "before", None if main else said.replace("last_", "this_")
    return (None if main is None or days is None else _with_days(said, main, days, today)), None


def _with_days(said: str, main: str, days: tuple[dt.date, dt.date], today: dt.date) -> str | None:
    """Return the days with which a period is compared; None where they are not of its kind."""
    dated = TO in main and TO not in said and said not in PERIODS
    other = _days(said, today, days[0].year if dated else None)
    if other is None or other == days or _unit(other) != _unit_of(main, days):
        return None
    running = main.startswith("this_") or (TO not in main and days[1] > today)
    return "before" if running and other[1] + dt.timedelta(1) == days[0] else _spelt(other)


def _unit_of(main: str | None, days: tuple[dt.date, dt.date]) -> str:
    """Return whether days are a week, a month, a quarter or a year; empty for others."""
    if main in PERIODS:
        return str(main).partition("_")[2]
    return _unit(days)


def _unit(days: tuple[dt.date, dt.date]) -> str:
    first, last = days
    if first == last:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole or (first.month - 1) % months:
        return ""
    return {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months, "")
