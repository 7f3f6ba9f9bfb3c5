"""Whether data have only grown since a publication, which then also holds for the newer data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.guarding.row_ids import idents
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.guarding.published_windows import DaySpan
    from engagement.metrics.views.owners import OwnersView

#: The columns that locate a row in its file.
_PLACE: Final = "line"


def carried_over(pasts: Sequence[PastPublication], today: OwnersView) -> list[PastPublication]:
    """Return earlier publications, as ones of today's data if these have only grown since.

    Rows may have been added on the last day of the publication, so on that day it holds except for a few
    people.
    """
    added_days: dict[int, Mapping[str, DaySpan] | None] = {}
    carried = []
    for past in pasts:
        past_data = past.view.data if past.view is not None else None
        if past_data is None:
            carried.append(past)
            continue
        if id(past_data) not in added_days:
            added_days[id(past_data)] = {} if past_data is today.data else grown(past_data, today.data)
        added = added_days[id(past_data)]
        carried.append(past if added is None else _on_todays_data(past, today, added))
    return carried


def grown(past: Data, today: Data) -> dict[str, DaySpan] | None:
    """Return the days on which rows were added, by table.

    None where older rows were added, or any removed.
    """
    tables = {name for family in today.families for name in today.tables(family)}
    added = {}
    for table in sorted(tables):
        if past.sources.get(table) == today.sources.get(table) or not past.has(table):
            continue
        last = _last_day(past, table)
        closed, until_last = (_rows(past, table, until) for until in (last - 1, last))
        now_closed, now = (_rows(today, table, until) for until in (last - 1, last))
        if not np.array_equal(closed, now_closed) or np.setdiff1d(until_last, now).size:
            return None
        if now.size > until_last.size:
            added[table] = (last, last + 1)
    return added


def _on_todays_data(
    past: PastPublication, today: OwnersView, added: Mapping[str, DaySpan]
) -> PastPublication:
    """Return a publication as one of today's data, with the days on which rows were added to its tables."""
    last_published = max((stop for *_, spans in past.windows() for _, stop in spans), default=0)
    changed = {table: list(days) for table, days in past.changed_days.items()}
    for table, day in added.items():
        if day[0] < last_published and day not in changed.get(table, ()):
            changed.setdefault(table, []).append(day)
    return replace(past, view=today, changed_days=changed)


def _last_day(data: Data, table: str) -> int:
    last = collect(data.frame(table).select(nw.col("day").max().fill_null(-1)))["day"][0]
    return int(last)


def _rows(data: Data, table: str, until: int) -> NDArray[np.uint64]:
    """Return the identity of each row up to a day, sorted; rows without a day are in every window."""
    if not data.has(table):
        return np.zeros(0, dtype=np.uint64)
    rows = data.frame(table).filter(nw.col("day").is_null() | (nw.col("day") <= until))
    names = sorted(name for name in data.columns(table) if name != _PLACE)
    return np.sort(idents(rows.select(*names).collect("pyarrow").to_native(), names))
