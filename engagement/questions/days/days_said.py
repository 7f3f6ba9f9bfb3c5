"""Put the days of a sentence together: months without a year, "since", "between", comparisons.

Pieces of the calendar are found without knowing what day it is. Here they get their days, counted like all
periods from the day on which the data end. What would have to be guessed is left open and asked back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.questions.days.compared_days import BEFORE, against_what
from engagement.questions.days.moments import (
    COUNTED_BACK,
    MOVING,
    WITHOUT_YEAR,
    days_without_year,
    follows,
    is_month,
    of_year_after,
    span_of,
    span_spelt,
    unit_of_span,
    year_of,
)
from engagement.questions.days.parts_of_months import parts_of_months
from engagement.questions.days.pieces_found import OPEN, THAN, Found
from engagement.questions.days.two_years import of_two_years
from engagement.questions.figure_question import PERIODS, TO

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

#: Kinds of days that end on the day on which the data end, at the latest.
_SPANS: Final = frozenset({"half", "season", "days", "weekend", "isoweek", *MOVING})


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a language before, between and after days.

    - `since`: the days reach up to the end of the data.
    - `open` ("until"): one end alone is said, so it is asked back.
    - `after`: the days begin when these are over, and reach up to the end of the data.
    - `loose` ("from"): the same, but only before dates; "from last month" is last month.
    - `between`: stands before two days.
    - `both` ("and") and `to`: stand between two days.
    - `articles`: stand before one.
    - `either` ("or") and `over`: stand between two periods that are compared.
    - `comparing`: is found where a sentence asks to compare.
    - `onwards` ("until now"): after days, has "from" and "between" reach up to the end of the data, too.
    """

    since: frozenset[str]
    open: frozenset[str]
    after: frozenset[str]
    loose: frozenset[str]
    between: frozenset[str]
    both: frozenset[str]
    to: frozenset[str]
    articles: frozenset[str]
    either: frozenset[str]
    over: frozenset[str]
    comparing: re.Pattern[str]
    onwards: re.Pattern[str]


def put_together(plain: str, expressions: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Return the pieces of a sentence with its days and its comparison worked out.

    `plain` is the folded sentence, `today` the day on which the data end. What is not certain becomes a piece
    of kind `OPEN`.
    """
    expressions = of_two_years(expressions, today)
    dated = parts_of_months(plain, _with_years(plain, expressions, words, today), today)
    pieces = _ranges(plain, _side_by_side(plain, dated, words), words, today)
    pieces = [_with_its_end(plain, pieces, place, words, today) for place in range(len(pieces))]
    return _compared(plain, pieces, words, today)


def _resolved(text: str, today: dt.date) -> str | None:
    """Return the meaning of days as a question spells them; None if there are no such days.

    A running month or quarter becomes "this_month" or "this_quarter".
    """
    match = WITHOUT_YEAR.fullmatch(text)
    days = span_of(text, today) if match else None
    if match is None or days is None:
        return None if match else text
    if days[1] > today and match["what"] in {"month", "quarter"}:
        return f"this_{match['what']}"
    return span_spelt((days[0], max(days[0], min(days[1], today))) if match["what"] in _SPANS else days)


def _gap(plain: str, first: Found, last: Found) -> list[str]:
    """Return the words between two pieces."""
    return plain[first.end : last.start].split()


def _words_before(plain: str, pieces: Sequence[Found], place: int) -> list[str]:
    """Return the words between a piece and the one before it."""
    begins = pieces[place - 1].end if place else 0
    return plain[begins : pieces[place].start].split()


def _with_years(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Return the pieces with a month and the year beside it as one: "September last year".

    Feasts such as "Black Friday 2025" are joined in the same way.
    """
    joined: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        beside = previous is not None and previous.kind == piece.kind == "period"
        if previous is None or not beside or not words.articles.issuperset(_gap(plain, previous, piece)):
            joined.append(piece)
            continue
        year = year_of(piece.meaning, today)
        month_piece, year = (
            (previous, year) if year is not None else (piece, year_of(previous.meaning, today))
        )
        match = WITHOUT_YEAR.fullmatch(month_piece.meaning)
        if year is None or match is None or match["what"] in COUNTED_BACK:
            joined.append(piece)
            continue
        days = days_without_year(match, today, year)
        meaning = plain[previous.start : piece.end] if days is None else span_spelt(days)
        kind = OPEN if days is None else "period"
        joined[-1] = Found(previous.start, piece.end, kind, meaning)
    return _with_year_apart(joined, today)


def _with_year_apart(pieces: list[Found], today: dt.date) -> list[Found]:
    """Return the pieces, a month or feast in the year that is said apart from it: "May orders in 2025".

    Only if these are all the days of the sentence and nothing is compared.
    """
    periods = [piece for piece in pieces if piece.kind == "period"]
    years = [year for piece in periods if (year := year_of(piece.meaning, today)) is not None]
    parts = [match for piece in periods if (match := WITHOUT_YEAR.fullmatch(piece.meaning)) is not None]
    apart = len(periods) == 2 and len(years) == len(parts) == 1 and parts[0]["what"] not in COUNTED_BACK
    if not apart or _compares(pieces):
        return pieces
    days = days_without_year(parts[0], today, years[0])
    if days is None:
        return pieces
    return [replace(piece, meaning=span_spelt(days)) if piece in periods else piece for piece in pieces]


def _compares(pieces: Sequence[Found]) -> bool:
    """Return whether a piece asks for a comparison."""
    return any(piece.kind in {THAN, "comparison"} or piece.kind.startswith(BEFORE) for piece in pieces)


def _side_by_side(plain: str, pieces: Sequence[Found], words: TimeWords) -> list[Found]:
    """Return the pieces with a "than" between two periods that a sentence compares: "September or October".

    A "than" that does not stand right before days is dropped.
    """
    leads = {piece for piece, follows in pairwise(pieces) if _leads(plain, piece, follows, words)}
    pieces = [
        piece for piece in pieces if piece.kind != THAN or piece in leads
    ]  # "than" in "the difference of" has no days
    if _compares(pieces):
        return list(pieces)
    between = words.either | words.over | (words.both if words.comparing.search(plain) else frozenset())
    joined: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous is not None and previous.kind == piece.kind == "period":
            gap = [word for word in _gap(plain, previous, piece) if word not in words.articles]
            if len(gap) == 1 and gap[0] in between:
                start = plain.index(gap[0], previous.end)
                joined.append(Found(start, start + len(gap[0]), THAN, ""))
        joined.append(piece)
    return joined


def _leads(plain: str, than: Found, follows: Found, words: TimeWords) -> bool:
    """Return whether days stand right after "than"; articles may stand between."""
    return follows.kind == "period" and words.articles.issuperset(_gap(plain, than, follows))


def _ranges(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Return the pieces with the two ends of a range as one period: "1 to 5 May", "between May and July".

    Months that follow each other are a range, too: "July and August". Two days of the week are asked back if
    they are no range.
    """
    joined: list[Found] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous is None or not previous.kind == piece.kind == "period":
            joined.append(piece)
            continue
        between_words = [
            word for word in _gap(plain, previous, piece) if word not in words.articles or word in words.to
        ]
        led = _leading(plain, joined, len(joined) - 1, words)
        if between_words and words.both.issuperset(between_words):
            previous = replace(previous, meaning=of_year_after(previous.meaning, piece.meaning, today))
            joined[-1] = previous
        months = (
            WITHOUT_YEAR.fullmatch(previous.meaning)
            and is_month(previous.meaning, today)
            and is_month(piece.meaning, today)
        )
        dates = previous.meaning[:10].count("-") == piece.meaning[:10].count("-") == 2
        dates = (dates or bool(months)) and not between_words
        to = len(between_words) == 1 and between_words[0] in words.to
        is_between = (
            len(between_words) == 1
            and between_words[0] in words.both
            and led is not None
            and led[0] in words.between
        )
        together = words.both.issuperset(_gap(plain, previous, piece)) and follows(
            previous.meaning, piece.meaning, today
        )
        is_range = dates or to or is_between or together
        days = _from_to(previous.meaning, piece.meaning, today) if is_range else None
        if days is None:
            days_of_week = previous.meaning.startswith("weekday ") and piece.meaning.startswith("weekday ")
            joined.append(replace(piece, kind=OPEN) if days_of_week and between_words else piece)
            continue
        start = previous.start if led is None else led[1]
        joined[-1] = Found(start, piece.end, "period", span_spelt(days))
    return joined


def _leading(plain: str, pieces: Sequence[Found], place: int, words: TimeWords) -> tuple[str, int] | None:
    """Return the word before a piece such as "since" or "between", and where it starts; None without one.

    Articles may stand between the two.
    """
    before = _words_before(plain, pieces, place)
    time_words = words.since | words.open | words.after | words.loose | words.between
    start = pieces[place].start
    while before:
        word = before.pop()
        start = plain.rfind(word, 0, start)
        if word in time_words:
            return word, start
        if word not in words.articles:
            return None
    return None


def _from_to(first: str, last: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a range; None if there is none.

    An end without a year takes the year of the other end or the one next to it.
    """
    first_days, until = span_of(first, today), span_of(last, today)
    if first_days is None or until is None or {first, last} & set(PERIODS):
        return None
    if TO not in first:
        begins = [span_of(first, today, until[0].year - back) for back in (0, 1)]
        first_days = next((days for days in begins if days is not None and days[0] <= until[0]), None)
    elif TO not in last:
        ends = [span_of(last, today, first_days[0].year + on) for on in (0, 1)]
        until = next((days for days in ends if days is not None and first_days[0] <= days[0] <= today), None)
    if first_days is None or until is None or first_days[0] > until[1]:
        return None
    return first_days[0], until[1]


def _with_its_end(plain: str, pieces: Sequence[Found], place: int, words: TimeWords, today: dt.date) -> Found:
    """Return days after "since" or before "until now" up to the end of the data; other pieces as they are.

    Days of which an end is missing become a piece of kind `OPEN`.
    """
    piece = pieces[place]
    led = _leading(plain, pieces, place, words) if piece.kind == "period" else None
    after = plain[piece.end :]
    onwards = words.onwards.match(after.lstrip())
    if led is None and onwards and words.both.intersection(onwards[0].split()) and piece.kind == "period":
        return replace(piece, kind=OPEN, meaning=plain[piece.start : piece.end])  # "a year ago and now"
    if led is None or (led[0] in words.between and onwards is None):
        return piece
    word, start = led
    since = word in words.since or (onwards is not None and word not in words.open)
    end = len(plain) - len(after.lstrip()) + onwards.end() if onwards else piece.end
    named = span_of(piece.meaning, today) is None or piece.meaning in PERIODS
    if word in words.loose and not since and named:
        return piece
    days = span_of(piece.meaning, today)
    single = days is not None and (TO not in piece.meaning or unit_of_span(days) != "" or _within_month(days))
    if (since or word in words.after) and not named and single and days is not None:
        begins = days[0] if since else days[1] + dt.timedelta(1)
        if begins <= today:
            return Found(start, end, "period", span_spelt((begins, today)))
    return Found(start, end, OPEN, plain[start:end])


def _within_month(days: tuple[dt.date, dt.date]) -> bool:
    """Return whether two days lie in the same month."""
    return (days[0].year, days[0].month) == (days[1].year, days[1].month)


def _compared(plain: str, pieces: Sequence[Found], words: TimeWords, today: dt.date) -> list[Found]:
    """Return the pieces with "compared with" and its days as one comparison, and all other days worked out.

    A comparison that is not certain becomes a piece of kind `OPEN`.
    """
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
    if len(against) == 1 and len(periods) <= 1:
        by_what, later = against_what(against[0].kind, against[0].meaning, main, today)
        if by_what is not None and later is not None:
            joined = [replace(piece, meaning=later) if piece.kind == "period" else piece for piece in joined]
        if later is not None and main is None:
            joined.append(replace(against[0], kind="period", meaning=later, start=against[0].end))
        if by_what is not None:
            against = [replace(against[0], kind="comparison", meaning=by_what)]
    apart = [
        piece
        if piece.kind == "comparison"
        else replace(piece, kind=OPEN, meaning=plain[piece.start : piece.end])
        for piece in against
    ]
    compared_pieces = [_resolved_piece(piece, plain, today) for piece in joined if piece.kind != THAN]
    return sorted([*compared_pieces, *apart], key=lambda piece: (piece.start, piece.end))


def _resolved_piece(piece: Found, plain: str, today: dt.date) -> Found:
    """Return days as a question spells them, `OPEN` if there are none; other pieces as they are."""
    days = _resolved(piece.meaning, today) if piece.kind == "period" else piece.meaning
    if days is None:
        return replace(piece, kind=OPEN, meaning=plain[piece.start : piece.end])
    return replace(piece, meaning=days)
