"""A question about a figure: its days, split, filters, comparison and step in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from engagement.locale import message
from engagement.metrics.model import Grain, NamedPeriod
from engagement.readable.one_line import plain

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import ComparedWith

#: The years and the number of days that can be asked for, as on the command line.
_YEARS: Final = range(1900, 2100)
_MOST_DAYS: Final = 36_600
_EPOCH: Final = dt.date(1970, 1, 1)
#: Stands between the first and the last of two days: "2026-01-01..2026-03-31".
TO: Final = ".."
ALL: Final = "all"
#: A comparison with whichever is comparable: the same days a year ago, or the period before.
LIKE: Final = "like"
#: A value of a filter that stands for any value: "orders with a coupon".
ANY: Final = "*"
#: The most letters of a given text that a sentence repeats, and the name of its list of what there is.
_LONGEST_GIVEN: Final = 80
_LIST: Final = "known"
PERIODS: Final[tuple[NamedPeriod, ...]] = get_args(NamedPeriod)
GRAINS: Final[tuple[Grain, ...]] = get_args(Grain)


class NotAnswered(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """The question cannot be answered. `sentence` says why, for the person who asked."""

    def __init__(self, sentence: Message) -> None:
        self.sentence = _on_one_line(sentence)
        super().__init__(str(self.sentence))


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """A question about one figure, given by its key.

    - `period`: a name ("last_quarter"), a number of days up to the end of the data ("90"), two days
      ("2026-01-01..2026-03-31") or "all"; None takes the days of the view that is asked.
    - `split` and `and_split`: one or two dimensions to split by.
    - `filters`: keep rows with one of the values of a dimension; `without` leaves those rows out.
    - `comparison`: "before", "year" (the same days a year ago), "like" (whichever of both is comparable) or
      two days.
    - `grain`: the answer has a row for each day, week, month, quarter or year.
    - `as_share`: asks which part this is of the whole, which has only the filters by the dimensions in
      `share_within`.
    - `lowest_first`: the lowest segments come first.
    """

    figure: str
    period: str | None = None
    split: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    comparison: str | None = None
    grain: Grain | None = None
    without: tuple[tuple[str, tuple[str, ...]], ...] = ()
    and_split: str | None = None
    as_share: bool = False
    share_within: tuple[str, ...] = ()
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a question, in the fields of `metrics.model.Question`."""

    days: int | None
    as_of: int | None = None
    period: NamedPeriod | None = None


def _on_one_line(sentence: Message) -> Message:
    """Return a sentence with long given texts cut to one line; lists of what there is stay whole."""
    values = {
        name: value if name == _LIST or not isinstance(value, str) else plain(value, _LONGEST_GIVEN)
        for name, value in sentence.places.items()
        if name != "n"
    }
    return sentence.filled(sentence.n, **values)


def days_of(period: str) -> Days:
    """Return the days that a period means. Raises `NotAnswered` for a text that is no period."""
    named = next((name for name in PERIODS if name == period), None)
    if named is not None:
        return Days(None, None, named)
    if period == ALL:
        return Days(None)
    if period.isascii() and period.isdigit() and 0 < int(period) <= _MOST_DAYS:
        return Days(int(period))
    two = _two_days(period)
    if two is None:
        raise NotAnswered(
            message(
                "{given} is no period: give a number of days up to the end of the data, all, two days like "
                "2026-01-01..2026-03-31, or one of {known}.",
                given=period,
                known=", ".join(PERIODS),
            )
        )
    return Days(two[1] - two[0] + 1, two[1])


def compared_of(comparison: str) -> ComparedWith | None:
    """Return what to compare with; None for "like".

    Two days are in days since 1970-01-01. Raises `NotAnswered` for a text that is no comparison.
    """
    if comparison == LIKE:
        return None
    if comparison == "before":
        return "before"
    if comparison == "year":
        return "year"
    two = _two_days(comparison)
    if two is None:
        raise NotAnswered(
            message(
                "{given} is no comparison: give before, year, like, or two days like 2025-01-01..2025-03-31.",
                given=comparison,
            )
        )
    return two


def _two_days(text: str) -> tuple[int, int] | None:
    """Return the two days of a text as days since 1970-01-01; None where it is not two days in order."""
    first, dots, last = text.partition(TO)
    try:
        days = [dt.date.fromisoformat(day.strip()) for day in (first, last)] if dots else []
    except ValueError:
        return None
    is_valid = days and days[0] <= days[1] and all(day.year in _YEARS for day in days)
    return ((days[0] - _EPOCH).days, (days[1] - _EPOCH).days) if is_valid else None
