"""Day first or month first: what a column, its file and its language say, in that order."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from engagement.sources.values import dates
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.sources.values.dates import Order

DateOrderReason = Literal["proof", "sequence", "span", "language", "default"]

#: How many distinct texts are looked at where there is no proof.
_SAMPLE: Final = 5_000
#: Of this many dates, one order in 20,160 is sorted by chance (2 / 8!).
_ENOUGH: Final = 8

#: 3.4.2026: nobody who writes dots writes the month first.
_DOTTED: Final = re.compile(r"\d{1,2}\.\s?\d{1,2}\.")
#: Words of header rows that only stand in files whose language writes the day first.
_DAY_FIRST: Final = frozenset(words("dates")["day_first"])
_TELLS_NOTHING: Final = frozenset(words("dates")["header_tells_nothing"])


def prove(columns: Iterable[Sequence[str]]) -> Order | None:
    """Return the order that the columns' texts prove between them, or None."""
    day = month = 0
    for texts in columns:
        more_day, more_month, _ = dates.order_evidence(texts)
        day, month = day + more_day, month + more_month
    if day == month:
        return None
    return "day" if day > month else "month"


def guess(texts: Sequence[str], header: Iterable[str], delimiter: str) -> tuple[Order, DateOrderReason]:
    """Choose an order where nothing proves it; the caller warns that it is a choice."""
    if texts and all(map(_DOTTED.match, filter(dates.is_open, texts[:_SAMPLE]))):
        return "day", "language"
    series = {order: _series(texts[:_SAMPLE], order) for order in ("day", "month")}
    runs = {order: _steadiness(days) for order, days in series.items()}
    if len(texts) >= 4 and abs(runs["day"] - runs["month"]) > 0.2 and max(runs.values()) > 0.9:
        return ("day" if runs["day"] > runs["month"] else "month"), "sequence"
    if delimiter == ";" or _speaks_day_first(header):
        return "day", "language"
    spans = {order: max(days) - min(days) if days else 0 for order, days in series.items()}
    if len(texts) >= 4 and min(spans.values()) * 4 < max(spans.values()):
        return ("day" if spans["day"] < spans["month"] else "month"), "span"
    return "month", "default"


def sure(texts: Sequence[str], order: Order) -> bool:
    """Return whether only one order makes a sorted file of so many dates that chance cannot have done it."""
    other: Order = "month" if order == "day" else "day"
    days, wrong = (_series(texts[:_SAMPLE], either) for either in (order, other))
    return len(days) >= _ENOUGH and _steadiness(days) == 1 and _steadiness(wrong) < 1


def _series(texts: Sequence[str], order: Order) -> list[int]:
    parsed = (dates.parse(text, order) for text in texts)
    return [when.toordinal() for when in parsed if isinstance(when, datetime)]


def _steadiness(days: list[int]) -> float:
    """Share of steps that go the same way (or stay): 1 for a sorted file."""
    steps = [later - earlier for earlier, later in pairwise(days)]
    if not steps:
        return 0.0
    up = sum(step >= 0 for step in steps)
    down = sum(step <= 0 for step in steps)
    return max(up, down) / len(steps)


def _speaks_day_first(header: Iterable[str]) -> bool:
    header_words = {fold(word) for name in header for word in name.replace("_", " ").split()}
    return bool(header_words & _DAY_FIRST) and not header_words & _TELLS_NOTHING
