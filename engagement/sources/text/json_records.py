"""Read the records of a JSON file as rows of text: a list of objects, or one object per line.

Each list of objects is a separate table. The name of a nested object is put before the names in it:
`customer.email` becomes "customer email". A list of objects within a record, such as an order's products,
gives one row per object, with the rest of the record repeated. The pages of an interface's response
("results") are one table; so are rows whose column names are in a separate list, as in Google Analytics.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text import json_discounts, json_refunds
from engagement.sources.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

    Record = dict[str, object]

_BEGINS: Final = re.compile(rb"\s*(?:\[\s*\{|\{\s*\")")
_MARK: Final = b"\xef\xbb\xbf"
#: The largest file in bytes: parsed JSON needs many times its size in memory.
_MOST_BYTES: Final = 128 * MIB
#: The number of levels in which lists of records are searched, and down to which a record is split.
_DEEPEST: Final = 4
#: What is put before the names of the objects in a record's list.
_ITEM: Final = "item"
#: The names of the list of records in one page of an interface's response.
_PAGES: Final = frozenset({"results", "data", "rows", "records", "value", "elements"})
#: Names beside it that only describe the page.
_OF_A_PAGE: Final = frozenset(
    {"fieldMask", "requestId", "nextPageToken", "totalResultsCount", "queryResourceConsumption", "object"}
    | {"has_more", "url", "paging", "links", "meta", "next", "previous", "count", "total", "page", "kind"}
)
#: Endings of the list of column names and of each row's values: "dimensionHeaders", "dimensionValues".
_HEADERS, _VALUES = "Headers", "Values"
#: The fewest objects by key that are records; fewer are parts of one record.
_FEWEST: Final = 3
_KEY: Final = "key"
_NO_TABLE: Final = message(
    "This is JSON, not a table. Choose CSV or Excel where you export and upload that file."
)
_CUT_SHORT: Final = message(
    "This JSON file is damaged or cut short. Export it again and upload the new file."
)


def begin_here(head: bytes) -> bool:
    """Return whether a file's first bytes are those of JSON with objects."""
    return _BEGINS.match(head.removeprefix(_MARK)) is not None


def read(data: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Return each table: its path of names in the file, and its header and rows, numbered from 1.

    Raises `SourceError` for a file that is too large, damaged or without a table.
    """
    if len(data) > _MOST_BYTES:
        raise SourceError(_NO_TABLE)
    lists = [*_lists(_parsed(data), "", _DEEPEST)]
    if not lists:
        raise SourceError(_NO_TABLE)
    return [(name, _table(records)) for name, records in lists]


def _table(records: list[Record]) -> list[tuple[int, list[str]]]:
    records = [json_discounts.with_codes(json_refunds.summed(record)) for record in records]
    inner = _list_of_objects(records)
    rows = [row for record in records for row in _rows(record, inner)]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return list(enumerate(cells, 1))


def _parsed(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
        try:
            return _value(text)
        except ValueError:
            return [_value(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise SourceError(_CUT_SHORT) from None


def _value(text: str) -> object:
    """Return parsed JSON, with numbers as the text in the file. Raises ValueError if it is invalid."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)


def _lists(value: object, name: str, depth: int) -> Iterator[tuple[str, list[Record]]]:
    """Yield each list of objects that is not within another list, after its path of names.

    An entry of such a list that is not an object becomes an object with the name "item".
    """
    apart = _named_apart(value)
    if apart is not None:
        yield name, apart
    elif isinstance(value, list) and (page := _page_of(value)) is not None:
        yield name, [record for part in value for record in part[page]]
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        yield name, [entry if isinstance(entry, dict) else {_ITEM: entry} for entry in value]
    elif isinstance(value, dict) and (keyed := _keyed(value)) is not None:
        yield name, keyed
    elif isinstance(value, dict) and depth > 0:
        for key, inner in value.items():
            yield from _lists(inner, f"{name} {key}".strip(), depth - 1)


def _keyed(value: dict[str, object]) -> list[Record] | None:
    """Return the values of an object as records with their keys; None if they are not records.

    Databases write {"1001": {"total": "5.00"}, "1002": {"total": "7.00"}, ...}.
    """
    records = [entry for entry in value.values() if isinstance(entry, dict)]
    if len(records) < max(_FEWEST, len(value)):
        return None
    shared = set.intersection(*(set(record) for record in records))
    most = max(len(record) for record in records)
    scalar = sum(not isinstance(records[0][name], dict | list) for name in shared)
    if 2 * len(shared) < most or not scalar:
        return None
    return [{_KEY: key, **record} for key, record in zip(value, records, strict=True)]


def _page_of(value: list[object]) -> str | None:
    """Return the name of the list of records in each entry, if all are pages of a response; else None."""
    if not all(isinstance(entry, dict) for entry in value):
        return None
    pages: list[Record] = [entry for entry in value if isinstance(entry, dict)]
    for name in sorted(_PAGES):
        if pages and all(
            _are_objects(page.get(name)) and page.keys() <= {name, *_OF_A_PAGE} for page in pages
        ):
            return name
    return None


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _named_apart(value: object) -> list[Record] | None:
    """Return rows whose column names are in a separate list as records; None for any other value."""
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(rows, list):
        return None
    names = {
        key.removesuffix(_HEADERS) + _VALUES: [str(header.get("name", "")) for header in headers]
        for key, headers in value.items()
        if key.endswith(_HEADERS) and isinstance(headers, list) and all(isinstance(h, dict) for h in headers)
    }
    if not names:
        return None
    return [
        {
            name: cell.get("value") if isinstance(cell, dict) else cell
            for key, own_names in names.items()
            for name, cell in zip(own_names, row.get(key) or (), strict=False)
        }
        for row in rows
        if isinstance(row, dict)
    ]


def _list_of_objects(records: list[Record]) -> str | None:
    """Return the name of the records' list with the most objects in all; None if there is no such list."""
    counts: dict[str, int] = {}
    for record in records:
        for name, value in record.items():
            objects = isinstance(value, list) and any(isinstance(entry, dict) for entry in value)
            if isinstance(value, list) and objects and not json_refunds.are_refunds(name):
                counts[name] = counts.get(name, 0) + len(value)
    return max(counts, key=lambda name: counts[name], default=None)


def _rows(record: Record, inner: str | None) -> Iterator[dict[str, str]]:
    """Yield the rows of a record: one per object of its list `inner`, or a single one without objects."""
    own = dict(_cells({name: value for name, value in record.items() if name != inner}, "", _DEEPEST))
    entries = record.get(inner) if inner is not None else None
    if not isinstance(entries, list) or not entries:
        yield own
        return
    for entry in entries:
        yield own | dict(_cells(entry if isinstance(entry, dict) else {"": entry}, _ITEM, _DEEPEST))


def _cells(record: Record, before: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        whole_name = f"{before} {name}".strip()
        if isinstance(value, dict) and depth > 0:
            yield from _cells(value, whole_name, depth - 1)
        else:
            yield whole_name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(entry, dict | list) for entry in value):
        return ", ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)
