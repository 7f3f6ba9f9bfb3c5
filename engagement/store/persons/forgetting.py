"""Removing people from a file: their rows, dependent rows, and their names in texts."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import Message, message
from engagement.sources.importing.report import report_from_json, report_to_json
from engagement.sources.orders import supplements
from engagement.store.persons import told_by_number
from engagement.store.persons.file_accounts import File, FilteredFile, TableAccount, filtered, without_rejects
from engagement.store.persons.persons import GONE
from engagement.tables import SEGMENT_PREFIX, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.store.persons.persons import Mask, Persons

#: Keys of rows that went, by the columns that make up the key.
GoneKeys = defaultdict[tuple[str, ...], set[tuple[object, ...]]]

#: The columns that identify an order, and a reply, within its platform.
_ORDER: Final = ("source", "order_id")
_REPLY: Final = ("source", "response_id")
#: Columns that hold a pseudonym.
PEOPLE: Final = ("customer_key", "member_key")
#: All that a row of answers has to say, where it says it in words.
_ANSWERS: Final = frozenset({"answer", "comment"})
#: Text that a platform makes; a number in it is nobody's phone number.
_CODES: Final = frozenset(
    {"order_id", "response_id", "post_id", "campaign_id", "source", "currency", "status", "kind", "sku"}
)


def without_people(file: File, persons: Persons, gone_keys: GoneKeys | None = None) -> FilteredFile:
    """Return a file without these people.

    `gone_keys` collects the keys of the removed rows. Call it for the newest file first: an older file's row
    with the same key is removed too, whoever it names, since it would otherwise reappear.
    """
    read = _read(file, persons, defaultdict(set) if gone_keys is None else gone_keys)
    tables = {name: r.staying() for name, r in read.items()}
    rows = {name: int(r.removed.sum()) for name, r in read.items()}
    cells = sum(r.blanked for r in read.values())
    renamed = persons.without(file.name)
    numbers = _order_ids(file.tables, tables)
    parts = tuple(_part(part, persons, numbers) for part in file.parts)
    after = replace(file, name=renamed, tables=tables, parts=parts)
    cells += renamed != file.name
    cells += sum(new.report != old.report for new, old in zip(parts, file.parts, strict=True))
    return filtered(file, after, rows, cells, _tell)


def rows_of_people(file: File, persons: Persons, about: GoneKeys) -> File:
    """Return what a file holds about people: their rows, and their rows that were set aside.

    `about` holds keys of rows that concern them without naming them (`unnamed`).
    """
    read = _read(file, persons, defaultdict(set, about))
    tables = {
        name: file.tables[name].filter(pa.array(r.removed)) for name, r in read.items() if r.removed.any()
    }
    parts = []
    for part in file.parts:
        is_of_people = _set_aside(part, persons)
        rejects = (
            part.rejects.filter(pa.array(is_of_people))
            if part.rejects is not None and is_of_people.any()
            else None
        )
        parts.append(replace(part, rejects=rejects))
    return replace(file, tables=tables, parts=tuple(parts))


def unnamed(files: Sequence[Mapping[str, pa.Table]], persons: Persons) -> GoneKeys:
    """Return the keys of rows that concern people whom only another file names.

    `files` are the orders, supplements and answers of all files. The buyer of an order may be named in a
    supplement, and what belongs to that order (its own row, payments, products, reviews) may be in other
    files; an answer may name only the order's or the customer's number.
    """
    keys: GoneKeys = defaultdict(set)
    supplement_tables = [tables[supplements.NAME] for tables in files if supplements.NAME in tables]
    if supplement_tables:
        _by_supplements(files, supplement_tables, persons, keys)
    keys[_REPLY].update(told_by_number.replies(files, persons, keys[_ORDER]))
    return keys


def _by_supplements(
    files: Sequence[Mapping[str, pa.Table]],
    supplement_tables: Sequence[pa.Table],
    persons: Persons,
    gone_keys: GoneKeys,
) -> None:
    supplement_rows = supplements.with_order_numbers(pa.concat_tables(supplement_tables))
    sources = pc.unique(supplement_rows.column("source"))
    for table in (supplement_rows, *(tables["orders"] for tables in files if "orders" in tables)):
        of_sources = table.filter(pc.is_in(table.column("source"), sources)).select([*_ORDER, "customer_key"])
        rows = of_sources.filter(pa.array(persons.rows(of_sources.column("customer_key")))).to_pylist()
        gone_keys[_ORDER].update(
            (row["source"], row["order_id"]) for row in rows if row["order_id"] is not None
        )
    about = supplement_rows.filter(pa.array(_among(supplement_rows, _ORDER, gone_keys[_ORDER]))).select(
        ["part", "subject"]
    )
    gone_keys[_REPLY].update((row["part"], row["subject"]) for row in about.to_pylist())


@dataclass(frozen=True, slots=True)
class _ReadTable:
    """A table with masks of the rows to remove and of the rows whose person is blanked.

    `blanked` counts the cells that named a person and are now empty.
    """

    table: pa.Table
    removed: Mask
    emptied: Mask
    blanked: int

    def staying(self) -> pa.Table:
        """The rows that stay."""
        is_gone = self.removed | self.emptied
        return self.table.filter(pa.array(~is_gone)) if is_gone.any() else self.table


def _read(file: File, persons: Persons, gone_keys: GoneKeys) -> dict[str, _ReadTable]:
    """Look through every table; those that name people first, for others hang on them."""
    read = {}
    for name in sorted(file.tables, key=lambda n: not _has_people(file.tables[n])):
        table = file.tables[name]
        is_removed = _of_people(table, persons) | _marked(name, table, gone_keys, file.shop)
        for columns in (_ORDER, _REPLY):
            is_removed |= _among(table, columns, gone_keys[columns])
        read[name] = _texts(name, table, persons, is_removed)
        _mark(name, table, read[name].removed, gone_keys, file.shop)
    return {name: read[name] for name in file.tables}


def _set_aside(part: TableAccount, persons: Persons) -> Mask:
    """True for the rows set aside that name one of them in any cell."""
    names_them = np.zeros(part.rejects.num_rows if part.rejects is not None else 0, bool)
    for column in part.rejects.columns if part.rejects is not None else ():
        names_them |= persons.cells(column, part.report.platform)
    return names_them


def _tell(count: int) -> Message:
    return message(
        "{count} row of somebody who was erased is left out",
        "{count} rows of people who were erased are left out",
        n=count,
        count=count,
    )


def _has_people(table: pa.Table) -> bool:
    return not set(PEOPLE).isdisjoint(table.column_names)


def _of_people(table: pa.Table, persons: Persons) -> Mask:
    names_them = np.zeros(table.num_rows, bool)
    for name in set(PEOPLE).intersection(table.column_names):
        names_them |= persons.rows(table.column(name))
    return names_them


def _texts(name: str, table: pa.Table, persons: Persons, is_removed: Mask) -> _ReadTable:
    """Blank what names a person; where a text may not be blank, or is a pseudonym, the row goes.

    An answer without its text is none: no import would have made it.
    """
    blanked = np.zeros(table.num_rows, np.int64)
    bare = np.zeros(table.num_rows, bool)
    for field in table.schema:
        column = table.column(field.name)
        if not _has_text(column):
            continue
        named = persons.cells(column, codes=field.name in _CODES)
        if not _has_people(table):
            is_removed = is_removed | persons.spelled(column)
        if named.any() and (not field.nullable or field.name in TABLES[name].key):
            is_removed = is_removed | named
        elif named.any():
            table = _blank(table, field.name, named)
            blanked += named
            bare |= named & (field.name in _ANSWERS)
    table, renamed = _renamed(table, persons)
    return _ReadTable(table, is_removed, bare, int(blanked[~is_removed].sum()) + renamed)


def _renamed(table: pa.Table, persons: Persons) -> tuple[pa.Table, int]:
    """Give columns that name a person another name; return how many those were."""
    names, count = list(table.column_names), 0
    for place, name in enumerate(names):
        if name.startswith(SEGMENT_PREFIX) and persons.in_name(name.removeprefix(SEGMENT_PREFIX)):
            count += 1
            free = (f"{SEGMENT_PREFIX}{GONE} {number}" for number in itertools.count(1))
            names[place] = next(other for other in free if other not in names)
    return (table.rename_columns(names) if count else table), count


def _has_text(column: pa.ChunkedArray) -> bool:
    """Whether a column holds text."""
    return bool(pa.types.is_string(column.type) or pa.types.is_large_string(column.type))


def _blank(table: pa.Table, column: str, where: Mask) -> pa.Table:
    """Return the table with these cells of a column made null."""
    index = table.column_names.index(column)
    cells = pc.if_else(pa.array(where), pa.scalar(None, table.schema.field(index).type), table.column(index))
    return table.set_column(index, table.schema.field(index), cells)


def _together(name: str) -> tuple[str, ...]:
    """The columns by which rows of a table stand or go together."""
    return TABLES[name].parent or TABLES[name].key


def _keys(name: str, table: pa.Table, shop: str | None) -> list[tuple[object, ...]]:
    """Return the keys of rows; a shop named by a person replaces that of the file."""
    columns = _together(name)
    rows = table.select(columns).to_pylist()
    return [tuple(shop if c == "shop" and shop else row[c] for c in columns) for row in rows]


def _mark(name: str, table: pa.Table, removed: Mask, gone_keys: GoneKeys, shop: str | None) -> None:
    gone_keys[_together(name)].update(_keys(name, table.filter(pa.array(removed)), shop))


def _marked(name: str, table: pa.Table, gone_keys: GoneKeys, shop: str | None) -> Mask:
    """True for rows whose key has gone."""
    keys, last = gone_keys[_together(name)], _together(name)[-1]
    likely = pc.is_in(table.column(last), pa.array({k[-1] for k in keys}, table.schema.field(last).type))
    candidates = np.flatnonzero(np.asarray(likely))
    has_gone = np.zeros(table.num_rows, bool)
    has_gone[candidates] = [key in keys for key in _keys(name, table.take(candidates), shop)]
    return has_gone


def _among(table: pa.Table, columns: tuple[str, ...], wanted: set[tuple[object, ...]]) -> Mask:
    """Return a mask of the rows whose values of these columns are wanted."""
    is_wanted = np.zeros(table.num_rows, bool)
    if wanted and set(columns) <= set(table.column_names):
        ids = pa.array({order_id for *_, order_id in wanted}, pa.string())
        candidates = np.flatnonzero(np.asarray(pc.is_in(table.column(columns[-1]), ids)))
        rows = table.select(columns).take(candidates).to_pylist()
        is_wanted[candidates] = [tuple(row.values()) in wanted for row in rows]
    return is_wanted


def _order_ids(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> frozenset[str]:
    """Numbers of the orders that went: rows set aside that bear one belong to the same people."""
    if "orders" not in before:
        return frozenset()
    ids, remaining = (pc.unique(t["orders"].column("order_id")) for t in (before, after))
    return frozenset(ids.filter(pc.invert(pc.is_in(ids, remaining))).to_pylist())


def _part(part: TableAccount, persons: Persons, numbers: frozenset[str]) -> TableAccount:
    """Take people out of an account: rows set aside as a whole, words that name them elsewhere."""
    is_removed = _set_aside(part, persons)
    for column in part.rejects.columns if part.rejects is not None and numbers else ():
        is_removed |= np.asarray(pc.is_in(pc.utf8_trim_whitespace(column), pa.array(numbers, column.type)))
    part = without_rejects(part, is_removed)
    listed = [row for row in part.report.set_aside if not _names(row.value, persons, part.report.platform)]
    plain = persons.scrubbed(report_to_json(replace(part.report, set_aside=tuple(listed))))
    return replace(part, report=report_from_json(plain))


def _names(value: str | None, persons: Persons, platform: str) -> bool:
    return value is not None and persons.named_in(value, platform)
