"""Tables that belong together: a shop's orders and the files that complete them.

Some platforms spread an order over several exports: Olist's customers, payments and items, Etsy's and
Square's items, Amazon's buyers. A format names in `completes` the format to whose orders its rows belong.
Each table is read by itself and has its own account; `supplements` joins them, within one drop for the
account, and in every version of the data, in whatever order the files come.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.locale import message
from engagement.sources.columns import rows_without_data
from engagement.sources.columns.typed import Cells
from engagement.sources.importing import report
from engagement.sources.model.raw_table import SourceError
from engagement.sources.orders import plausible, supplements
from engagement.sources.recognition import platform
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.formats.format import Format
    from engagement.sources.model.account import Confidence, Imported
    from engagement.sources.model.hints import Hints
    from engagement.sources.model.raw_table import RawTable


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """A raw table with its format, the confidence, the hints of a person, and sentences for the account.

    `shape` is that of `recipes.shape`, before the format has prepared the table.
    """

    raw: RawTable
    format: Format
    confidence: Confidence
    hints: Hints
    notices: tuple[Message, ...] = ()
    shape: str = ""

    @property
    def waits(self) -> bool:
        """Return whether other tables of the drop may belong to it, or it to them."""
        # Any table of orders may be completed, too: it is where versions are put together.
        return self.format.completes is not None or (self.format.key in _heads() and not self.format.generic)


@dataclass(slots=True)
class _Part:
    settled: RecognisedTable
    cells: Cells
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    separate: Mapping[str, pa.Table] | None = None
    fault: SourceError | None = None

    @property
    def completes(self) -> str | None:
        """The format whose orders it completes."""
        return self.settled.format.completes

    @property
    def mergeable(self) -> Mapping[str, pa.Table]:
        """Its tables, to be put together with those of other parts."""
        return self.tables if self.separate is None else self.separate

    def read(self) -> None:
        try:
            parts = self.settled.format.read(self.cells)
        except SourceError as fault:
            self.fault = fault
            return
        self.tables = {name: conform(name, table) for name, table in parts.items()}
        if self.settled.format.kind == "orders":
            complete = not self.settled.waits and supplements.NAME not in self.tables
            self.tables = plausible.doubted(self.cells, self.tables, complete=complete)
        if self.completes is not None:
            self.separate = supplements.of_tables(self.settled.format.key, self.tables)
        elif supplements.NAME in self.tables:
            self.separate = self.tables


def read(settled: Sequence[RecognisedTable], *, key: bytes) -> list[Imported | SourceError]:
    """Read tables that may belong together; return for each, in order, its result or its error."""
    parts = [_Part(table, _cells(table, key)) for table in settled]
    for part in parts:
        part.read()
    readable = [part for part in parts if part.fault is None]
    for head in {part.completes or part.settled.format.key for part in readable}:
        _put_together([part for part in readable if head in (part.completes, part.settled.format.key)])
    return [_imported(part, readable) for part in parts]


def _put_together(parts: Sequence[_Part]) -> None:
    """Set each part's tables as completed by the others; what is stored of it stays separate."""
    if all(part.separate is None for part in parts):
        return
    different = _different(parts)
    heads = [part.mergeable for part in different if part.completes is None]
    others = [part.mergeable for part in different if part.completes is not None]
    for part in parts:
        if part.completes is not None and heads:
            _tell_of_waiting(part, _stacked([*heads, part.mergeable]))
    shown = [_of_head(p, others) if p.completes is None else _of_other(p, heads, others) for p in parts]
    for part, tables in zip(parts, shown, strict=True):
        part.separate, part.tables = part.mergeable, tables


def _tell_of_waiting(part: _Part, tables: Mapping[str, pa.Table]) -> None:
    """Tell how many rows wait for an order that did not come with them."""
    waiting = supplements.waiting(tables)
    if waiting:
        part.cells.warn(
            message(
                "{count} row belongs to no order of the files that came with it and waits for it",
                "{count} rows belong to no order of the files that came with them and wait for these",
                n=waiting,
                count=waiting,
            )
        )


def _of_head(part: _Part, others: Sequence[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """Return a file's own orders, completed by the other files."""
    completed = supplements.put_together(_stacked([part.mergeable, *others]))
    own_tables = {name: table for name, table in part.mergeable.items() if name != supplements.NAME}
    return {name: completed[name].slice(0, table.num_rows) for name, table in own_tables.items()}


def _of_other(
    part: _Part, heads: Sequence[Mapping[str, pa.Table]], others: Sequence[Mapping[str, pa.Table]]
) -> dict[str, pa.Table]:
    """Return what a file adds to the orders that it completes."""
    head_tables = _stacked(heads)
    completed = supplements.put_together(_stacked([head_tables, part.mergeable]))
    new = {
        name: table.slice(head_tables[name].num_rows if name in head_tables else 0)
        for name, table in completed.items()
    }
    if "responses" in part.mergeable:
        without = [{n: t for n, t in other.items() if n != "responses"} for other in others]
        with_responses = _stacked([head_tables, *without, {"responses": part.mergeable["responses"]}])
        new["responses"] = supplements.put_together(with_responses)["responses"]
    return {name: table for name, table in new.items() if table.num_rows or name in part.tables}


def _stacked(parts: Iterable[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """Return the tables of several parts, those of one name joined to one."""
    by_name: dict[str, list[pa.Table]] = {}
    for part in parts:
        for name, table in part.items():
            by_name.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables, promote_options="default") for name, tables in by_name.items()}


def _cells(settled: RecognisedTable, key: bytes) -> Cells:
    file_format = settled.format
    zoned = file_format.kind == "orders"
    cells = Cells(settled.raw, key=key, hints=settled.hints, source=file_format.platform, zoned=zoned)
    for sentence in settled.notices:
        cells.warn(sentence)
    rows_without_data.set_aside(settled.raw, cells.ledger, unique=file_format.kind == "orders")
    return cells


def _different(parts: Iterable[_Part]) -> list[_Part]:
    """Return the parts without duplicates (same rows), so that nothing is added up twice."""
    different: list[_Part] = []
    for part in parts:
        if not any(part.settled.raw.data.equals(other.settled.raw.data) for other in different):
            different.append(part)
    return different


def _related_parts(part: _Part, parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts read together with a part: those that it completes, or that complete it."""
    key = part.settled.format.key
    return [o for o in parts if o.completes == key or part.completes == o.settled.format.key]


def _imported(part: _Part, parts: Sequence[_Part]) -> Imported | SourceError:
    if part.fault is not None:
        return part.fault
    beside = _related_parts(part, parts)
    joined = tuple(sorted({other.settled.raw.file for other in beside}))
    if joined:
        part.cells.warn(message("Read together with {files}", files=", ".join(joined)))
    imported = report.account(part.cells, part.settled.format, part.settled.confidence, part.tables)
    own_report = replace(imported.report, joined=joined, shape=part.settled.shape)
    sentences = report.sentences(own_report, {other.settled.format.key for other in parts})
    return replace(imported, report=replace(own_report, warnings=tuple(sentences)), separate=part.separate)


@cache
def _heads() -> frozenset[str]:
    return frozenset(f.completes for f in platform.discover() if f.completes is not None)
