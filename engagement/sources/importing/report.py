"""The account of one table: from cells to a `Report`, to the rejected rows, and to JSON and back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.networks import KNOWN
from engagement.sources.model.account import Imported, Report
from engagement.sources.model.hints import Doubt
from engagement.tables import NO_CURRENCY, empty

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.format import Format
    from engagement.sources.model.account import Confidence, ExportKind
    from engagement.sources.model.hints import About

#: Name of the column that the rejected rows carry; a last column of this name is not read.
ERROR: Final = "Error"
#: How many set-aside rows `inspect` lists.
INSPECTED: Final = 100

#: What may be answered to a doubt; nothing: whatever there is of its kind (a currency's code).
CHOICES: Final[Mapping[About, tuple[str, ...]]] = {
    "dates": ("day", "month"),
    "decimal": (".", ","),
    "currency": (),
    "network": KNOWN,
    "sales": ("once", "apart"),
    "grouping": ("number", "moment", "row"),
    "people": ("people", "nobody"),
    "masked": (),
    "own": ("customer", "shop"),
    "states": (),
    "unit": ("whole", "hundredths", "thousands"),
    "amount": ("paid", "cost"),
    "zone": (),
    "swapped": ("swapped", "written"),
    "refunds": ("plus", "minus"),
    "future": (),
    "past": (),
    "largest": (),
    "twice": (),
    "nothing": (),
    "share": (),
    "scale": (),
    "shops": (),
    "lost": (),
    "blank": (),
    "role": ("used", "unused"),
    "encoding": (),
    "discount": ("percent", "amount", "none"),
    "signs": ("sales", "refunds"),
}

_CANCELLED: Final = ("cancelled", "voided")
_REFUNDED: Final = ("refunded", "partially_refunded")


def account(
    cells: Cells, file_format: Format, confidence: Confidence, tables: Mapping[str, pa.Table]
) -> Imported:
    """Draw up the account of a table that `file_format` has read: rows in = rows kept + rows set aside."""
    raw, ledger = cells.raw, cells.ledger
    if raw.encodings:
        _doubt_encoding(cells)
    kept_count = int(ledger.kept.sum())
    days = [
        table.column(name)
        for table in tables.values()
        for name in ("day", "last_day")
        if name in table.column_names and table.num_rows
    ]
    spans = [pc.min_max(column).as_py() for column in days]
    first = [span["min"] for span in spans if span["min"] is not None]
    last = [span["max"] for span in spans if span["max"] is not None]
    report = Report(
        file=raw.file,
        sheet=raw.sheet,
        kind=file_format.kind,
        format=file_format.key,
        platform=file_format.platform,
        confidence=confidence,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        header_row=raw.header_row,
        rows_in=raw.rows,
        rows_kept=kept_count,
        rows_set_aside=raw.rows - kept_count,
        set_aside=ledger.listed(raw),
        reasons=ledger.counted(),
        columns_used=tuple(name for place, name in enumerate(raw.columns) if place in ledger.used),
        columns_ignored=tuple(name for place, name in enumerate(raw.columns) if place not in ledger.used),
        date_order=_most(cells.evidence.date_orders.values()),
        decimal=_most(cells.evidence.decimals.values()),
        currencies=_currencies(tables),
        first_day=min(first, default=None),
        last_day=max(last, default=None),
        counts=counts_of(tables, file_format.kind),
        warnings=(*raw.warnings, *ledger.sentences(raw.columns)),
        doubts=tuple(ledger.doubts),
        lacks=tuple(ledger.lacks),
    )
    return Imported(tables, report, _rejects(cells) if kept_count < raw.rows else None)


def _doubt_encoding(cells: Cells) -> None:
    """Say that nothing proves how the letters of a file are coded, and how they are read."""
    raw = cells.raw
    doubt = message(
        "Nothing in the file proves how its letters are coded. Check these words: {words}",
        words=", ".join(raw.encoded),
    )
    given_encoding = cells.hints.answers.get("encoding")
    choices = (raw.encoding, *raw.encodings)
    sentence = doubt if given_encoding is None else None
    cells.ledger.doubt(Doubt("encoding", "", raw.encoded, raw.encoding, sentence, choices))


def sentences(report: Report, present: Collection[str]) -> list[Message]:
    """Return the sentences about a table as a whole, given files of the formats that are `present`."""
    met = [sentence for sentence, formats in report.lacks if set(formats) & set(present)]
    unmet = [sentence for sentence, _ in report.lacks if sentence not in (*met, *report.warnings)]
    return [*(sentence for sentence in report.warnings if sentence not in met), *unmet]


def inspected(report: Report) -> dict[str, Any]:
    """Return the object that `engagement inspect --json` prints for one table."""
    return {
        "file": report.file,
        "sheet": report.sheet,
        "kind": report.kind,
        "platform": report.platform,
        "format": report.format,
        "confidence": report.confidence,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "header_row": report.header_row,
        "rows_in": report.rows_in,
        "rows_kept": report.rows_kept,
        "rows_set_aside": report.rows_set_aside,
        "set_aside": [
            {"line": row.line, "column": row.column, "value": row.value, "reason": str(row.reason)}
            for row in report.set_aside[:INSPECTED]
        ],
        "columns_used": list(report.columns_used),
        "columns_ignored": list(report.columns_ignored),
        "date_order": report.date_order,
        "decimal": report.decimal,
        "currencies": list(report.currencies),
        "first_day": _iso(report.first_day),
        "last_day": _iso(report.last_day),
        "warnings": [str(sentence) for sentence in report.warnings],
        "doubts": [_doubted(doubt) for doubt in report.doubts],
        "joined": list(report.joined),
        **report.counts,
    }


def _doubted(doubt: Doubt) -> dict[str, Any]:
    return {
        "about": doubt.about,
        "column": doubt.column or None,
        "samples": list(doubt.samples),
        "question": None if doubt.sentence is None else str(doubt.sentence),
        "choices": list(doubt.choices or CHOICES[doubt.about]),
        "chosen": doubt.chosen,
    }


def report_to_json(report: Report) -> dict[str, Any]:
    """Return a report as plain JSON values; `report_from_json` gives it back equal."""
    plain: dict[str, Any] = msgspec.to_builtins(report)
    return plain


def report_from_json(plain: Mapping[str, Any]) -> Report:
    """Return the report that `report_to_json`, now or in an older version, made these values of."""
    return msgspec.convert(plain, Report)


def _most(choices: Any) -> str | None:
    counted = Counter(choices).most_common(1)
    return counted[0][0] if counted else None


def _currencies(tables: Mapping[str, pa.Table]) -> tuple[str, ...]:
    codes: set[str] = set()
    for table in tables.values():
        if "currency" in table.column_names:
            codes.update(pc.unique(table.column("currency")).drop_null().to_pylist())
    return tuple(sorted(codes - {NO_CURRENCY}))


def counts_of(tables: Mapping[str, pa.Table], kind: ExportKind) -> dict[str, int]:
    """Rows of each canonical table; for orders, sessions and members what a person would count in them."""
    counts = {name: table.num_rows for name, table in tables.items()}
    if "sessions" in tables:
        counts["sessions"] = pc.sum(tables["sessions"].column("sessions")).as_py() or 0
    if "members" in tables:
        joined = pc.fill_null(pc.equal(tables["members"].column("state"), "member"), True)
        counts["members"] = pc.sum(joined).as_py() or 0
    counts.pop("consents", None)
    if kind == "contacts" and "consents" in tables:
        counts |= _consents(tables["consents"])
    if kind != "orders":
        return counts
    orders = tables.get("orders", empty("orders"))
    status, customers = orders.column("status"), orders.column("customer_key")
    given_back = pc.or_(_is_one_of(status, _REFUNDED), pc.greater(orders.column("refunded"), 0))
    return counts | {
        "orders": orders.num_rows,
        "customers": pc.count_distinct(customers).as_py(),
        "orders_without_customer": customers.null_count,
        "cancelled": pc.sum(_is_one_of(status, _CANCELLED)).as_py() or 0,
        "refunded": pc.sum(given_back).as_py() or 0,
    }


def _consents(rows: pa.Table) -> dict[str, int]:
    """People on a list of contacts, and those of them who have agreed to e-mails."""
    people = pc.count_distinct(rows.column("customer_key")).as_py()
    email = rows.filter(pc.equal(rows.column("channel"), "email"))
    return {
        "contacts": people,
        "subscribed": pc.sum(pc.equal(email.column("state"), "subscribed")).as_py() or 0,
    }


def _is_one_of(values: pa.ChunkedArray, choices: tuple[str, ...]) -> pa.ChunkedArray:
    return pc.is_in(values, pa.array(choices, pa.string()))


def _rejects(cells: Cells) -> pa.Table:
    """Return the rows that were set aside, unchanged, with the reason in a last column."""
    raw, ledger = cells.raw, cells.ledger
    rows = np.flatnonzero(~ledger.kept)
    sentences = pa.array([str(reason) for reason, _ in ledger.reasons], pa.string())
    data = raw.data.take(rows).rename_columns(list(raw.columns))
    return data.append_column(ERROR, sentences.take(pa.array(ledger.verdict[rows])))


def _iso(day: int | None) -> str | None:
    return None if day is None else str(np.datetime64(day, "D"))
