"""Whether data have only grown since: then what was told of them holds of the newer data as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.groups import collect
from engagement.metrics.idents import idents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engagement.metrics.past import Past
    from engagement.metrics.scope import Data
    from engagement.metrics.view import OwnersView

#: Where in its file a row stood.
_PLACE: Final = "line"


def carried(pasts: Sequence[Past], today: OwnersView) -> list[Past]:
    """Return what has been told, of today's data where these have only grown since."""
    known: dict[int, bool] = {}
    found = []
    for past in pasts:
        then = past.view.data if past.view is not None else None
        if then is None:
            found.append(past)
            continue
        if id(then) not in known:
            known[id(then)] = then is today.data or has_grown(then, today.data)
        found.append(replace(past, view=today) if known[id(then)] else past)
    return found


def has_grown(then: Data, today: Data) -> bool:
    """Whether each table has the rows that it had, unchanged, and others of later days only."""
    tables = {name for family in today.families for name in today.tables(family)}
    return all(_table_has_grown(then, today, name) for name in sorted(tables))


def _table_has_grown(then: Data, today: Data, table: str) -> bool:
    if then.sources.get(table) == today.sources.get(table):
        return True
    before = _rows(then, table, None)
    if not before.size:
        return True
    now = _rows(today, table, _last_day(then, table))
    return before.size == now.size and bool((before == now).all())


def _last_day(data: Data, table: str) -> int:
    last = collect(data.frame(table).select(nw.col("day").max().fill_null(-1)))["day"][0]
    return int(last)


def _rows(data: Data, table: str, until: int | None) -> NDArray[np.uint64]:
    """Return what knows each row again, in order; rows without a day stand in every window."""
    if not data.has(table):
        return np.zeros(0, dtype=np.uint64)
    rows = data.frame(table)
    if until is not None:
        rows = rows.filter(nw.col("day").is_null() | (nw.col("day") <= until))
    names = sorted(name for name in data.columns(table) if name != _PLACE)
    return np.sort(idents(rows.select(*names).collect("pyarrow").to_native(), names))
