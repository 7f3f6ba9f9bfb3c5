"""Files that were read together, each with the sales that it shares with the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.importing.report import sentences
from engagement.sources.model.hints import Doubt
from engagement.sources.orders import supplements
from engagement.store.sales import clashes, joined
from engagement.store.versions import put_together

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engagement.locale import Message
    from engagement.sources.model.account import Imported

_SAMPLES: Final = 3


def accounted(imported: Sequence[Imported]) -> list[Imported]:
    """Return the imported files, each table's account with a doubt for every file that has its sales."""
    present = {file.report.format for file in imported}
    imported = [_with_what_is_lacking(file, present) for file in imported]
    imported = [_with_waiting(_compared(read, imported), imported) for read in imported]
    parts: dict[str, list[pa.Table]] = {}
    for file in imported:
        for name, table in file.mergeable.items():
            parts.setdefault(name, []).append(table)
    if not joined.everywhere(parts, "once"):
        return list(imported)
    same = put_together.put_together(parts)[0].get(joined.NAME)
    return [read if same is None else _with_sales_doubt(read, same, imported) for read in imported]


def _with_what_is_lacking(file: Imported, present: Collection[str]) -> Imported:
    """Return a file without sentences on what it lacks that files of the formats that are `present` have."""
    if not file.report.lacks:
        return file
    return replace(file, report=replace(file.report, warnings=tuple(sentences(file.report, present))))


def _with_waiting(file: Imported, imported: Sequence[Imported]) -> Imported:
    """Return a file of products or refunds with what it says of orders that no other file has."""
    rows = file.mergeable.get(supplements.NAME)
    orders = [o.mergeable["orders"] for o in imported if o is not file and "orders" in o.mergeable]
    if rows is None or not rows.num_rows or "orders" in file.mergeable or not orders:
        return file
    if file.report.joined:
        return file  # read with its orders, which has been told
    count = supplements.waiting({"orders": pa.concat_tables(orders), supplements.NAME: rows})
    if not count:
        return file
    sentence = message(
        "{count} of {of} rows of {file} names no order of the other files and waits for it",
        "{count} of {of} rows of {file} name no order of the other files and wait for it",
        n=count, count=count, of=rows.num_rows, file=file.report.file,
    )  # fmt: skip
    return replace(file, report=replace(file.report, warnings=(*file.report.warnings, sentence)))


def _compared(file: Imported, imported: Sequence[Imported]) -> Imported:
    """Return doubts on numbers of other orders in another file, cut numbers, and implausible amounts."""
    orders = file.tables.get("orders")
    if orders is None:
        return file
    doubts: list[Doubt] = []
    for other in imported:
        other_orders = other.tables.get("orders")
        if other is file or other_orders is None:
            continue
        clashing = clashes.numbers(orders, other_orders)
        if clashing:
            sentence = clashes.sentence(clashing, file.report.file, other.report.file)
            doubts.append(Doubt("shops", "", tuple(clashing[:_SAMPLES]), None, sentence))
        cut = clashes.cut(orders, other_orders)
        if cut:
            sentence = clashes.cut_sentence(cut, file.report.file, other.report.file)
            doubts.append(Doubt("shops", "", tuple(number for number, _ in cut[:_SAMPLES]), None, sentence))
        differing = clashes.amounts(orders, other_orders)
        if differing is not None:
            sentence = clashes.amounts_sentence(*differing, file.report.file, other.report.file)
            doubts.append(Doubt("scale", "", (), None, sentence))
        times = clashes.times(orders, other_orders)
        if times is not None:
            sentence = message(
                "A usual order of {file} is worth {times} times one of {other}: the amounts may be in "
                "another unit",
                file=file.report.file, times=times, other=other.report.file,
            )  # fmt: skip
            doubts.append(Doubt("scale", "", (), None, sentence))
    report = file.report
    latest = {doubt.about: doubt for doubt in (*reversed(doubts), *report.doubts)}
    fresh = [doubt for doubt in doubts if latest[doubt.about] is doubt]
    warnings = tuple(doubt.sentence for doubt in fresh if doubt.sentence is not None)
    report = replace(report, warnings=(*report.warnings, *warnings), doubts=(*report.doubts, *fresh))
    return replace(file, report=report)


def question(rows: int, total: int, file: str, others: str, *, counted_once: bool) -> Message:
    """Return the question whether sales in two files count once, and how they count without an answer."""
    values = {"count": rows, "of": total, "file": file, "others": others}
    if counted_once:
        return message(
            "{count} of {of} sales in {file} is an order of {others} and counts once.",
            "{count} of {of} sales in {file} are orders of {others} and count once.",
            n=rows,
            **values,
        )
    return message(
        "{count} of {of} sales in {file} may be an order of {others}. It counts twice until you say "
        "which it is.",
        "{count} of {of} sales in {file} may be orders of {others}. They count twice until you say "
        "which they are.",
        n=rows,
        **values,
    )


def _with_sales_doubt(file: Imported, same: pa.Table, imported: Sequence[Imported]) -> Imported:
    orders = file.tables.get("orders")
    if orders is None:
        return file
    report = file.report
    shared_rows = joined.of_file(same, orders)
    for twin in pc.unique(shared_rows.column("twin_source")).to_pylist():
        rows = shared_rows.filter(pc.equal(shared_rows.column("twin_source"), twin))
        counted_once = pc.any(rows.column("once")).as_py()
        others = ", ".join(sorted({o.report.file for o in imported if o is not file and _has(o, twin)}))
        sentence = question(rows.num_rows, orders.num_rows, report.file, others, counted_once=counted_once)
        pairs = zip(rows.column("order_id").to_pylist(), rows.column("twin").to_pylist(), strict=True)
        samples = tuple(f"{number} = {twin_number}" for number, twin_number in list(pairs)[:_SAMPLES])
        doubt = Doubt("sales", "", samples, "once" if counted_once else "apart", sentence)
        counts = {**report.counts, "same_sales": report.counts.get("same_sales", 0) + rows.num_rows}
        report = replace(
            report, counts=counts, warnings=(*report.warnings, sentence), doubts=(*report.doubts, doubt)
        )
    return replace(file, report=report)


def _has(file: Imported, source: str) -> bool:
    orders = file.tables.get("orders")
    return orders is not None and source in joined.sources(orders)
