"""A file's tables and account, corrected after some of its rows were deleted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engagement.sources.importing.report import ERROR, counts_of
from engagement.sources.orders import supplements
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.model.account import Report
    from engagement.store.persons.persons import Mask


@dataclass(frozen=True, slots=True)
class TableAccount:
    """The account of one table of a file, and its rows that were set aside."""

    report: Report
    rejects: pa.Table | None


@dataclass(frozen=True, slots=True)
class File:
    """All data of a file. `added`: the day of its import. `shop`: the shop that a person named for it."""

    name: str
    added: int
    tables: Mapping[str, pa.Table]
    parts: tuple[TableAccount, ...]
    shop: str | None = None


@dataclass(frozen=True, slots=True)
class FilteredFile:
    """A file after a removal: removed `rows` by table, `rejects`, and `cells` of text that were blanked."""

    file: File
    rows: Mapping[str, int]
    rejects: int
    cells: int

    @property
    def touched(self) -> bool:
        """Return whether anything was removed."""
        return bool(self.rows or self.rejects or self.cells)


def filtered(
    before: File, after: File, rows: Mapping[str, int], cells: int, tell: Callable[[int], Message]
) -> FilteredFile:
    """Return a file after a removal with a corrected account; `tell` returns the sentence for n rows.

    Rows that depend on another row (the lines of an order) are not counted.
    """
    rows = {name: count for name, count in rows.items() if count}
    rejects = _set_aside(before.parts) - _set_aside(after.parts)
    lost_rows = rejects + sum(count for name, count in rows.items() if not _hangs(name))
    parts = list(after.parts)
    if lost_rows:
        reports = _recounted([p.report for p in parts], before.tables, after.tables)
        reports[0] = replace(reports[0], warnings=_with_totals(reports[0].warnings, lost_rows, tell))
        parts = [replace(p, report=r) for p, r in zip(parts, reports, strict=True)]
    return FilteredFile(replace(after, parts=tuple(parts)), rows, rejects, cells)


def without_rejects(part: TableAccount, removed: Mask) -> TableAccount:
    """Remove set-aside rows from an account, as if they had never been in the file."""
    if part.rejects is None or not removed.any():
        return part
    report, count = part.report, int(removed.sum())
    went = Counter(part.rejects.column(ERROR).filter(pa.array(removed)).to_pylist())
    reasons = [(reason, n - went[str(reason)]) for reason, n in report.reasons]
    # The account lists the first of them, in the table's order.
    listed = [row for row, is_out in zip(report.set_aside, removed, strict=False) if not is_out]
    report = replace(
        report,
        rows_in=report.rows_in - count,
        rows_set_aside=report.rows_set_aside - count,
        set_aside=tuple(listed),
        reasons=tuple((reason, n) for reason, n in reasons if n > 0),
    )
    remaining = part.rejects.filter(pa.array(~removed))
    return TableAccount(report, remaining if remaining.num_rows else None)


def _hangs(name: str) -> bool:
    """Return whether a table's rows depend on those of another table."""
    parent = TABLES[name].parent
    return any(parent == other.key for other in TABLES.values())


def _set_aside(parts: Sequence[TableAccount]) -> int:
    return sum(part.rejects.num_rows for part in parts if part.rejects is not None)


def _recounted(
    reports: Sequence[Report], before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]
) -> list[Report]:
    """Subtract removed rows from the counts, and limit the reported days to those of the remaining rows."""
    first, last = _span(after)
    before, after = supplements.put_together(before), supplements.put_together(after)
    subtracted: Counter[str] = Counter()
    changed = []
    for report in reports:
        less = Counter(counts_of(before, report.kind))
        less.subtract(counts_of(after, report.kind))
        counts = {name: n - min(n, less[name] - subtracted[name]) for name, n in report.counts.items()}
        subtracted.update({name: n - counts[name] for name, n in report.counts.items()})
        changed.append(
            replace(
                report,
                counts=counts,
                first_day=_later(report.first_day, first),
                last_day=_earlier(report.last_day, last),
            )
        )
    return changed


def _span(tables: Mapping[str, pa.Table]) -> tuple[int | None, int | None]:
    columns = [t.column(n) for t in tables.values() for n in ("day", "last_day") if n in t.column_names]
    days = np.concatenate([c.drop_null().to_numpy() for c in columns]) if columns else np.empty(0)
    return (int(days.min()), int(days.max())) if len(days) else (None, None)


def _later(day: int | None, bound: int | None) -> int | None:
    return None if day is None or bound is None else max(day, bound)


def _earlier(day: int | None, bound: int | None) -> int | None:
    return None if day is None or bound is None else min(day, bound)


def _with_totals(
    warnings: tuple[Message, ...], count: int, tell: Callable[[int], Message]
) -> tuple[Message, ...]:
    """Return warnings with the total of removed rows, including earlier removals."""
    text = tell(count).text
    earlier = sum(w.n or 0 for w in warnings if w.text == text)
    return (*(w for w in warnings if w.text != text), tell(count + earlier))
