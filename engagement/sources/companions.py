"""Tables that belong together: a shop's orders, and the files that complete them.

Some platforms spread an order over several exports: Olist's customers, payments and items, Etsy's and
Square's items, Amazon's buyers. A format says with `completes` whose orders its rows belong to. Where
such tables come in one drop, the orders are read first and see the tables beside them; then each of
those is read and sees the orders. Every table keeps its own account.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import furniture, order_rows, recognise, report
from engagement.sources.cells import Cells
from engagement.sources.model import Imported, SourceError
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.model import Confidence, Format, Hints, RawTable


@dataclass(frozen=True, slots=True)
class Beside:
    """A table that was read together with another: its format's key, its cells, what it gave so far."""

    format: str
    cells: Cells
    tables: Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Settled:
    """A raw table, the format that reads it, how sure that is, what was said of it and what to tell.

    `shape` is that of `recipes.shape`, before the format has prepared the table.
    """

    raw: RawTable
    format: Format
    confidence: Confidence
    hints: Hints
    told: tuple[Message, ...] = ()
    shape: str = ""

    @property
    def waits(self) -> bool:
        """Whether other tables of the drop may belong to it, or it to them."""
        return self.format.completes is not None or self.format.key in _heads()


@dataclass(slots=True)
class _Part:
    settled: Settled
    cells: Cells
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    fault: SourceError | None = None

    def read(self, others: Iterable[_Part]) -> None:
        self.cells.beside = tuple(
            Beside(other.settled.format.key, other.cells, other.tables)
            for other in others
            if other.fault is None
        )
        try:
            found = self.settled.format.read(self.cells)
            self.tables = {name: conform(name, table) for name, table in found.items()}
        except SourceError as fault:
            self.fault = fault


def read(settled: Sequence[Settled], *, key: bytes) -> list[Imported | SourceError]:
    """Read tables that may belong together; one entry each, in order: what it gave, or why not."""
    parts = [_Part(one, _cells(one, key)) for one in settled]
    heads = [part for part in parts if part.settled.format.completes is None]
    others = [part for part in parts if part.settled.format.completes is not None]
    for head in heads:
        head.read(_different(o for o in others if o.settled.format.completes == head.settled.format.key))
    for other in others:
        other.read(h for h in heads if h.settled.format.key == other.settled.format.completes)
    return [_imported(part, parts) for part in parts]


def beside(cells: Cells, key: str) -> list[Cells]:
    """The tables of a format that came together with this one."""
    return [other.cells for other in cells.beside if other.format == key]


def orders_beside(cells: Cells) -> pa.Table | None:
    """The orders that this table's rows belong to, all of them; None where none came with it."""
    found = [other.tables["orders"] for other in cells.beside if "orders" in other.tables]
    return pa.concat_tables(found).combine_chunks() if found else None


def looked_up(keys: pa.Array, among: pa.Array, values: pa.Array) -> pa.Array:
    """For each key, the value beside its first place `among` the others; null where it has none."""
    named = pc.if_else(pc.is_valid(values), among, None)
    return values.take(pc.index_in(keys, value_set=named, skip_nulls=True))


def summed(keys: pa.Array, among: pa.Array, amounts: pa.Int64Array) -> pa.Int64Array:
    """For each key, the sum of the amounts beside it `among` the others; null where it has none."""
    rows = pc.index_in(among, value_set=keys, skip_nulls=True)
    found = pc.and_(pc.is_valid(rows), pc.is_valid(amounts))
    return order_rows.per_row(rows.filter(found), amounts.filter(found), len(keys))


def without_known(cells: Cells, tables: Mapping[str, pa.Table], *names: str) -> dict[str, pa.Table]:
    """Leave out of the tables named what the orders beside have already, and better."""
    known = orders_beside(cells)
    if known is None:
        return dict(tables)
    keys = _keys(known)
    return {
        name: table.filter(pc.invert(pc.is_in(_keys(table), value_set=keys))) if name in names else table
        for name, table in tables.items()
    }


def _keys(table: pa.Table) -> pa.ChunkedArray:
    """What tells the orders of one source apart, as one text."""
    return pc.binary_join_element_wise(pc.fill_null(table.column("shop"), ""), table.column("order_id"), "\n")


def _cells(settled: Settled, key: bytes) -> Cells:
    cells = Cells(settled.raw, key=key, hints=settled.hints, source=settled.format.platform)
    for sentence in settled.told:
        cells.warn(sentence)
    furniture.set_aside(settled.raw, cells.ledger)
    return cells


def _different(parts: Iterable[_Part]) -> list[_Part]:
    """The parts without those that hold the same rows again: nothing is added up twice."""
    found: list[_Part] = []
    for part in parts:
        if not any(part.settled.raw.data.equals(other.settled.raw.data) for other in found):
            found.append(part)
    return found


def _joined(part: _Part, parts: Iterable[_Part]) -> tuple[str, ...]:
    """The files that were read together with a part's, in whatever order they came."""
    beside = {id(other.cells) for other in part.cells.beside}
    return tuple(sorted({other.settled.raw.file for other in parts if id(other.cells) in beside}))


def _imported(part: _Part, parts: Sequence[_Part]) -> Imported | SourceError:
    if part.fault is not None:
        return part.fault
    joined = _joined(part, parts)
    if joined:
        part.cells.warn(message("Read together with {files}", files=", ".join(joined)))
    found = report.account(part.cells, part.settled.format, part.settled.confidence, part.tables)
    return replace(found, report=replace(found.report, joined=joined, shape=part.settled.shape))


@cache
def _heads() -> frozenset[str]:
    return frozenset(f.completes for f in recognise.discover() if f.completes is not None)
