"""The day up to which a link's tables count: it moves only when `TOGETHER` times k people have changed.

Cells of the same people are always shown alike, so a cell that changes has other people. If tables followed
each order, a single newcomer could be found in the cells that change. So they stay as of the day last
published, by any link, until so many people have come or changed since.

A recipient who knows on which day somebody came, and reads all versions, still sees which cells changed with
them: a cell with one of n newcomers is theirs with a probability of about 1 / n, however rare it is. With k
newcomers that was several times what the shares of one version reveal; with five times k it is close to that
(`tests/metrics/rounding/test_newcomers.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.guarding.row_ids import idents, person_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.views.owners import OwnersView

#: The tables of people's activity, by group; the first one sets the as-of day.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "orders": ("orders", "lines"),
    "levels": ("orders", "responses", "members"),
    "answers": ("responses",),
}
#: How many times k people move the tables.
TOGETHER: Final = 5
#: The bundle's field with the days of its tables, by group.
ROUNDED_DAYS: Final = "rounded"
_KEY: Final = "customer_key"
_SUBMISSION: Final = ("source", "survey", "response_id")
_ANSWERS: Final = "responses"
#: The tables to which a link's filters apply.
_FILTERED: Final = frozenset({"orders", "responses"})
#: The person of rows without a customer.
_NOBODY: Final = -1
#: The columns that locate a row in its file.
_PLACE: Final = "line"


def day_to_publish(view: OwnersView, group: str, k: int, pasts: Sequence[PastPublication]) -> int | None:
    """Return the day (since 1970-01-01) up to which a group of tables counts.

    None where none may be published.

    That is the newest day, else one published before, if nobody or at least `TOGETHER` times k people differ
    between it and every published one.
    """
    before = [past for past in pasts if group in past.content.get(ROUNDED_DAYS, {})]
    newest = view.scope(GROUPS[group][0]).window.last_day
    days = sorted({int(past.content[ROUNDED_DAYS][group]) for past in before}, reverse=True)
    people = _People(view, group)
    for day in (newest, *(day for day in days if day < newest)):
        if all(people.may_publish(day, past, TOGETHER * max(k, int(past.content["k"]))) for past in before):
            return day
    return None


class _People:
    """The people of a group of tables, and what they had done by a day."""

    def __init__(self, view: OwnersView, group: str) -> None:
        self.view, self.group = view, group
        self.tables = [name for name in GROUPS[group] if view.data.has(name)]
        self._known: dict[tuple[int, int], Mapping[int, int]] = {}

    def may_publish(self, day: int, past: PastPublication, least: int) -> bool:
        """Return whether nobody, or at least `least` people, differ between this day and a publication."""
        published_day = int(past.content[ROUNDED_DAYS][self.group])
        if past.view is None or self._is_changed(past, published_day):
            return self._came(min(day, published_day), max(day, published_day)) >= least
        rows_then, rows_now = self._row_hashes(past.view, published_day), self._row_hashes(self.view, day)
        changed = {
            person
            for person in rows_then.keys() | rows_now.keys()
            if rows_then.get(person) != rows_now.get(person)
        }
        return not changed or len(changed - {_NOBODY}) >= least

    def _is_changed(self, past: PastPublication, day: int) -> bool:
        """Return whether published rows were erased or added, of which only the days are known."""
        return any(first <= day for name in self.tables for first, _ in past.changed_days.get(name, ()))

    def _came(self, after: int, until: int) -> int:
        """Return how many people have rows on the days between."""
        return len(self._row_hashes(self.view, until, after).keys() - {_NOBODY})

    def _row_hashes(self, view: OwnersView, until: int, after: int | None = None) -> Mapping[int, int]:
        """Return a hash of each person's rows up to a day."""
        key = (id(view), until)
        if after is None and key in self._known:
            return self._known[key]
        hashes: dict[int, int] = {}
        for place, name in enumerate(self.tables):
            if not view.data.has(name):
                continue
            for person, row_hash in zip(*_rows(view, name, until, after), strict=True):
                hashes[person] = (hashes.get(person, 0) + row_hash * (2 * place + 1)) % 2**64
        if after is None:
            self._known[key] = hashes
        return hashes


def _rows(view: OwnersView, name: str, until: int, after: int | None) -> tuple[list[int], list[int]]:
    """Return the people of a table's rows, each once, and the sum of what knows each row again."""
    day = nw.col("day")
    rows = view.scope(name).rows(name) if name in _FILTERED else view.data.frame(name)
    rows = rows.filter(day.is_null() | (day <= until)) if after is None else rows.filter(
        day > after, day <= until
    )  # fmt: skip
    columns = sorted(column for column in view.data.columns(name) if column != _PLACE)
    table = rows.select(*columns).collect("pyarrow").to_native()
    row = idents(table, columns)
    if _KEY not in columns:  # lines have no customer; their orders do
        return _summed(np.full(row.size, _NOBODY, dtype=np.int64), row)
    person = table.column(_KEY).fill_null(_NOBODY).to_numpy().astype(np.int64)
    if name == _ANSWERS:  # rows without a customer count as one person each
        person = person_ids(person, table.select(_SUBMISSION))
    else:
        row = np.where(person >= 0, row, np.uint64(0))
    return _summed(person, row)


def _summed(person: NDArray[np.int64], row: NDArray[np.uint64]) -> tuple[list[int], list[int]]:
    people, place = np.unique(person, return_inverse=True)
    sums = np.zeros(people.size, dtype=np.uint64)
    np.add.at(sums, place, row)
    return people.tolist(), sums.tolist()
