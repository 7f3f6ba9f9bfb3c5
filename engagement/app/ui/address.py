"""The part of the address that contains the question, so that a copied address is complete."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, get_args

from engagement.metrics.model import Grain, NamedPeriod, Question, ReadScale
from engagement.metrics.segments.description import name_in
from engagement.metrics.segments.dimensions import SEGMENT, SPLIT
from engagement.metrics.sums.periods import as_date
from engagement.money.currencies import CODES
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import ComparedWith

#: A filter's name begins so, followed by its dimension.
FILTER: Final = "f."
#: The parameter that names a metric on *Definitions*.
METRIC: Final = "metric"
#: Of one person count the last answer alone; and how the scale of a question is read, and which end is good.
LAST_ANSWERS: Final = "counted"
_LAST_ALONE: Final = "last"
SCALE, GOOD = "scale.", "good."
_LOW_IS_GOOD: Final = "low"
_ENDS: Final = re.compile(r"(\d{1,3})-(\d{1,3})")
WINDOW, _GRAIN, _BY, _AND_BY, _NET, _CURRENCY, _COMPARE, _FOLD = (
    *("window", "grain", "by", "by2", "net", "cur", "cmp", "fold"),
)
#: Money net of refunds, which revenue takes off on their own day.
_ON_REFUND_DAY: Final = "day"
_ALL: Final = "all"
_MOST_DAYS: Final = 36_600
#: More digits than any number of days has.
_DIGITS: Final = 9
#: The filter that keeps rows without a value alone; an empty one would be no filter.
_BLANK: Final = "|"
#: Between two days of one's own.
_TO: Final = ".."
_EPOCH: Final = dt.date(1970, 1, 1)
#: Days that can be asked for, as on the command line.
_FIRST: Final = (dt.date(1900, 1, 1) - _EPOCH).days
_LAST: Final = (dt.date(2099, 12, 31) - _EPOCH).days
_CODES: Final = CODES | {NO_CURRENCY}


def from_address(address: Mapping[str, str]) -> Question:
    """Read a question from an address; invalid values fall back to the default."""
    default = Question()
    grain = next((g for g in get_args(Grain) if g == address.get(_GRAIN)), default.grain)
    filters = tuple(
        (name.removeprefix(FILTER), ("",) if value == _BLANK else tuple(_split(value)))
        for name, value in sorted(address.items())
        if name.startswith(FILTER) and value
    )
    days, as_of, period = _window(address.get(WINDOW), default)
    return Question(
        days=days,
        as_of=as_of,
        period=period,
        grain=grain,
        by=address.get(_BY) or default.by,
        and_by=address.get(_AND_BY) or default.and_by if address.get(_BY) else default.and_by,
        filters=filters,
        net=address.get(_NET) in {"1", _ON_REFUND_DAY},
        refund_day=address.get(_NET) == _ON_REFUND_DAY,
        currency=address[_CURRENCY] if address.get(_CURRENCY) in _CODES else default.currency,
        compare=_compare(address.get(_COMPARE)),
        fold=address.get(_FOLD) == "1",
        last_answers=address.get(LAST_ANSWERS) == _LAST_ALONE,
        scales=_scales(address),
    )


def unread(address: Mapping[str, str]) -> list[str]:
    """Return the periods of an address that are none, for which the default stands."""
    wrong = []
    for name, known in ((WINDOW, (_ALL, *get_args(NamedPeriod))), (_COMPARE, ("year", "before"))):
        text = address.get(name, "")
        is_count = name == WINDOW and _count_of_days(text) is not None
        if text and text not in known and not is_count and _two_days(text) is None:
            wrong.append(text)
    return wrong


def to_address(question: Question) -> dict[str, str]:
    """Return the address parameters of a question. The period is always included."""
    address = {WINDOW: _named(question), _GRAIN: question.grain, **_of_answers(question)}
    if question.by:
        address[_BY] = in_address(question.by)
        if question.and_by:
            address[_AND_BY] = in_address(question.and_by)
    if question.net:
        address[_NET] = _ON_REFUND_DAY if question.refund_day else "1"
    if question.fold:
        address[_FOLD] = "1"
    if question.currency:
        address[_CURRENCY] = question.currency
    if isinstance(question.compare, str):
        address[_COMPARE] = question.compare
    elif question.compare is not None:
        address[_COMPARE] = _spelt(*question.compare)
    for dimension, values in question.filters:
        named = map(name_in, values) if dimension == SEGMENT else values
        address[FILTER + dimension] = "|".join(escaped(value) for value in named) or _BLANK
    return address


def in_address(by: str) -> str:
    """Return a split as an address names it: a saved segment by its name, not by its definition."""
    return SPLIT + name_in(by.removeprefix(SPLIT)) if by.startswith(SPLIT) else by


def is_of_question(name: str) -> bool:
    """Return whether a parameter of the address belongs to the question."""
    names = {WINDOW, _GRAIN, _BY, _AND_BY, _NET, _CURRENCY, _COMPARE, _FOLD, LAST_ANSWERS}
    return name in names or name.startswith((FILTER, SCALE, GOOD))


def escaped(value: str) -> str:
    """Return a value as it is written in a list of the address."""
    return value.replace("\\", "\\\\").replace("|", "\\|")


def _named(question: Question) -> str:
    """Return the period: its name, its two days, or how many days it has up to the end of the data."""
    if question.period is not None:
        return question.period
    if question.days is None:
        return _ALL
    if question.as_of is not None:
        return _spelt(question.as_of - question.days + 1, question.as_of)
    return str(question.days)


def _of_answers(question: Question) -> dict[str, str]:
    """Return which answers count, and on which scales they are read."""
    address: dict[str, str] = {}
    if question.last_answers:
        address[LAST_ANSWERS] = _LAST_ALONE
    for scale in question.scales:
        address[SCALE + scale.of] = f"{scale.low:g}-{scale.high:g}"
        address[GOOD + scale.of] = _LOW_IS_GOOD if scale.low_is_good else "high"
    return address


def _scales(address: Mapping[str, str]) -> tuple[ReadScale, ...]:
    """Return the scales that an address names with both ends and what is good."""
    scales = []
    for name, value in sorted(address.items()):
        ends = _ENDS.fullmatch(value) if name.startswith(SCALE) else None
        if ends is not None and int(ends[1]) < int(ends[2]):
            question = name.removeprefix(SCALE)
            low_is_good = address.get(GOOD + question) == _LOW_IS_GOOD
            scales.append(ReadScale(question, float(ends[1]), float(ends[2]), low_is_good))
    return tuple(scales)


def _compare(text: str | None) -> ComparedWith | None:
    if text == "year":
        return "year"
    return "before" if text == "before" else _two_days(text)


def _window(text: str | None, default: Question) -> tuple[int | None, int | None, NamedPeriod | None]:
    """Return how many days are asked for, up to which; of a named period its name alone."""
    period = next((name for name in get_args(NamedPeriod) if name == text), None)
    two_days = _two_days(text)
    if two_days is not None:
        return two_days[1] - two_days[0] + 1, two_days[1], None
    if text == _ALL:
        return None, None, None
    count = None if text is None else _count_of_days(text)
    return (default.days, None, period) if count is None else (count, None, None)


def _count_of_days(text: str) -> int | None:
    """Return a text as a number of days; None if it is none."""
    count = int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
    return count if 0 < count <= _MOST_DAYS else None


def _spelt(first: int, last: int) -> str:
    return f"{as_date(first).isoformat()}{_TO}{as_date(last).isoformat()}"


def _two_days(text: str | None) -> tuple[int, int] | None:
    first, dots, last = (text or "").partition(_TO)
    try:
        days = [(dt.date.fromisoformat(day) - _EPOCH).days for day in (first, last)] if dots else []
    except ValueError:
        return None
    days.sort()
    is_valid = days and days[0] >= _FIRST and days[1] <= _LAST
    return (days[0], days[1]) if is_valid else None


def _split(joined: str) -> list[str]:
    values, current, escaped = [], "", False
    for letter in joined:
        if escaped or letter not in "\\|":
            current, escaped = current + letter, False
        elif letter == "\\":
            escaped = True
        else:
            values.append(current)
            current = ""
    return [*values, current]
