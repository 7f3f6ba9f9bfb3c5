"""Tables of an account by month or by week: each row gets the last day of its period."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.meaning.vocabularies import SOCIAL, is_total
from engagement.sources.reports import days_covered
from engagement.sources.values import dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

    End = Callable[[str], date | None]

_SAMPLE: Final = 200
_WEEK: Final = re.compile(r"((?:19|20)\d{2})[-/ ]?(?:W|KW|week|S)[-/ ]?(\d{1,2})\Z", re.IGNORECASE)
_NO_PERIOD: Final = message("This is no month and no week")


def column(raw: RawTable) -> str | None:
    """Return the column with the month or week of each row; None without one."""
    counting = (c for c in SOCIAL.columns_for(raw.columns, "month", "week") if counts(raw, c) is not None)
    return next(counting, None)


def counts(raw: RawTable, name: str) -> End | None:
    """Return the function from a value of a column of months or weeks to its last day; None for others."""
    cells = raw.data.column(raw.columns.index(name)).slice(0, _SAMPLE).drop_null().to_pylist()
    texts = [cell.strip() for cell in cells if cell.strip() and not is_total(cell)]
    called = name in SOCIAL.columns_for(raw.columns, "month")
    readers: tuple[End, ...] = (_end_of_week, _end_of_month)
    if name in SOCIAL.columns_for(raw.columns, "week"):
        readers = (_end_of_week, _seven_days)
    elif not called and any(isinstance(dates.parse(text, "day"), datetime) for text in texts):
        return None
    return next((read for read in readers if texts and all(read(text) for text in texts)), None)


def instants(cells: Cells, name: str, end: End) -> pa.Array:
    """Return the last day of each row's month or week; of the current one, today."""
    today = datetime.now().date()
    texts = cells.text(name).to_pylist()
    ends = [end(text) if text else None for text in texts]
    cells.set_aside(pa.array([day is None for day in ends]), _NO_PERIOD, name)
    instants = [None if day is None else datetime.combine(_up_to(day, today), time.min) for day in ends]
    return pa.array(instants, pa.timestamp("us"))


def _up_to(day: date, today: date) -> date:
    """Return the last day of a period up to today; a future period keeps its own last day."""
    return today if day.replace(day=1) <= today < day else day


def _end_of_month(text: str) -> date | None:
    span = days_covered.month(text)
    return None if span is None else span[1]


def _end_of_week(text: str) -> date | None:
    match = _WEEK.match(text)
    if match is None:
        return None
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 7)
    except ValueError:
        return None


def _seven_days(text: str) -> date | None:
    day = dates.parse(text, "month" if "/" in text else "day")
    return day.date() + timedelta(days=6) if isinstance(day, datetime) else None
